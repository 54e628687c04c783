"""Many conditions of a filter go by rows that are computed once, and mean what each means alone."""

from contextlib import closing
from typing import Any

import pytest
from graphql import get_named_type

from schema import build
from schema.planner.planning_context import DEFINITION
from tests.registry.world import World, lead, setting, target
from tests.schema.asking import Asking

QUESTION = """query ($f: %sFilter) { %s(filter: $f, first: 100%s) {
  totalCount nodes { %s } } }"""
AGREEMENTS = ["EXS-LAA-2007", "NONE", "BNES-LAA", "EXS-LAA-2009"]
AREAS = ["EXS-EXAMPLESHIRE", "NONE", "BAS", "HAM"]
PARTNERS = ["EXS-COUNCIL", "EXS-POLICE", "NONE", "EXS-PCT"]
CASES = [
    ("changes", "agreement", AGREEMENTS),
    ("changes", "area", AREAS),
    ("targets", "lead", PARTNERS),
    ("proposals", "daysWaitingFrom", [0, 30, 100, 2_000]),
    ("proposals", "daysWaitingUntil", [1, 30, 100, 2_000]),
]
KINDS = {"changes": "Entry", "targets": "Target", "proposals": "Proposal"}
TIMES = ["", ', asOf: "2007-05-01"', ', knownAt: "2099-01-01T00:00:00Z"']
# From so many conditions on they share what they go by.
MANY = 12


def list_shared() -> set[tuple[str, str]]:
    """List the conditions that have a form for many, by the field of Query that takes them."""
    query = build()._schema.query_type
    assert query is not None
    filters: dict[str, Any] = {
        name: get_named_type(field.args["filter"].type)
        for name, field in query.fields.items()
        if "filter" in field.args
    }
    return {
        (name, each)
        for name, kind in filters.items()
        for each, field in kind.fields.items()
        if DEFINITION in field.extensions
        and field.extensions[DEFINITION].metadata.get("among_many") is not None
    }


def ask(asking: Asking, name: str, times: str, asked: Any) -> Any:
    shown = "number" if name == "changes" else "reference"
    return asking.data(QUESTION % (KINDS[name], name, times, shown), f=asked)[name]


def test_each_condition_with_a_form_for_many_is_tried_here() -> None:
    tried = {(name, field) for name, field, _ in CASES}

    assert {each for each in list_shared() if each[0] != "proposalStatistics"} == tried


@pytest.mark.parametrize(
    ("name", "field", "values", "times"),
    [(*case, times) for case in CASES for times in (TIMES if case[0] != "changes" else TIMES[:1])],
)
def test_many_conditions_find_what_few_find(
    name: str, field: str, values: list[Any], times: str, asking: Asking
) -> None:
    single = values if field.startswith("days") else [[value] for value in values]
    any_of = [{field: value} for value in single]
    none_of = [{"not": one} for one in any_of]

    for asked in ({"or": any_of}, {"and": any_of[:1]}, {"and": none_of}, {"or": none_of[:1]}):
        ((way, few),) = asked.items()
        found = ask(asking, name, times, asked)
        assert ask(asking, name, times, {way: few * MANY}) == found


def test_who_leads_now_is_told_by_many_conditions(database_url: str) -> None:
    world = World(database_url)
    with closing(world.registry):
        terms = (lead("COUNCIL", "2007-04-01"), lead("POLICE", "2007-04-01", target="T2"))
        world.record(*setting(), target("T2"), target("T3"), *terms)
        asking = Asking(world.registry)

        led = ask(asking, "targets", "", {"or": [{"lead": ["POLICE"]}] * MANY})
        others = ask(asking, "targets", "", {"and": [{"not": {"lead": ["POLICE"]}}] * MANY})

    assert [node["reference"] for node in led["nodes"]] == ["T2"]
    assert [node["reference"] for node in others["nodes"]] == ["T1", "T3"]


@pytest.mark.parametrize(("name", "field", "values"), CASES, ids=[f"{c[0]}-{c[1]}" for c in CASES])
def test_what_many_conditions_go_by_is_written_once(
    name: str, field: str, values: list[Any], asking: Asking
) -> None:
    single = values[0] if field.startswith("days") else values[:1]
    lengths = []
    for count in (MANY, 2 * MANY, 3 * MANY):
        ask(asking, name, "", {"or": [{field: single}] * count})
        lengths.append(sum(map(len, asking.statements)))

    # Each further condition adds a few words, however many kinds of record it looks through.
    assert lengths[2] - lengths[1] == pytest.approx(lengths[1] - lengths[0], abs=MANY * 3)
    assert (lengths[2] - lengths[1]) / MANY < 500
