"""How large a filter may be: our limits come before those of either database."""

from collections.abc import Iterator
from dataclasses import fields, replace
from functools import partial
from typing import Any

import pytest
from graphql import GraphQLInputObjectType, get_named_type

import schema
from registry import Limits
from schema import Answer, GraphQLRequest, build
from schema.execution import UNSEEN
from tests.schema.asking import Asking

MANY = ", ".join(['{ name: "a" }'] * 101)
COUNTED = "query ($f: AreaFilter) { areas(filter: $f) { totalCount } }"
# As much as the settings can allow.
MOST = {figure.name: int(figure.metadata["most"]) for figure in fields(Limits)}
WIDEST = partial(
    Limits,
    conditions=MOST["conditions"],
    filter_depth=MOST["filter_depth"],
    seconds=MOST["seconds"],
)
# Words that a filter takes of a closed list, by the name of its field.
WORDS = {"act": "MilestoneSet", "kind": "targets", "financialYear": "2007-08"}
VALUES = {"Date": "2007-05-01", "DateTime": "2026-01-01T00:00:00Z", "Int": 1, "Boolean": True}


def any_of(count: int) -> dict[str, Any]:
    return {"or": [{"name": "a"}] * count}


def nested(value: Any, depth: int) -> Any:
    """A filter within so many others, counted with them."""
    for _ in range(depth - 1):
        value = {"not": value}
    return value


def ask_within(asking: Asking, limits: Limits, document: str, **variables: Any) -> Answer:
    settings = replace(asking.settings, limits=limits)
    return schema.execute(asking.registry, settings, GraphQLRequest(document, variables))


def filters() -> Iterator[tuple[str, str, GraphQLInputObjectType]]:
    """Each field of Query that has a filter, what is asked of it, and the filter's type."""
    query = build()._schema.query_type
    assert query is not None
    for name, field in query.fields.items():
        if "filter" in field.args:
            kind: Any = get_named_type(field.type)
            asked = "totalCount" if "totalCount" in kind.fields else "__typename"
            given: Any = get_named_type(field.args["filter"].type)
            yield name, asked, given


def any_value(named: Any) -> Any:
    if isinstance(named, GraphQLInputObjectType):
        return {name: any_value(get_named_type(each.type)) for name, each in named.fields.items()}
    return next(iter(named.values)) if hasattr(named, "values") else VALUES.get(named.name, "a")


def any_condition(kind: GraphQLInputObjectType) -> Iterator[dict[str, Any]]:
    """Each condition of a filter by itself, with any value."""
    for name, field in kind.fields.items():
        named: Any = get_named_type(field.type)
        if named is not kind:
            given = any_value(named) if named.name != "String" else WORDS.get(name, "a")
            yield {name: [given] if "[" in str(field.type) else given}


FILTERS = list(filters())


def document(name: str, asked: str, kind: GraphQLInputObjectType) -> str:
    return f"query ($f: {kind.name}) {{ {name}(filter: $f) {{ {asked} }} }}"


@pytest.mark.parametrize(("name", "asked", "kind"), FILTERS, ids=[name for name, *_ in FILTERS])
def test_every_condition_may_be_as_deep_as_the_settings_can_allow(
    name: str, asked: str, kind: GraphQLInputObjectType, asking: Asking
) -> None:
    ask = partial(ask_within, asking, WIDEST(), document(name, asked, kind))

    for condition in any_condition(kind):
        assert ask(f=nested(condition, MOST["filter_depth"])).errors == (), condition


@pytest.mark.parametrize(("name", "asked", "kind"), FILTERS, ids=[name for name, *_ in FILTERS])
def test_as_many_conditions_are_answered_as_the_settings_can_allow(
    name: str, asked: str, kind: GraphQLInputObjectType, asking: Asking
) -> None:
    (first, *_) = any_condition(kind)
    for way in ("or", "and"):
        filled = {way: [first] * MOST["conditions"]}
        answer = ask_within(asking, WIDEST(), document(name, asked, kind), f=filled)
        assert answer.errors == ()


@pytest.mark.parametrize(
    ("filled", "reason", "told"),
    [
        (any_of(101), "CONDITIONS", "101 conditions; the limit is 100. "),
        ({"and": [any_of(60), any_of(60)]}, "CONDITIONS", "120 conditions; the limit is 100. "),
        ({"or": [{}] * 101}, "CONDITIONS", "101 conditions; the limit is 100. "),
        (nested({}, 9), "FILTER_DEPTH", "9 filters within each other; the limit is 8. "),
        (nested({}, 60), "FILTER_DEPTH", "9 filters within each other; the limit is 8. "),
        ({"name": "a" * 2_001}, "TEXT", "A text has 2,001 characters; the limit is 2,000. "),
        ({"name": "%" * 25_001}, "TEXT", "A text has 25,001 characters; the limit is 2,000. "),
        ({"or": [{"name": "a"}, {"not": any_of(100)}]}, "CONDITIONS", "101 conditions; the limit"),
        (any_of(1_000), "CONDITIONS", "1,000 conditions; the limit is 100. "),
    ],
)
def test_what_is_too_much_is_refused_by_both_alike(
    filled: dict[str, Any], reason: str, told: str, asking: Asking
) -> None:
    answer = asking.ask(COUNTED, f=filled)

    (error,) = answer.errors
    assert error["extensions"] == {"code": "TOO_LARGE", "reason": reason}
    assert told in error["message"]
    assert answer.data is None
    assert asking.statements == []


def test_a_plan_that_was_kept_lets_no_longer_text_pass(asking: Asking) -> None:
    assert asking.ask(COUNTED, f={"name": "%" * 2_000}).errors == ()

    (error,) = asking.ask(COUNTED, f={"name": "%" * 2_001}).errors

    assert error["extensions"] == {"code": "TOO_LARGE", "reason": "TEXT"}


@pytest.mark.parametrize(
    "text",
    [
        "query ($f: AreaFilter) { areas(filter: $f) { totalCount } }",
        "query ($f: [AreaFilter!]) { areas(filter: { or: $f }) { totalCount } }",
        "query ($f: AreaFilter!) { areas(filter: { or: [$f, $f] }) { totalCount } }",
        "query ($f: AreaFilter) { a: areas(filter: $f) { totalCount } b: areas(filter: $f)"
        " { totalCount } }",
        "query ($f: AreaFilter) { ...A } fragment A on Query { areas(filter: $f) { totalCount } }",
        f"{{ areas(filter: {{ or: [{MANY}] }}) {{ totalCount }} }}",
        f"query ($f: AreaFilter = {{ or: [{MANY}] }}) {{ areas(filter: $f) {{ totalCount }} }}",
    ],
)
def test_conditions_are_counted_wherever_they_stand(text: str, on_sqlite: Asking) -> None:
    given = [{"name": "a"}] * 101
    variables = {"f": given if "[AreaFilter!]" in text else {"or": given}} if "$f: " in text else {}
    if " = {" in text:
        variables = {}
    (error,) = on_sqlite.ask(text, **variables).errors

    assert error["extensions"] == {"code": "TOO_LARGE", "reason": "CONDITIONS"}


def test_each_object_in_a_list_is_a_condition(asking: Asking) -> None:
    document = "query ($f: ProposalFilter) { proposals(filter: $f) { totalCount } }"
    key = {"by": "PROPOSER", "value": "EXS-COUNCIL"}

    assert asking.ask(document, f={"group": [key]}).errors == ()
    (error,) = asking.ask(document, f={"group": [key] * 101}).errors
    assert error["extensions"] == {"code": "TOO_LARGE", "reason": "CONDITIONS"}


def test_each_condition_costs_points_at_each_field_that_has_it(on_sqlite: Asking) -> None:
    twice = (
        "query ($f: AreaFilter) {"
        " a: areas(filter: $f) { totalCount } b: areas(filter: $f) { totalCount } }"
    )
    given = {"or": [{"name": "a"}, {"not": {"gssCode": ["a", "b", "c"]}}]}

    assert on_sqlite.ask(COUNTED).cost == UNSEEN + 2
    assert on_sqlite.ask(COUNTED, f=None).cost == UNSEEN + 2
    assert on_sqlite.ask(COUNTED, f=given).cost == UNSEEN + 2 + 2 * 10 + 3
    # The plan is kept, and the cost with it.
    assert on_sqlite.ask(COUNTED, f=given).cost == 2 + 2 * 10 + 3
    assert on_sqlite.ask(twice, f=given).cost == UNSEEN + 4 + 2 * (2 * 10 + 3)


def test_what_is_no_filter_is_left_to_validation(on_sqlite: Asking) -> None:
    wrongs: list[Any] = [3, [], "or", {"or": 3}, {"or": [[]]}, {"not": None, "nothing": {}}]
    for wrong in wrongs:
        (error,) = on_sqlite.ask(COUNTED, f=wrong).errors or ({},)
        assert error == {} or error["extensions"]["reason"] == "INVALID"
