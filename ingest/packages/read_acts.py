"""From the rows of a file to acts, with every cell that cannot be read told in its place."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from ingest.packages.csv_rows import Rows
from ingest.packages.header import FileHeader, read_header
from ingest.packages.limits import PackageLimits
from ingest.packages.problems import ProblemList, is_utf8, shorten_value
from ingest.packages.resources import PackageResource
from ingest.packages.streams import HashedStream, open_text
from opendata import DerivedCells, drop_derived
from registry.acts import ACTS, Act
from registry.errors import InvalidInput, Problem
from registry.vocabulary import derive_reference


@dataclass(frozen=True, slots=True)
class ActOfRow:
    """An act and the row that tells it."""

    act: Act
    file: str
    row: int


def read_acts(
    resource: PackageResource,
    limits: PackageLimits,
    troubles: ProblemList,
    progress: Callable[[int], None],
) -> Iterator[ActOfRow]:
    """Yield the acts of a file; rows that tell none go to ``troubles``."""
    algorithm = resource.hash[0] if resource.hash else None
    try:
        with resource.container.open(resource.path) as file:
            stream = HashedStream(file, algorithm, progress)
            reading = _ActReader(resource, troubles)
            yield from reading.read_rows(Rows(open_text(stream), resource.delimiter, limits))
            if resource.hash and reading.whole and stream.digest() != resource.hash[1]:
                troubles.add_unreadable(_hash_differs(resource))
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        troubles.unread.add(resource.kind)
        troubles.add_unreadable(
            Problem(
                message=f"the file cannot be read: {shorten_value(str(error))}",
                remedy="Copy or zip it again",
                file=resource.file,
            )
        )


class _ActReader:
    """One file on its way to acts."""

    def __init__(self, resource: PackageResource, troubles: ProblemList) -> None:
        self.file, self.kind = resource.file, resource.kind
        self.delimiter, self.missing = resource.delimiter, resource.missing
        self.act = ACTS[resource.kind]
        self.troubles = troubles
        self.derived = DerivedCells()
        self.whole = False

    def read_rows(self, rows: Rows) -> Iterator[ActOfRow]:
        header = self._read_header(rows)
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
                self._report_progress(rows.number, *error.problems)
                continue
            if not row:
                continue
            act = self._read_act(rows.number, header, row, width)
            if act is not None:
                yield ActOfRow(act, self.file, rows.number)
        # What stood in the rest of the file is missing from here on.
        self.troubles.unread.add(self.kind)

    def _read_header(self, rows: Rows) -> FileHeader | None:
        try:
            first = next(rows)
        except StopIteration:
            first = []
        except InvalidInput as error:
            self._report_progress(1, *error.problems)
            self.troubles.unread.add(self.kind)
            return None
        if not first:
            self._report_progress(1, _empty_file(self.kind))
            self.troubles.unread.add(self.kind)
            return None
        header, problems = read_header(self.act, first, self.delimiter)
        self._report_progress(1, *problems)
        if header.missing or not header.readable:
            self.troubles.unread.add(self.kind)
        return header if header.readable else None

    def _read_act(self, number: int, header: FileHeader, row: list[str], width: int) -> Act | None:
        problems = list(_check_row(row, header, width))
        if self.missing and not problems:
            row = self.missing.blank(header.columns, row)
        cells = dict(zip(header.columns, row, strict=False))
        if not problems:
            try:
                act = self.act.read(self.act.complete_cells(drop_derived(cells)))
            except InvalidInput as error:
                problems = [p for p in error.problems if p.column not in header.missing]
            else:
                problems = list(self._check_derived(act, cells))
                if not problems:
                    return act
        self._report_progress(number, *problems)
        self.troubles.mark_missing(self.kind, _likely_reference(self.act, cells))
        return None

    def _check_derived(self, act: Act, cells: Mapping[str, str]) -> Iterator[Problem]:
        """Yield the derived cell that does not say what follows from the row."""
        wrong = self.derived.find_wrong(self.kind, act.reference, cells)
        if wrong is not None:
            column, value, follows = wrong
            yield Problem(
                message=f"it follows from the row, which makes it {follows}",
                remedy="Leave the column out, or the cell empty; nothing is imported from it",
                column=column,
                value=value,
            )

    def _report_progress(self, number: int, *problems: Problem) -> None:
        self.troubles.add_unreadable(
            *(
                replace(
                    problem,
                    file=self.file,
                    row=number,
                    value=None if problem.value is None else shorten_value(problem.value),
                )
                for problem in problems
            )
        )


def _check_row(row: list[str], header: FileHeader, width: int) -> Iterator[Problem]:
    """Yield what is wrong with a row before any of its cells is read."""
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


def _likely_reference(act: type[Act], cells: Mapping[str, str]) -> str | None:
    """Return the reference that a row without an act would have had, as far as its cells tell."""
    if reference := cells.get("reference"):
        return reference
    if not act.KEY:
        return None
    owner, *parts = (cells.get(name.rstrip("_")) or None for name in act.KEY)
    return derive_reference(owner, *parts) if owner else None


def _empty_file(kind: str) -> Problem:
    return Problem(
        message="the file has no header",
        remedy=f"Begin with the header that `answerable template {kind}` prints",
    )


def _hash_differs(resource: PackageResource) -> Problem:
    return Problem(
        message="the file is not the one whose hash the package states",
        remedy="Fetch the package again, or leave hash out after changing a file",
        file=resource.file,
        column="hash",
        value=":".join(resource.hash or ()),
    )
