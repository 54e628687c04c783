"""A plan is made for a document and the shape of its variables, not for their values."""

from collections.abc import Iterator

import pytest

from schema.planner.plan_cache import PlanCache, query_plan_cache
from tests.schema.asking import Asking

TARGET = "query ($r: String!, $on: Date) { target(by: { reference: $r }, asOf: $on) { title } }"
PAGE = """
query ($filter: TargetFilter, $first: Int!, $after: Cursor, $more: Boolean = false) {
  targets(filter: $filter, first: $first, after: $after) {
    totalCount @include(if: $more)
    edges { cursor }
    nodes { reference }
  }
}
"""


@pytest.fixture
def plans() -> Iterator[PlanCache]:
    query_plan_cache.cache_clear()
    yield query_plan_cache()
    query_plan_cache.cache_clear()


def test_other_texts_numbers_and_days_are_bound_to_the_same_plan(
    asking: Asking, plans: PlanCache
) -> None:
    first = asking.data(TARGET, r="EXS-T1", on="2008-05-01")["target"]
    second = asking.data(TARGET, r="EXS-T2", on="2009-05-01")["target"]
    assert first is not None
    assert second is not None
    assert first != second
    assert asking.data(TARGET, r="EXS-T0", on="2009-05-01")["target"] is None
    assert len(plans.plans) == 1

    # What is left open or null is another shape.
    assert asking.data(TARGET, r="EXS-T1")["target"] == first
    assert len(plans.plans) == 2


def test_a_page_goes_on_under_the_same_plan_and_is_measured_anew_when_it_grows(
    asking: Asking, plans: PlanCache
) -> None:
    def references(**variables: object) -> list[str]:
        nodes = asking.data(PAGE, **variables)["targets"]["nodes"]
        return [node["reference"] for node in nodes]

    everything = references(first=100)
    assert references(first=2) == everything[:2]
    assert len(plans.plans) == 2

    cursors = [edge["cursor"] for edge in asking.data(PAGE, first=100)["targets"]["edges"]]
    assert references(first=2, after=cursors[0]) == everything[1:3]
    assert references(first=2, after=cursors[2]) == everything[3:5]
    assert len(plans.plans) == 3


def test_a_plan_kept_for_small_pages_lets_no_large_ones_pass(
    asking: Asking, plans: PlanCache
) -> None:
    nested = """query ($n: Int!) {
      areas(first: $n) { nodes { agreements(first: $n) { nodes { targets(first: $n) {
        nodes { id } } } } } } }"""

    assert asking.ask(nested, n=2).errors == ()
    refused = asking.ask(nested, n=100)

    assert refused.data is None
    assert [error["extensions"]["reason"] for error in refused.errors] == ["NODES"]
    assert len(plans.plans) == 1


def test_filters_of_one_shape_share_a_plan_and_others_do_not(
    asking: Asking, plans: PlanCache
) -> None:
    def count(**asked: object) -> int:
        found: int = asking.data(PAGE, first=1, more=True, filter=asked)["targets"]["totalCount"]
        return found

    every = count(text="EXS")
    assert count(text="no target says this") == 0
    assert count(text="%") == 0
    assert len(plans.plans) == 1

    assert count(**{"not": {"text": "no target says this"}}) == every
    assert count(**{"or": [{"text": "no target says this"}, {"text": "exs"}]}) == every
    assert count(**{"or": [{"text": "no target says this"}]}) == 0
    lower, higher = count(polarity=["LOWER_IS_BETTER"]), count(polarity=["HIGHER_IS_BETTER"])
    assert 0 < lower < every
    assert 0 < higher < every
    assert lower != higher
    assert len(plans.plans) == 5


def test_choices_that_records_are_compared_with_share_a_plan(
    asking: Asking, plans: PlanCache
) -> None:
    question = """
    query ($some: [Outcome!], $one: ProposalStatus!) {
      some: proposals(filter: { outcome: $some }) { totalCount }
      mixed: proposals(filter: { or: [{ status: [$one, SUPERSEDED] }] }) { totalCount }
    }
    """

    def counts(some: list[str], one: str) -> tuple[int, int]:
        data = asking.data(question, some=some, one=one)
        return data["some"]["totalCount"], data["mixed"]["totalCount"]

    assert [
        counts(["AGREED"], "ANSWERED"),
        counts(["REJECTED"], "ANSWERED"),
        counts(["AGREED", "REJECTED"], "UNANSWERED"),
    ] == [(3, 10), (1, 10), (3, 2)]
    assert len(plans.plans) == 1


def test_choices_that_make_another_statement_have_a_plan_each(
    asking: Asking, plans: PlanCache
) -> None:
    question = """
    query ($kinds: [FindingKind!]) { findings(filter: { kind: $kinds }) { nodes { kind } } }
    """
    for kind in ("MISSED_MILESTONE", "UNANSWERED"):
        nodes = asking.data(question, kinds=[kind])["findings"]["nodes"]
        assert {node["kind"] for node in nodes} == {kind}
    assert len(plans.plans) == 2


def test_what_is_refused_is_refused_under_a_plan_that_is_kept(
    asking: Asking, plans: PlanCache
) -> None:
    def reason(**variables: object) -> tuple[str, list[str]]:
        (error,) = asking.ask(PAGE, **variables).errors
        assert asking.statements == []
        return error["extensions"]["reason"], error["path"]

    cursor = asking.data(PAGE, first=1)["targets"]["edges"][0]["cursor"]
    asking.data(PAGE, first=1, after=cursor)
    assert reason(first=0) == ("PAGE_SIZE", ["targets"])
    assert reason(first=101, after=cursor) == ("PAGE_SIZE", ["targets"])
    assert reason(first=1, after="?") == ("CURSOR_REFUSED", ["targets"])
    asked = {"text": "a"}
    assert reason(first=1, after=cursor, filter=asked) == ("CURSOR_REFUSED", ["targets"])
    assert reason(first=1, filter={"text": "\0"}) == ("ARGUMENT", ["targets"])
    assert asking.data(PAGE, first=1, after=cursor)["targets"]["edges"] != []


def test_ids_of_any_number_share_a_plan(asking: Asking, plans: PlanCache) -> None:
    question = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    listed = asking.data("{ targets(first: 3) { nodes { id } } }")["targets"]["nodes"]
    ids = [node["id"] for node in listed]
    assert asking.data(question, ids=ids)["nodes"] == listed
    assert asking.data(question, ids=[*ids, "nothing"])["nodes"] == [*listed, None]
    assert len(plans.plans) == 2
