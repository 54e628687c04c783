"""How much of a stranger's file is read before it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLimits:
    """Bounds on a file of rows; whoever trusts its files more may raise them.

    Attributes:
        bytes: bytes of the file.
        rows: rows that hold anything.
        columns: columns that hold anything.
        cell_characters: characters in one cell.
        characters: characters in all cells together.
        zip_entries: files inside a spreadsheet, which is a zip.
        zip_bytes: bytes to which a spreadsheet unpacks.
        zip_ratio: how many times its size a spreadsheet may unpack to.
        seconds: seconds of processor time.
        memory: bytes of memory.
    """

    bytes: int = 20_000_000
    rows: int = 200_000
    columns: int = 100
    cell_characters: int = 100_000
    characters: int = 50_000_000
    zip_entries: int = 100
    zip_bytes: int = 100_000_000
    zip_ratio: int = 100
    seconds: int = 30
    memory: int = 512_000_000
