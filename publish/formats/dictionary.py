"""The data dictionary: every column of every table, for people and for machines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from functools import cache

from publish.formats.tables import Column, CsvPackage, TableInfo

TEXT, TABLE = "dictionary.md", "dictionary.csv"
_HEADER = (
    *("table", "column", "title", "type", "required", "key", "refers_to", "meaning", "one_of"),
)


def make_markdown(package: CsvPackage) -> str:
    """Return the dictionary in Markdown; it depends on no row."""
    tables = tuple(filled.table for filled in package.tables)
    return f"# {package.descriptor['title']}: data dictionary\n\n{_write_sections(tables)}"


@cache
def _write_sections(tables: tuple[TableInfo, ...]) -> str:
    return "\n".join([*map(_write_section, tables), *_write_lists(tables)])


def _write_section(table: TableInfo) -> str:
    rows = "\n".join(
        f"| `{column.name}` | {column.type} | {'yes' if column.required else ''} "
        f"| {_describe_column(table, column)} |"
        for column in table.columns
    )
    return (
        f"## {table.title}\n\n`{table.name}.csv`: {table.about}\n\n"
        f"| column | type | required | meaning |\n| --- | --- | --- | --- |\n{rows}\n"
    )


def _describe_column(table: TableInfo, column: Column) -> str:
    said = [column.meaning]
    if column.name == table.key:
        said.append("**key**")
    if column.refers_to:
        said.append(f"names a row of [{column.refers_to}](#{_make_anchor(column.refers_to)})")
    if column.listed:
        said.append("one of " + ", ".join(f"`{word}`" for word in column.listed))
    return "; ".join(said).replace("|", "\\|")


def _make_anchor(table: str) -> str:
    return table.replace("_", "-")


def _write_lists(tables: Iterable[TableInfo]) -> Iterator[str]:
    """Yield each code list once, with its meaning."""
    lists: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for table in tables:
        for column in table.columns:
            if column.listed:
                places = lists.setdefault((column.list_meaning, column.listed), [])
                places.append(f"`{table.name}.{column.name}`")
    yield "## Code lists\n"
    yield "| says | words | columns |\n| --- | --- | --- |"
    for (meaning, words), places in lists.items():
        where = ", ".join(places) if len(places) < len(list(tables)) // 2 else "nearly every table"
        yield f"| {meaning} | {', '.join(f'`{word}`' for word in words)} | {where} |"
    yield ""


def make_csv(package: CsvPackage) -> str:
    """Return the dictionary as CSV (RFC 4180), one row per column."""
    return _make_rows(tuple(filled.table for filled in package.tables))


@cache
def _make_rows(tables: tuple[TableInfo, ...]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEADER)
    for table in tables:
        for column in table.columns:
            writer.writerow(_make_row(table, column))
    return text.getvalue()


def _make_row(table: TableInfo, column: Column) -> tuple[str, ...]:
    return (
        *(table.name, column.name, column.title, column.type),
        *("true" if flag else "false" for flag in (column.required, column.name == table.key)),
        *(column.refers_to or "", column.meaning, " ".join(column.listed)),
    )
