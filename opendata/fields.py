"""The Table Schema fields of selected columns."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import Any, cast

from sqlalchemy import BigInteger, Boolean, ColumnElement, Integer, Table

from registry.acts import ACTS, fields_of
from registry.acts.fields import COUNT, DAY, FLAG, NUMBER, POUNDS, REFERENCE, YEAR, Form

INSTANT = Form("an instant", "Write an instant in UTC", str)
NAME = Form("a name", "Write a reference, a name of the registry's own, or hexadecimal digits", str)
_TYPES = MappingProxyType(
    {
        DAY: "date",
        INSTANT: "datetime",
        NUMBER: "number",
        COUNT: "integer",
        POUNDS: "number",
        FLAG: "boolean",
    }
)
_PATTERNS = MappingProxyType(
    {
        REFERENCE: r"[A-Za-z0-9][A-Za-z0-9._~-]*(/[A-Za-z0-9][A-Za-z0-9._~-]*)*",
        YEAR: r"[0-9]{4}-[0-9]{2}",
    }
)

Descriptor = dict[str, Any]


def form_of(column: ColumnElement[Any]) -> Form:
    """Return the form in which a column's values are written."""
    table = getattr(column, "table", None)
    if isinstance(table, Table) and table.name in ACTS:
        fields = {field.name: field for field in fields_of(ACTS[table.name])}
        if str(column.key) in fields:
            return fields[name_of(column)].form
    computed = getattr(column.type, "form", None)
    if isinstance(computed, Form):
        return computed
    if isinstance(column.type, Boolean):
        return FLAG
    if isinstance(column.type, Integer | BigInteger):
        return COUNT
    return INSTANT if name_of(column).endswith("_at") else NAME


def name_of(column: ColumnElement[Any]) -> str:
    """Return the name under which a column is selected."""
    return str(getattr(column, "name", column.key))


def codes_of(column: ColumnElement[Any]) -> type[StrEnum] | None:
    """Return the code list of a column, if it has one."""
    return cast("type[StrEnum] | None", getattr(column, "info", {}).get("codes"))


def refers_to(column: ColumnElement[Any]) -> str | None:
    """Return the table that a column references, if any."""
    keys = getattr(column, "foreign_keys", None) or ()
    return next((str(key.target_fullname).partition(".")[0] for key in keys), None)


def is_required(column: ColumnElement[Any]) -> bool:
    """Return whether a column always has a value; a computed one has unless its type says not."""
    return not getattr(column, "nullable", getattr(column.type, "optional", False))


def describe_field(column: ColumnElement[Any], says: str | None = None) -> Descriptor:
    """Return the Table Schema field of a column; ``says`` stands in for a comment."""
    form, name = form_of(column), name_of(column)
    meaning = getattr(column, "comment", None) or says or ""
    field: Descriptor = {
        "name": name,
        "title": name.replace("_", " ").capitalize(),
        "type": _TYPES.get(form, "string"),
        "format": "default",
        "description": f"{meaning}; in pounds and pence" if form is POUNDS else meaning,
    }
    if form is FLAG:
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    codes = codes_of(column)
    if codes:
        field["categories"] = [member.value for member in codes]
    constraints = _describe_constraints(column, form, codes)
    return {**field, "constraints": constraints} if constraints else field


def _describe_constraints(
    column: ColumnElement[Any], form: Form, codes: type[StrEnum] | None
) -> Descriptor:
    constraints: Descriptor = {}
    if is_required(column):
        constraints["required"] = True
    if getattr(column, "primary_key", False):
        constraints["unique"] = True
    if codes:
        constraints["enum"] = [member.value for member in codes]
    # A name of another record needs no pattern: the foreign key says more.
    if form in _PATTERNS and not refers_to(column):
        constraints["pattern"] = _PATTERNS[form]
    return constraints
