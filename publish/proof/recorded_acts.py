"""What entries recorded, as a package tells it: in ``acts.csv``, in rows, and after redactions."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from publish import file_names
from publish.proof.act_table import ACTS_HEADER
from publish.proof.changes_check import RecordRow
from publish.proof.entries_check import parse_number
from publish.proof.leaves import Leaves
from publish.proof.release_files import ReleaseFiles, read_rows
from registry import Damaged, InvalidInput
from registry.acts import ACT_NAMED, ACTS, Act, Redacted
from registry.ledger import compute_digest
from registry.projection import list_kinds_with_effects
from registry.rules.corrections import REDACTED


class RecordedActs:
    """The acts to be replayed, in a scratch file; and which entries were accounted for."""

    def __init__(self, leaves: Leaves) -> None:
        # SQLite removes a database without a name when it is closed.
        self._database = sqlite3.connect("")
        self._database.execute(
            "CREATE TABLE acts (number INTEGER PRIMARY KEY, act TEXT, cells TEXT)"
        )
        self._leaves = leaves
        # One bit for each leaf.
        self._accounted = bytearray(len(leaves) // 8 + 1)
        self._replayed = list_kinds_with_effects()

    def read_file(self, files: ReleaseFiles) -> None:
        """Read ``acts.csv``, each line of which has to be what its entry recorded.

        Raises:
            Damaged: with the first that is not.
        """
        for text, salt, payload in read_rows(files, file_names.ACTS, ACTS_HEADER):
            number = parse_number(text, file_names.ACTS)
            act = self._leaves.find_act(number)
            digest = self._leaves.find_digest(number, act) if act else None
            if act is None or digest is None or not _has_digest(salt, payload, digest):
                message = f"{file_names.ACTS} does not say what it recorded"
                raise Damaged(f"entry {number}", message)
            self._add(number, act, payload)

    def take_row(self, row: RecordRow) -> None:
        """Take in a row; if it is what its entry recorded, it stands for the act."""
        if row.exact:
            stated = {name: cell for name, cell in row.cells.items() if cell}
            self._account(row.entry)
            if row.kind in self._replayed:
                self._insert(row.entry, ACTS[row.kind].__name__, json.dumps(stated))

    def read_remains(self) -> None:
        """Let what redactions left of entries stand for their acts; the latest of each counts."""
        remains: dict[int, str] = {}
        for _, act in self._read_acts("WHERE act = 'Redacted'"):
            if isinstance(act, Redacted) and act.remains not in (None, REDACTED):
                remains[act.redacts] = act.remains or ""
        for number, cells in remains.items():
            if name := self._leaves.find_act(number):
                self._add(number, name, cells)

    def find_unaccounted(self) -> int | None:
        """Find the first of all entries of which nothing in the package tells what it recorded."""
        places = range(len(self._leaves))
        return next((place + 1 for place in places if not self._has_bit(place)), None)

    def list_acts(self) -> Iterator[tuple[int, Act]]:
        """Yield the acts in the order of the ledger.

        Raises:
            Damaged: one of them cannot be read.
        """
        return self._read_acts("")

    def _read_acts(self, where: str) -> Iterator[tuple[int, Act]]:
        wanted = f"SELECT number, act, cells FROM acts {where} ORDER BY number"  # noqa: S608 - ours
        for number, name, cells in self._database.execute(wanted):
            try:
                yield number, ACT_NAMED[name].read(_read_cells(cells))
            except (KeyError, ValueError, RecursionError, InvalidInput) as error:
                raise Damaged(f"entry {number}", "its act cannot be read") from error

    def _add(self, number: int, act: str, cells: str) -> None:
        self._account(number)
        self._insert(number, act, cells)

    def _insert(self, number: int, act: str, cells: str) -> None:
        self._database.execute("INSERT INTO acts VALUES (?, ?, ?)", (number, act, cells))

    def _account(self, number: int) -> None:
        place = self._leaves.find_place(number)
        if place is None or self._has_bit(place):
            raise Damaged(f"entry {number}", "what it recorded is there twice")
        self._accounted[place >> 3] |= 1 << (place & 7)

    def _has_bit(self, place: int) -> bool:
        return bool(self._accounted[place >> 3] & 1 << (place & 7))


def _has_digest(salt: str, payload: str, digest: bytes) -> bool:
    try:
        return compute_digest(salt, payload) == digest.hex()
    except ValueError:
        return False


def _read_cells(text: str) -> dict[str, str]:
    cells: Any = json.loads(text)
    if not isinstance(cells, dict) or not all(isinstance(cell, str) for cell in cells.values()):
        raise ValueError("it is no row of cells")
    return cells
