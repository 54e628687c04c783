"""From the rows of a file to acts, with every cell that cannot be read told in its place."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from ingest.packages.csv_rows import Rows
from ingest.packages.header import Header, read_header
from ingest.packages.limits import Limits
from ingest.packages.problems import Troubles, is_utf8, shown
from ingest.packages.resources import Resource
from ingest.packages.streams import Watched, as_text
from registry.acts import ACTS, Act
from registry.errors import InvalidInput, Problem
from registry.vocabulary import derived_reference


@dataclass(frozen=True, slots=True)
class Placed:
    """An act and the row that tells it."""

    act: Act
    file: str
    row: int


def read_acts(
    resource: Resource, limits: Limits, troubles: Troubles, progress: Callable[[int], None]
) -> Iterator[Placed]:
    """The acts of a file; rows that tell none go to ``troubles``."""
    algorithm = resource.hash[0] if resource.hash else None
    try:
        with resource.container.open(resource.path) as file:
            stream = Watched(file, algorithm, progress)
            reading = _Reading(resource, troubles)
            yield from reading.acts(Rows(as_text(stream), resource.delimiter, limits))
            if resource.hash and reading.whole and stream.digest() != resource.hash[1]:
                troubles.unreadable(_changed(resource))
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        troubles.unread.add(resource.kind)
        troubles.unreadable(
            Problem(
                message=f"the file cannot be read: {shown(str(error))}",
                remedy="Copy or zip it again",
                file=resource.file,
            )
        )


class _Reading:
    """One file on its way to acts."""

    def __init__(self, resource: Resource, troubles: Troubles) -> None:
        self.file, self.kind = resource.file, resource.kind
        self.delimiter = resource.delimiter
        self.act = ACTS[resource.kind]
        self.troubles = troubles
        self.whole = False

    def acts(self, rows: Rows) -> Iterator[Placed]:
        header = self._header(rows)
        if header is None:
            return
        width = len(header.columns)
        while not rows.ended:
            try:
                row = next(rows)
            except StopIteration:
                self.whole = True
                return
            except InvalidInput as error:
                self._tell(rows.number, *error.problems)
                continue
            if not row:
                continue
            act = self._act(rows.number, header, row, width)
            if act is not None:
                yield Placed(act, self.file, rows.number)
        # What stood in the rest of the file is missing from here on.
        self.troubles.unread.add(self.kind)

    def _header(self, rows: Rows) -> Header | None:
        try:
            first = next(rows)
        except StopIteration:
            first = []
        except InvalidInput as error:
            self._tell(1, *error.problems)
            self.troubles.unread.add(self.kind)
            return None
        if not first:
            self._tell(1, _empty(self.kind))
            self.troubles.unread.add(self.kind)
            return None
        header, problems = read_header(self.act, first, self.delimiter)
        self._tell(1, *problems)
        if header.missing or not header.readable:
            self.troubles.unread.add(self.kind)
        return header if header.readable else None

    def _act(self, number: int, header: Header, row: list[str], width: int) -> Act | None:
        cells = dict(zip(header.columns, row, strict=False))
        problems = list(_unfit(row, header, width))
        if not problems:
            try:
                return self.act.read(cells)
            except InvalidInput as error:
                problems = [p for p in error.problems if p.column not in header.missing]
        self._tell(number, *problems)
        self.troubles.fail(self.kind, _reference(self.act, cells))
        return None

    def _tell(self, number: int, *problems: Problem) -> None:
        self.troubles.unreadable(
            *(
                replace(
                    problem,
                    file=self.file,
                    row=number,
                    value=None if problem.value is None else shown(problem.value),
                )
                for problem in problems
            )
        )


def _unfit(row: list[str], header: Header, width: int) -> Iterator[Problem]:
    """What is wrong with a row before any of its cells is read."""
    if len(row) != width:
        yield Problem(
            message=f"the row has {len(row)} cells, the header {width}",
            remedy="Give every row a cell for every column; enclose cells with commas in quotes",
        )
        return
    text = "".join(row)
    if "\0" not in text and (text.isascii() or is_utf8(text)):
        return
    for column, cell in zip(header.columns, row, strict=True):
        if not is_utf8(cell):
            yield Problem(
                "it holds bytes that are not UTF-8",
                "Save the file as UTF-8",
                column=column,
                value=cell,
            )
        elif "\0" in cell:
            yield Problem("it holds a NUL character", "Remove it", column=column, value=cell)


def _reference(act: type[Act], cells: Mapping[str, str]) -> str | None:
    """The reference that a row without an act would have had, as far as its cells tell."""
    if reference := cells.get("reference"):
        return reference
    if not act.KEY:
        return None
    owner, *parts = (cells.get(name.rstrip("_")) or None for name in act.KEY)
    return derived_reference(owner, *parts) if owner else None


def _empty(kind: str) -> Problem:
    return Problem(
        message="the file has no header",
        remedy=f"Begin with the header that `answerable template {kind}` prints",
    )


def _changed(resource: Resource) -> Problem:
    return Problem(
        message="the file is not the one whose hash the package states",
        remedy="Fetch the package again, or leave hash out after changing a file",
        file=resource.file,
        column="hash",
        value=":".join(resource.hash or ()),
    )
