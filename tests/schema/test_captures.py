"""An expression that is reused holds no value of the request that it was first made for."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import ColumnElement

from schema.planner.captures import RequestValue, check_captures
from schema.planner.planning_context import PlanningContext
from schema.planner.row_context import RowContext
from schema.planner.select_builder import SelectBuilder
from schema.planner.time_travel import Moment
from tests.schema.asking import Asking


def area_context(work: PlanningContext) -> RowContext:
    scope = SelectBuilder("areas", Moment())
    return RowContext(work, scope, scope.base, "areas", Moment())


@pytest.fixture
def context(on_sqlite: Asking) -> RowContext:
    return area_context(on_sqlite.work("{ areas { nodes { name } } }"))


def captures(typed: str) -> dict[str, Callable[..., Any]]:
    """Makers that took a value along, each in another way."""

    def in_a_function() -> bool:
        return typed == "England"

    def by_default(_: object = None, typed: str = typed) -> str:
        return typed

    return {
        "a closure": lambda: typed,
        "a list": partial(print, [typed]),
        "a mapping": partial(print, {"name": typed}),
        "a keyword": partial(print, sep=typed),
        "a function within": lambda: in_a_function() or None,
        "a default": by_default,
        "a method": Typed(typed).make,
    }


class Typed:
    def __init__(self, typed: str) -> None:
        self.typed = typed

    def make(self) -> str:
        return self.typed


@pytest.mark.parametrize("way", captures(""))
def test_a_maker_that_took_a_value_along_is_refused(way: str) -> None:
    with pytest.raises(TypeError, match="which is not in its key"):
        check_captures(captures("Exampleshire")[way], "named")


@pytest.mark.parametrize("way", [way for way in captures("") if way != "a method"])
def test_what_is_in_the_key_may_be_taken_along(way: str) -> None:
    check_captures(captures("Exampleshire")[way], ("named", ("Exampleshire",)))


def test_nothing_is_reused_of_a_maker_that_took_a_value_along(context: RowContext) -> None:
    def named(typed: str) -> ColumnElement[bool]:
        return context.make_once("planted", lambda: context.row.c[typed].is_not(None))

    for typed in ("name", "kind"):
        with pytest.raises(TypeError, match="captured typed"):
            named(typed)


def test_nothing_is_reused_of_a_binding_that_took_a_value_along(context: RowContext) -> None:
    def named(typed: str) -> ColumnElement[bool]:
        def make(value: RequestValue) -> ColumnElement[bool]:
            return context.row.c.name == context.bind(value, lambda _: typed)

        return context.make_once("planted binding", make, typed)

    for typed in ("Exampleshire", "Elsewhere"):
        with pytest.raises(TypeError, match="captured typed"):
            named(typed)


def test_a_value_can_only_be_bound(context: RowContext) -> None:
    def make(value: RequestValue) -> ColumnElement[bool]:
        return context.row.c.name == context.bind(value)

    condition = context.make_once("bound", make, "Exampleshire")

    assert str(condition) == "areas1.name = :asked0"
    assert list(context.work.deferred) == ["asked0"]
