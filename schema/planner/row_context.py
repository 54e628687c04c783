"""The row in whose context a field is planned, in the statement that reads it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Protocol, TypeVar

from graphql import GraphQLObjectType
from graphql.execution.collect_fields import FieldDetails
from sqlalchemy import BindParameter, ColumnElement, FromClause
from sqlalchemy.types import TypeEngine

from schema.lru_cache import LruCache
from schema.planner.captures import RequestContext, RequestValue, check_captures
from schema.planner.planning_context import PlanningContext, SelectedField
from schema.planner.result_builders import ConstantBuilder, ObjectBuilder, ResultBuilder
from schema.planner.select_builder import BindMaker, SelectBuilder
from schema.planner.time_travel import Moment, Rows, name_of
from schema.planner.variables import EarlyRead

T = TypeVar("T")
JoinCondition = Callable[["RowContext", FromClause], ColumnElement[bool]]
_KEPT = 20_000
TYPE_KEY = ""  # no alias can be empty, so this never stands in the way of a selected field


@dataclass(frozen=True, slots=True)
class CachedExpression:
    """An expression over a row, made once, and what it needs of the statement around it.

    Attributes:
        made: the expression, or several.
        binds: for each value that it binds the value's index, and what is made of it.
        joins: the rows that it had to be joined with, how, and under which alias it knows them.
    """

    expression: Any
    binds: Sequence[tuple[int, BindMaker]]
    joins: Sequence[tuple[tuple[Rows, JoinCondition, Hashable], FromClause]]


@cache
def _cached_expressions() -> LruCache[object, CachedExpression]:
    """Return the cache of this process; it holds no data and no values."""
    return LruCache(_KEPT)


@dataclass(frozen=True, slots=True)
class RowContext(RequestContext):
    """The row that an object is made of, and all that planning its fields needs.

    ``part_values`` holds the values of an object that is only a part of a row, such as Money;
    ``owner`` is the row that cites, where the object is the source that it cites. ``part_key``
    tells apart the parts of one row whose values have the same names.
    """

    work: PlanningContext
    scope: SelectBuilder
    row: FromClause
    kind: str
    moment: Moment
    part_values: Mapping[str, ColumnElement[Any]] = field(default_factory=dict)
    owner: FromClause | None = None
    part_key: Hashable = None

    def column(self, name: str) -> ColumnElement[Any]:
        """Return a value of the row by its name."""
        return self.part_values[name] if name in self.part_values else self.row.c[name]

    def select(self, expression: ColumnElement[Any], key: Hashable = None) -> int:
        """Select an expression and return its index; ``key`` identifies it within this row."""
        return self.scope.add_column(
            expression, None if key is None else (self.row, self.part_key, key)
        )

    def bind(
        self,
        value: RequestValue,
        make: BindMaker = str,
        kind: TypeEngine[Any] | None = None,
    ) -> BindParameter[Any]:
        """Bind what is made of a value of the request; the maker of an expression calls it."""
        return self.scope.bind(self.work, value, make, kind)

    def make_once(self, key: Hashable, make: Callable[..., T], *values: Any) -> T:
        """Make an expression over this row, or reuse the one that was made under its key.

        Args:
            key: what the expression is.
            make: makes it of the values, which it can only bind; see ``check_captures``.
            values: the values of the request that it binds.

        Raises:
            TypeError: ``make`` captured a value of the request.
        """
        scope = self.scope
        known = (
            key,
            self.row,
            self.owner,
            self.part_key,
            self.moment.plain,
            len(scope.bound_values),
        )
        found = _cached_expressions().get(known)
        if found is None or not self._reuse(found, values):
            check_captures(make, key)
            binds, joins = len(scope.bound_values), len(scope.joins)
            made = make(*(RequestValue(i, value) for i, value in enumerate(values)))
            for _, how in scope.bound_values[binds:]:
                check_captures(how.make if isinstance(how, EarlyRead) else how, key)
            found = CachedExpression(made, scope.bound_values[binds:], scope.joins[joins:])
            _cached_expressions().put(known, found)
        kept: T = found.expression
        return kept

    def _reuse(self, found: CachedExpression, values: Sequence[Any]) -> bool:
        """Give the statement what an expression needs; tell whether it has it under its names."""
        for asked, alias in found.joins:
            if self.join(*asked).row is not alias:
                return False
        for index, make in found.binds:
            self.scope.bind_name(self.work, RequestValue(index, values[index]), make)
        return True

    def join(self, rows: Rows, on: JoinCondition, key: Hashable) -> RowContext:
        """Join a row that belongs to this one, and return its context."""

        def condition(row: FromClause) -> ColumnElement[bool]:
            return self.make_once(("on", key, row), lambda: on(self, row))

        row = self.scope.join(rows, condition, (self.row, key))
        self.scope.joins.append(((rows, on, key), row))
        return RowContext(self.work, self.scope, row, name_of(rows), self.moment)

    def as_part(self, given: Mapping[str, ColumnElement[Any]], within: Hashable) -> RowContext:
        """Return the context of an object that is only some values of this row."""
        return replace(self, part_values=given, part_key=within)


class Binding(Protocol):
    """Where a field's value comes from."""

    def plan_result(self, context: RowContext, selected: SelectedField) -> ResultBuilder:
        """Plan the field: select and join what it needs, and return what builds its value."""
        ...


def plan_object(
    context: RowContext,
    object_type: GraphQLObjectType,
    details: Sequence[FieldDetails],
    path: tuple[str, ...],
    presence: int | None = None,
) -> ObjectBuilder:
    """Plan the object with its selected fields."""
    fields = ObjectBuilder(presence=presence)
    if context.work.adds_typenames:
        fields.add(TYPE_KEY, ConstantBuilder(object_type.name))
    for selected in context.work.select_fields(object_type, details, path):
        if selected.name == "__typename":
            shape: ResultBuilder = ConstantBuilder(object_type.name)
        else:
            shape = selected.binding.plan_result(context, selected)
        fields.add(selected.key, shape)
    return fields


def plan_selected(
    context: RowContext, selected: SelectedField, presence: int | None = None
) -> ObjectBuilder:
    """Plan a field's object, where its type is an object type."""
    object_type = selected.type
    assert isinstance(object_type, GraphQLObjectType)
    return plan_object(context, object_type, selected.details, selected.path, presence)
