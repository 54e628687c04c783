"""Where a field is planned: the row that its object is, in the statement that reads it."""

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
from schema.planner.planning_context import Selected, Work
from schema.planner.result_builders import ConstantBuilder, ObjectBuilder, ResultBuilder
from schema.planner.select_builder import Scope
from schema.planner.time_travel import Moment, Rows, name_of

T = TypeVar("T")
On = Callable[["Place", FromClause], ColumnElement[bool]]
_KEPT = 20_000
TYPE_KEY = ""  # no alias can be empty, so this never stands in the way of a selected field


@dataclass(frozen=True, slots=True)
class Made:
    """What was made once over a row, and what making it asked of the statement around it.

    Attributes:
        made: the expression, or several.
        binds: for each value that it binds the value's index, and what is made of it.
        joins: the rows that it had to be joined with, how, and under which alias it knows them.
    """

    made: Any
    binds: Sequence[tuple[int, Callable[[Any], Any]]]
    joins: Sequence[tuple[tuple[Rows, On, Hashable], FromClause]]


@cache
def _made() -> LruCache[object, Made]:
    """What is made of rows in this process; it holds no data and no values."""
    return LruCache(_KEPT)


@dataclass(frozen=True, slots=True)
class Place(RequestContext):
    """The row that an object is made of, and all that is needed to read on from there.

    ``given`` holds the values of an object that is only a part of a row, such as Money; ``owner``
    is the row that cites, where the object is the source that it cites. ``within`` tells apart the
    parts of one row whose values have the same names.
    """

    work: Work
    scope: Scope
    row: FromClause
    kind: str
    moment: Moment
    given: Mapping[str, ColumnElement[Any]] = field(default_factory=dict)
    owner: FromClause | None = None
    within: Hashable = None

    def column(self, name: str) -> ColumnElement[Any]:
        """A value of the row by its name."""
        return self.given[name] if name in self.given else self.row.c[name]

    def put(self, expression: ColumnElement[Any], key: Hashable = None) -> int:
        """Select an expression and tell its place; ``key`` names it within this row."""
        return self.scope.put(expression, None if key is None else (self.row, self.within, key))

    def bind(
        self,
        value: RequestValue,
        make: Callable[[Any], Any] = str,
        kind: TypeEngine[Any] | None = None,
    ) -> BindParameter[Any]:
        """Bind what is made of a value of the request; the maker of an expression calls it."""
        return self.scope.bind(self.work, value, make, kind)

    def kept(self, key: Hashable, make: Callable[..., T], *values: Any) -> T:
        """Make an expression over this row, or reuse the one that was made under its key.

        Args:
            key: what the expression is.
            make: makes it of the values, which it can only bind; see ``check_captures``.
            values: the values of the request that it binds.

        Raises:
            TypeError: ``make`` captured a value of the request.
        """
        scope = self.scope
        known = (key, self.row, self.owner, self.within, self.moment.plain, len(scope.asked))
        found = _made().get(known)
        if found is None or not self._again(found, values):
            check_captures(make, key)
            binds, joins = len(scope.asked), len(scope.joins)
            made = make(*(RequestValue(i, value) for i, value in enumerate(values)))
            for _, how in scope.asked[binds:]:
                check_captures(how, key)
            found = Made(made, scope.asked[binds:], scope.joins[joins:])
            _made().put(known, found)
        kept: T = found.made
        return kept

    def _again(self, found: Made, values: Sequence[Any]) -> bool:
        """Ask the statement for what an expression needs; whether it is there under its names."""
        for asked, alias in found.joins:
            if self.join(*asked).row is not alias:
                return False
        for index, make in found.binds:
            self.scope.note(self.work, RequestValue(index, values[index]), make)
        return True

    def join(self, rows: Rows, on: On, key: Hashable) -> Place:
        """The place of a row that belongs to this one: at most one, perhaps none."""

        def condition(row: FromClause) -> ColumnElement[bool]:
            return self.kept(("on", key, row), lambda: on(self, row))

        row = self.scope.join(rows, condition, (self.row, key))
        self.scope.joins.append(((rows, on, key), row))
        return Place(self.work, self.scope, row, name_of(rows), self.moment)

    def part(self, given: Mapping[str, ColumnElement[Any]], within: Hashable) -> Place:
        """The place of an object that is only some values of this row."""
        return replace(self, given=given, within=within)


class Binding(Protocol):
    """Where a field's value comes from."""

    def shape(self, place: Place, selected: Selected) -> ResultBuilder:
        """What becomes of the field at a place: it selects and joins what it needs there."""
        ...


def plan_object(
    place: Place,
    object_type: GraphQLObjectType,
    details: Sequence[FieldDetails],
    path: tuple[str, ...],
    presence: int | None = None,
) -> ObjectBuilder:
    """The shape of an object with the fields that are selected of it."""
    fields = ObjectBuilder(presence=presence)
    if place.work.telling:
        fields.add(TYPE_KEY, ConstantBuilder(object_type.name))
    for selected in place.work.fields(object_type, details, path):
        if selected.name == "__typename":
            shape: ResultBuilder = ConstantBuilder(object_type.name)
        else:
            shape = selected.binding.shape(place, selected)
        fields.add(selected.key, shape)
    return fields


def plan_selected(place: Place, selected: Selected, presence: int | None = None) -> ObjectBuilder:
    """The shape of a field's object, where its type is an object type."""
    object_type = selected.type
    assert isinstance(object_type, GraphQLObjectType)
    return plan_object(place, object_type, selected.details, selected.path, presence)
