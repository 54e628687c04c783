"""Types of the kinds that no module gives one: each made of its table's columns.

So every permanent address leads to a record in the API, and a new kind needs no type to be found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from registry.acts import ACTS, fields_of
from registry.acts.fields import COUNT, DAY, FLAG, NUMBER, POUNDS, Field
from registry.models import TYPES, Record
from schema.bindings import column, record_type, relation
from schema.scalars import Date, Decimal
from schema.types.interfaces import Resource
from schema.types.values import Money, money_if_any

# What a column of a form shows; all other forms show words.
_SHOWN: Mapping[str, Any] = MappingProxyType(
    {COUNT.name: int, DAY.name: Date, FLAG.name: bool, NUMBER.name: Decimal, POUNDS.name: Money}
)
_COMMON = ("reference", "standing", "locator", "source")


def make_other_types(known: Mapping[str, type]) -> Iterator[type]:
    """Yield a type for each kind that is not among those known by their kind."""
    for kind, model in TYPES.items():
        if kind not in known:
            yield _make_type(kind, model, known)


def _make_type(kind: str, model: type[Record], known: Mapping[str, type]) -> type:
    body: dict[str, Any] = {"__annotations__": {}, "__doc__": model.__doc__}
    for field in fields_of(ACTS[kind]):
        if field.name not in _COMMON:
            named = known.get(field.refers or "")
            body[field.attribute] = _bind_field(field, model, named)
            body["__annotations__"][field.attribute] = _annotate(field, model, named)
    return record_type(model)(type(model.TYPE, (Resource,), body))  # type: ignore[arg-type]  # a model is a table


def _bind_field(field: Field, model: type[Record], named: type | None) -> Any:
    attribute, name = getattr(model, field.attribute), field.name
    if named is not None:
        return relation(attribute, name=_camel(name))
    if field.form is POUNDS:
        return money_if_any(attribute, stated=None)
    return column(attribute, name=_camel(name))


def _annotate(field: Field, model: type[Record], named: type | None) -> Any:
    codes = getattr(model, field.attribute).property.columns[0].info.get("codes")
    shown = named or codes or _SHOWN.get(field.form.name, str)
    return shown if field.required and field.form is not POUNDS else shown | None


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return "".join((first, *(part.capitalize() for part in rest)))
