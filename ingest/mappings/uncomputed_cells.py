"""Formulas whose value a file does not hold: nobody can say what such a cell shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ingest.files import Table, name_cell
from registry.errors import Problem


def report_uncomputed_cells(
    table: Table, rows: Iterable[int], headings: tuple[str, ...], ignored: Collection[int | None]
) -> Iterator[Problem]:
    """A problem for each formula without a value in some rows, other than in ignored columns."""
    wanted = frozenset(rows)
    for row, column in table.uncomputed:
        if row in wanted and column - 1 not in ignored:
            yield Problem(
                f"cell {name_cell(row, column)} holds a formula, but the file does not hold its "
                "value",
                "Open and save it in a spreadsheet program, or write the value in place of the "
                "formula",
                row=row,
                column=headings[column - 1] if column <= len(headings) else f"#{column}",
            )
