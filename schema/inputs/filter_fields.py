"""The fields of filters, and the conditions that they stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import strawberry
from sqlalchemy import ColumnElement, FromClause, and_, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import NullType

from registry.models import Base
from registry.reading import has_earlier_texts, holds
from registry.vocabulary import join_alternatives
from schema.bindings.fields import column_of
from schema.errors import Reason, refusal
from schema.full_text import EarlierTexts, IsNamedByStems, list_references, match_references
from schema.planner.captures import RequestValue
from schema.planner.key_arrays import AmongKeys
from schema.planner.row_context import RowContext
from schema.planner.time_travel import Moment
from schema.planner.variables import EarlyRead

Test: TypeAlias = Callable[..., ColumnElement[bool]]


def filter_field(
    test: Test | None,
    description: str,
    *,
    among_many: Test | None = None,
    chooses: bool = False,
    **options: Any,
) -> Any:
    """Declare a field of a filter by its condition and its description.

    Its values are only bound, unless it ``chooses``: then statements differ by them.
    ``among_many`` is the same condition where a filter states many: made of rows that are joined
    once for all of them.
    """
    return strawberry.field(
        default=strawberry.UNSET,
        description=description,
        metadata={"test": test, "among_many": among_many, "chooses": chooses},
        **options,
    )


def is_any_of(
    item: RowContext, column: ColumnElement[Any], values: RequestValue
) -> ColumnElement[bool]:
    """Require that a column has one of some values, with one statement for any number of them."""
    return AmongKeys(column, item.bind(values, _list_texts, NullType()))


def _list_texts(values: Iterable[Any]) -> list[str]:
    return [str(value) for value in values]


def column_among(attribute: InstrumentedAttribute[Any]) -> Test:
    """Compare a column with the values."""
    name = column_of(attribute).name
    return lambda item, values: is_any_of(item, item.row.c[name], values)


def word_among(
    attribute: InstrumentedAttribute[Any], read: Callable[[Iterable[Any]], list[str]]
) -> Test:
    """Compare a column with the values as ``read`` lists them; it refuses what is no such word."""
    name = column_of(attribute).name
    return lambda item, values: AmongKeys(item.row.c[name], item.bind(values, read, NullType()))


def list_words(values: Iterable[Any], known: Callable[[str], bool], what: str) -> list[str]:
    """Return the words of a filter.

    Raises:
        GraphQLError: one of them is none that a row can ever have.
    """
    words = _list_texts(values)
    unknown = next((word for word in words if not known(word)), None)
    if unknown is not None:
        raise refusal(Reason.ARGUMENT, f"{unknown!r} is no {what}")
    return words


def value_among(name: str) -> Test:
    """Compare a value of the row with the values."""
    return lambda item, values: is_any_of(item, item.row.c[name], values)


def has_words(model: type[Base]) -> Test:
    """Require that a record has all the words, as search finds them.

    In a view of the past these are the words of then.
    """
    kind = model.__tablename__
    changed, found = (
        EarlyRead(EarlierTexts((kind,)), make) for make in (list_references, match_references)
    )

    def test(item: RowContext, words: RequestValue) -> ColumnElement[bool]:
        reference, moment = item.row.c.reference, item.moment
        now = IsNamedByStems(reference, kind, item.bind(words, join_alternatives))
        dated, known = moment.as_of is not None, moment.known_at is not None
        if not has_earlier_texts(kind, dated=dated, known=known):
            return now
        others, then = (
            AmongKeys(reference, item.bind(words, read, NullType())) for read in (changed, found)
        )
        return or_(and_(now, not_(others)), then)

    return test


def expression_among(expression: Callable[[RowContext], ColumnElement[Any]]) -> Test:
    """Compare what the database computes with the values."""
    return lambda item, values: is_any_of(item, expression(item), values)


def linked_among(
    attribute: InstrumentedAttribute[Any],
    column: InstrumentedAttribute[Any],
    where: Callable[[FromClause, Moment], ColumnElement[bool] | None] | None = None,
) -> Test:
    """Require that some row names the item and has one of the values in another column."""
    key, name = column_of(attribute), column_of(column).name

    def test(item: RowContext, values: RequestValue) -> ColumnElement[bool]:
        row = item.moment.table(key.table.name)
        found = select(row.c[key.name]).where(is_any_of(item, row.c[name], values))
        further = where(row, item.moment) if where else None
        # Not EXISTS: so the databases can start from the few rows that have the value.
        return item.row.c.reference.in_(found if further is None else found.where(further))

    return test


def exists_on(item: RowContext, day: RequestValue) -> ColumnElement[bool]:
    """Require that the item existed on a day."""
    return holds(item.row, item.bind(day))
