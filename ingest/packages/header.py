"""The first row of a file: which column is which field of the act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from ingest.packages.problems import is_utf8, shorten_value
from opendata import DERIVED_COLUMNS
from registry.acts import Act, fields_of
from registry.errors import Problem

# How the byte order marks of UTF-16 look when they are read as UTF-8.
_UTF_16 = ("\udcff\udcfe", "\udcfe\udcff")


@dataclass(frozen=True, slots=True)
class FileHeader:
    """A file's columns.

    Rows lack what ``missing`` names, which is told once for all of them; where the header is not
    ``readable``, no row is.
    """

    columns: tuple[str, ...]
    missing: frozenset[str] = frozenset()
    readable: bool = True


def read_header(
    act: type[Act], row: Sequence[str], delimiter: str
) -> tuple[FileHeader, list[Problem]]:
    """Return the header that a first row is, and what is wrong with it."""
    columns = tuple(map(shorten_value, row))
    other = _suspect_encoding(row) or _suspect_delimiter(columns, delimiter)
    if other is not None:
        return FileHeader(columns, readable=False), [other]
    missing = _required_columns(act) - set(columns)
    return FileHeader(columns, missing), [
        *_unknown_columns(act, columns),
        *(_missing_column(act, name) for name in sorted(missing)),
    ]


def _required_columns(act: type[Act]) -> frozenset[str]:
    """Return the columns without which no row could be read."""
    own = {field.name for field in fields_of(act) if field.required} - set(act.IMPLIED)
    return frozenset(own if act.KEY else {"reference", *own})


def _unknown_columns(act: type[Act], columns: Sequence[str]) -> Iterator[Problem]:
    known = [field.name for field in fields_of(act)]
    for place, name in enumerate(columns):
        if not name:
            yield Problem(
                message=f"the {place + 1}. column has no name",
                remedy="Name the column, or remove it",
                row=1,
            )
        elif name not in known and name not in DERIVED_COLUMNS:
            near = get_close_matches(name, known, 1)
            meant = f"Did you mean {near[0]}? " if near else ""
            yield Problem(
                message=f"{act.KIND} have no such column",
                remedy=f"{meant}Their columns are {', '.join(known)}",
                row=1,
                column=name,
            )
        elif name in columns[:place]:
            yield Problem(
                message="the column stands in the header twice",
                remedy="Keep one of the two",
                row=1,
                column=name,
            )


def _missing_column(act: type[Act], name: str) -> Problem:
    return Problem(
        message=f"the column is missing, and {act.KIND} cannot do without it",
        remedy=f"Add the column; `answerable template {act.KIND}` prints a full header",
        row=1,
        column=name,
    )


def _suspect_encoding(row: Sequence[str]) -> Problem | None:
    text = "".join(row)
    if text.startswith(_UTF_16):
        message = "the file is written as UTF-16"
    elif "\0" in text or not is_utf8(text):
        message = "the header holds bytes that are not UTF-8"
    else:
        return None
    return Problem(message=message, remedy="Save the file as UTF-8", row=1)


def _suspect_delimiter(columns: Sequence[str], delimiter: str) -> Problem | None:
    found = next((mark for mark in ";\t|," if len(columns) == 1 and mark in columns[0]), None)
    if found is None or found == delimiter:
        return None
    return Problem(
        message=f"the columns seem to be divided by {found!r}, not by {delimiter!r}",
        remedy="Save the file with commas, or state dialect.delimiter in datapackage.json",
        row=1,
        value=columns[0],
    )
