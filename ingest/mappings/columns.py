"""Which columns a mapping speaks of, and which of them a file does not have."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.files import Table
from ingest.mappings.header_rows import (
    RESERVED,
    Headings,
    ambiguous_column,
    missing_column,
)
from ingest.mappings.spec import ActSpec, Mapping
from ingest.mappings.templates import Template
from registry.errors import Problem


def find_unknown_columns(mapping: Mapping, headings: Headings) -> list[Problem]:
    """Return every column that the mapping names and the file does not have."""
    found: dict[str, Problem] = {}
    for name, where in mapped_columns(mapping):
        if name not in headings.names and name not in RESERVED:
            ambiguous = headings.is_ambiguous(name)
            report = ambiguous_column if ambiguous else missing_column
            found.setdefault(name, report(name, headings.headings, where))
    return list(found.values())


def note_unmapped_columns(mapping: Mapping, headings: Headings, table: Table) -> Iterator[str]:
    """Yield a note for every column that has no field of its own."""
    named = {headings.column_index(name) for name, _ in mapped_columns(mapping)}
    below = [row.cells for row in table.rows if row.number > mapping.file.header[-1]]
    for place, heading in enumerate(headings.headings):
        if place in named or place + 1 in table.hidden.columns:
            continue
        if heading:
            label = headings.label(place)
            yield f"column {label!r} has no field: its words are kept in the locator"
        elif any(len(cells) > place and cells[place].strip() for cells in below):
            yield (
                f"column #{place + 1} has no heading and no field: "
                f"its words are kept in the locator as #{place + 1}"
            )


def mapped_columns(mapping: Mapping) -> Iterator[tuple[str, str]]:
    """Yield every column that a mapping names, and where it does."""
    for name in mapping.file.fill_down:
        yield name, "file.fill_down"
    for name in mapping.ignore:
        yield name, "ignore"
    for name in mapping.keep:
        yield name, "keep"
    for number, left in enumerate(mapping.leave_out, 1):
        yield from ((one.column, f"leave_out[{number}].when") for one in left.when)
    for name, words in mapping.defaults.items():
        yield from ((one, f"defaults.{name}") for one in Template(words).names)
    yield from ((one, "reading.on") for one in Template(mapping.reading.on or "").names)
    for number, spec in enumerate(mapping.row, 1):
        yield from _columns_of_act(spec, f"row[{number}]")


def _columns_of_act(spec: ActSpec, path: str) -> Iterator[tuple[str, str]]:
    yield from ((one.column, f"{path}.when") for one in (*spec.when, *spec.unless))
    yield from ((one, f"{path}.once_per") for one in Template(spec.once_per or "").names)
    yield from ((one, f"{path}.unless_known") for one in Template(spec.unless_known or "").names)
    if spec.each is not None:
        yield from ((one, f"{path}.each") for one in spec.each.columns)
        if spec.each.column:
            yield spec.each.column, f"{path}.each"
    for name, field in spec.fields.items():
        yield from ((one, f"{path}.{name}") for one in Template(field.from_).names)
