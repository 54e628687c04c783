"""Conditions that find one record by one of its names."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, select

from registry.vocabulary import read_id, read_uri
from schema.planner.captures import RequestValue
from schema.planner.identifiers import select_only_identified
from schema.planner.planning_context import SelectedField
from schema.planner.row_context import RowContext


def plan_lookup(context: RowContext, selected: SelectedField) -> ColumnElement[bool]:
    """Make the condition that a @oneOf input states."""
    arguments = selected.arguments
    ((name, value),) = arguments["by" if "by" in arguments else "target"].items()
    base = context.work.base_url
    key = ("named", name, base, context.kind)
    return context.make_once(key, lambda value: _name_condition(context, name, base, value), value)


def _name_condition(
    context: RowContext, name: str, base: str, value: RequestValue
) -> ColumnElement[bool]:
    reference: ColumnElement[str] = context.row.c.reference
    if name == "gssCode":
        return reference.in_(_areas_by_code(context, value))
    if name == "identifier":
        return reference.in_(select_only_identified(context, value))
    kind = context.kind
    # What names something of another kind is bound as NULL, which nothing equals.
    return reference == context.bind(value, lambda given: _reference(base, kind, name, given))


def _reference(base: str, kind: str, way: str, value: str) -> str | None:
    """Return the reference behind a name; None where it names a record of another kind."""
    if way == "reference":
        return value
    found = read_id(value) if way == "id" else read_uri(base, value)
    return found[1] if found and found[0] == kind else None


def _areas_by_code(context: RowContext, value: RequestValue) -> Select[Any]:
    code = context.moment.table("area_codes")
    return select(code.c.area).where(code.c.scheme == "GSS", code.c.value == context.bind(value))
