"""Filters: the conditions that a ``filter`` argument states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, TypeAlias

from graphql import (
    GraphQLInputObjectType,
    GraphQLSchema,
    get_named_type,
    is_enum_type,
    is_input_object_type,
    is_interface_type,
    is_object_type,
)
from sqlalchemy import ColumnElement, and_, false, func, not_, or_, true

from schema.planner.captures import RequestValue
from schema.planner.planning_context import DEFINITION, SelectedField
from schema.planner.row_context import RowContext
from schema.planner.variables import is_blank

# PostgreSQL makes a join of each condition that selects from another table, and tries orders of
# joins: 50 take it a second, and 100 more than five.
_JOINED = 8
# The names of a filter's fields; and, or and not with the shapes below them.
Shape: TypeAlias = "tuple[Any, ...]"


@dataclass(frozen=True, slots=True)
class Choice:
    """What of the objects of a filter's field decides the statement."""

    structure: tuple[Any, ...]


class FilterTest(Protocol):
    """The condition that one field of a filter states about an item."""

    def __call__(
        self, item: RowContext, value: RequestValue, *structure: tuple[Any, ...]
    ) -> ColumnElement[bool]:
        """Make the condition for a value; for objects, by their structure."""
        ...


@cache
def bound_only_types(schema: GraphQLSchema) -> frozenset[str]:
    """Return the input types whose values never change a statement: filters only bind them."""
    choosing, found = set[str](), set[str]()
    for each in schema.type_map.values():
        if is_input_object_type(each):
            for field in each.fields.values():
                definition = field.extensions.get(DEFINITION)
                tests = definition is not None and definition.metadata.get("test") is not None
                binds = tests and not definition.metadata["chooses"]
                (found if binds else choosing).add(get_named_type(field.type).name)
        elif is_object_type(each) or is_interface_type(each):
            for field in each.fields.values():
                choosing |= {get_named_type(given.type).name for given in field.args.values()}
    return frozenset(found - choosing)


def plan_filter(item: RowContext, selected: SelectedField) -> Iterator[ColumnElement[bool]]:
    """Make the conditions of a field's ``filter``."""
    argument = selected.arguments.get("filter")
    if argument:
        filter_type = get_named_type(selected.definition.args["filter"].type)
        assert isinstance(filter_type, GraphQLInputObjectType)
        values = list(_values(argument))
        shape = _shape(filter_type, argument)
        # Some fields are several statements, each with the whole filter.
        item.work.conditions[selected.path] = len(values)

        def meets(*values: RequestValue) -> ColumnElement[bool]:
            many = len(values) > _JOINED
            return _all_of(item, filter_type, shape, iter(enumerate(values)), many)

        yield item.make_once((filter_type.name, shape), meets, *values)


def _shape(filter_type: GraphQLInputObjectType, argument: Mapping[str, Any]) -> Shape:
    """Return what of a filter decides the statement: which fields there are, and their nesting."""
    return tuple(
        (name, tuple(_shape(filter_type, each) for each in value))
        if name in ("and", "or")
        else (name, _shape(filter_type, value))
        if name == "not"
        else _field_shape(filter_type, name, value)
        for name, value in argument.items()
        if value is not None and not is_blank(value)
    )


def _field_shape(filter_type: GraphQLInputObjectType, name: str, value: Any) -> Any:
    """Return the name of a field; of one with objects, also what of these decides the statement.

    That is which object says what, and of each value which of an enum's it is, or whether it is
    null.
    """
    named = get_named_type(filter_type.fields[name].type)
    if not isinstance(named, GraphQLInputObjectType):
        return name
    enums = {key for key, each in named.fields.items() if is_enum_type(get_named_type(each.type))}
    return name, Choice(
        tuple(
            (place, tuple((key, str(v) if key in enums else v is None) for key, v in each.items()))
            for place, each in enumerate(value)
        )
    )


def _values(argument: Mapping[str, Any]) -> Iterator[Any]:
    """Yield the values of a filter in order."""
    for name, value in argument.items():
        if name in ("and", "or"):
            for each in value or ():
                yield from _values(each)
        elif name == "not":
            yield from _values(value or {})
        elif value is not None and not is_blank(value):
            yield value


def _all_of(
    item: RowContext,
    filter_type: GraphQLInputObjectType,
    shape: Shape,
    values: Iterator[tuple[int, RequestValue]],
    many: bool,
) -> ColumnElement[bool]:
    """Put the conditions of a filter's fields together; each takes the next of the values."""
    found = []
    for part in shape:
        field, below = (part, ()) if isinstance(part, str) else part
        if isinstance(part, str) or isinstance(below, Choice):
            number, value = next(values)
            test, shared = _test_of(filter_type, field, many)
            condition = test(item, value, *([below.structure] if below else []))
            # What is no plain condition is tested row by row.
            plain = number < _JOINED and not shared
            found.append(condition if plain else func.coalesce(condition, false()))
            continue
        if field == "not":
            # Unknown counts as false: its negation holds.
            negated = _all_of(item, filter_type, below, values, many)
            found.append(not_(func.coalesce(negated, false())))
            continue
        each = [_all_of(item, filter_type, one, values, many) for one in below]
        found += each if field == "and" else [or_(false(), *each)]
    return and_(true(), *found)


def _test_of(
    filter_type: GraphQLInputObjectType, field: str, many: bool
) -> tuple[FilterTest, bool]:
    """Return the test of a field, and whether it goes by rows that many conditions share."""
    metadata = filter_type.fields[field].extensions[DEFINITION].metadata
    shared = many and metadata["among_many"] is not None
    test: FilterTest = metadata["among_many" if shared else "test"]
    return test, shared
