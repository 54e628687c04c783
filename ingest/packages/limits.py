"""How much of a stranger's package is read before it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageLimits:
    """Bounds on what a package may hold; whoever trusts its packages more may raise them.

    Attributes:
        members: files in one zip.
        total_bytes: bytes in all files of one package, uncompressed.
        ratio: how many times its compressed size a zip may unpack to.
        descriptor_bytes: bytes of ``datapackage.json``.
        line_characters: characters in one line of a file.
        row_characters: characters in one row, which may span lines.
        problems: problems that are listed; more are only counted.
    """

    members: int = 200
    total_bytes: int = 2_000_000_000
    ratio: int = 200
    descriptor_bytes: int = 4_000_000
    line_characters: int = 1_000_000
    row_characters: int = 4_000_000
    problems: int = 10_000
