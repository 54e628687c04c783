"""What a reader should know of a sheet: what it hides, comments, links, missing values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingest.files.sheets import OpenSheet
from ingest.files.used_range import column_letters, name_cell


def describe_sheet(sheet: OpenSheet) -> Iterator[str]:
    """Yield a note for everything that a sheet has and its shown words do not tell."""
    extent = sheet.extent
    if extent.uncomputed:
        yield (
            "the file does not hold the value of these formulas: "
            f"{_name_cells(extent.uncomputed)}; open and save it in a spreadsheet program"
        )
    yield from _describe_hidden(sheet)
    if extent.comments:
        yield (
            "cells that somebody commented on, of which comments no word is recorded: "
            f"{_name_cells(extent.comments)}; write into a cell what is to be recorded"
        )
    if extent.linked:
        yield (
            "formulas that take their value from another file, as it was when this one was saved: "
            f"{_name_cells(extent.linked)}; see whether the values still hold"
        )
    if extent.unknown:
        yield (
            "cells whose number format cannot be shown here, so that they are given by their "
            f"value: {_name_cells(extent.unknown)}; look at them"
        )


def _describe_hidden(sheet: OpenSheet) -> Iterator[str]:
    hidden = sheet.hidden
    listed = {
        "rows": [str(row) for row in hidden.rows],
        "columns": [column_letters(column) for column in hidden.columns],
        "cells by their number format": [name_cell(*cell) for cell in sorted(hidden.cells)],
        "the sheet itself": [sheet.name] if hidden.sheet else [],
    }
    for what, which in listed.items():
        if which and sheet.record_hidden:
            yield f"hidden in the spreadsheet, and recorded as file.hidden says: {what} " + (
                list_some(which)
            )
        elif which:
            yield (
                f"hidden in the spreadsheet, so that none of their words is recorded: {what} "
                f"{list_some(which)}; unhide and save them if they are to be recorded"
            )
    others = [name for name in sheet.hidden_names if name != sheet.name]
    if others:
        yield f"hidden sheets, of which no word is recorded: {list_some(others)}"


def _name_cells(cells: Iterable[tuple[int, int]]) -> str:
    return list_some([name_cell(*cell) for cell in sorted(cells)])


def list_some(names: list[str]) -> str:
    """Return the first names of a list, and how many more there are."""
    return ", ".join(names[:10]) + (f" and {len(names) - 10:,} more" if len(names) > 10 else "")
