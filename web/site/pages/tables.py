"""A list of an answer as a table: one row per item, one column per field that was asked for."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    SelectionSetNode,
    parse,
)

from web.site.pages.page import Page

Path: TypeAlias = tuple[str, ...]
_UPPER = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def find_list(data: Mapping[str, Any], where: str) -> list[Any]:
    """Find a list in an answer, such as ``target.history.nodes``; empty where there is none.

    What stands in a list of lists is one list, in that order.
    """
    found: list[Any] = [data]
    for name in where.split("."):
        found = [one for each in found for one in _items_of(each.get(name))]
    return found


def _items_of(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


@lru_cache(maxsize=200)
def list_columns(page: Page, where: str) -> tuple[Path, ...]:
    """List the columns of a list: the path of each value that the page's document asks for."""
    fragments = {
        each.name.value: each
        for each in parse(page.document).definitions
        if isinstance(each, FragmentDefinitionNode)
    }
    selection = page.operation.selection_set
    for name in where.split("."):
        fields = _fields(selection, fragments)
        (found,) = (each for each in fields if _name(each) == name)
        assert found.selection_set is not None, f"{name} is an object"
        selection = found.selection_set
    return tuple(dict.fromkeys(_paths(selection, fragments)))


def write_rows(columns: Sequence[Path], rows: Iterable[Mapping[str, Any]]) -> str:
    """Write rows as CSV (RFC 4180), without a header."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerows([_cell(row, column) for column in columns] for row in rows)
    return text.getvalue()


def write_header(columns: Sequence[Path]) -> str:
    """Write the header of a table as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text).writerow([_heading(column) for column in columns])
    return text.getvalue()


def _heading(column: Path) -> str:
    return "_".join(_UPPER.sub("_", part).lower() for part in column)


def _cell(value: Any, path: Path) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_cell(each, path) for each in value)
    if path:
        return _cell(value.get(path[0]), path[1:])
    return str(value).lower() if isinstance(value, bool) else str(value)


def _paths(
    selection: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode]
) -> Iterator[Path]:
    for each in _fields(selection, fragments):
        if each.selection_set is None:
            yield (_name(each),)
        else:
            yield from ((_name(each), *rest) for rest in _paths(each.selection_set, fragments))


def _fields(
    selection: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode]
) -> Iterator[FieldNode]:
    for each in selection.selections:
        if isinstance(each, FieldNode):
            yield each
        elif isinstance(each, InlineFragmentNode):
            yield from _fields(each.selection_set, fragments)
        elif isinstance(each, FragmentSpreadNode):
            yield from _fields(fragments[each.name.value].selection_set, fragments)


def _name(field: FieldNode) -> str:
    return (field.alias or field.name).value
