"""From a figure of statistics to the records that it counts: each group can be listed."""

from itertools import combinations
from typing import Any

import pytest

from registry.vocabulary import ProposalStatus
from schema.types.proposal_groups import ProposalGrouping
from tests.schema.asking import Asking

GROUPINGS = [grouping.value for grouping in ProposalGrouping]
PAIRS = [[one] for one in GROUPINGS] + [list(pair) for pair in combinations(GROUPINGS, 2)]
COUNTED = """query S($by: [ProposalGrouping!]!, $on: Date) {
  proposalStatistics(by: $by, asOf: $on, world: FICTIONAL) {
    groups(first: 100) { keys { value } figures { proposals } }
  }
}"""
LISTED = """query L($group: [ProposalGroupKey!], $on: Date) {
  proposals(filter: { group: $group }, asOf: $on) { totalCount }
}"""


@pytest.mark.parametrize("by", PAIRS, ids="-".join)
def test_the_key_of_a_group_lists_what_the_group_counts(asking: Asking, by: list[str]) -> None:
    groups = asking.data(COUNTED, by=by, on="2007-01-03")["proposalStatistics"]["groups"]
    assert groups

    for group in groups:
        keys = [{"by": name, **key} for name, key in zip(by, group["keys"], strict=True)]
        listed = asking.data(LISTED, group=keys, on="2007-01-03")["proposals"]["totalCount"]
        assert listed == group["figures"]["proposals"], keys


def test_a_key_may_stand_in_the_document_and_its_value_may_be_left_out(asking: Asking) -> None:
    found = asking.data(
        """{
          left: proposals(filter: { group: { by: RESPONDENT } }) { nodes { status } }
          null: proposals(filter: { group: [{ by: RESPONDENT, value: null }] }) { totalCount }
          one: proposals(filter: { group: [{ by: RESPONDENT, value: "EXS-DEPT" }] }) { totalCount }
          neither: proposals(
            filter: { not: { group: [{ by: RESPONDENT, value: "EXS-DEPT" }] } }
          ) { totalCount }
          all: proposals { totalCount }
          none: proposals(filter: { group: [] }) { totalCount }
          both: proposals(filter: { group: [
            { by: RESPONDENT, value: "EXS-DEPT" }, { by: RESPONDENT, value: "EXS-TREASURY" }
          ] }) { totalCount }
        }"""
    )

    assert {node["status"] for node in found["left"]["nodes"]} == {ProposalStatus.UNANSWERED.value}
    assert found["null"]["totalCount"] == len(found["left"]["nodes"]) == 1
    assert found["one"]["totalCount"] == 4
    assert found["one"]["totalCount"] + found["neither"]["totalCount"] == 11
    assert found["all"]["totalCount"] == found["none"]["totalCount"] == 11
    assert found["both"]["totalCount"] == 0


SAME = {
    "by": "PROPOSER",
    "respondent": "RESPONDENT",
    "goalDepartment": "DEPARTMENT",
    "goal": "GOAL",
    "outcome": "OUTCOME",
    "agreement": "AGREEMENT",
    "area": "AREA",
    "broker": "BROKER",
    "subject": "SUBJECT",
    "theme": "THEME",
}


@pytest.mark.parametrize("name", SAME)
def test_the_filter_of_each_grouping_means_what_the_grouping_means(
    asking: Asking, name: str
) -> None:
    groups = asking.data(COUNTED, by=[SAME[name]])["proposalStatistics"]["groups"]
    kind = asking.data(
        """query K { __type(name: "ProposalFilter") {
             inputFields { name type { ofType { ofType { name } } } } } }"""
    )["__type"]["inputFields"]
    (type_name,) = (
        field["type"]["ofType"]["ofType"]["name"] for field in kind if field["name"] == name
    )

    for group in groups:
        (key,) = group["keys"]
        if key["value"] is not None:
            listed = asking.data(
                f"query L($v: [{type_name}!]) {{ proposals(filter: {{ {name}: $v }})"
                " { totalCount } }",
                v=[key["value"]],
            )
            assert listed["proposals"]["totalCount"] == group["figures"]["proposals"]


WAITING = """query W($order: [ProposalOrder!], $from: Int, $until: Int, $on: Date, $after: Cursor) {
  proposals(
    orderBy: $order, asOf: $on, first: 5, after: $after,
    filter: { daysWaitingFrom: $from, daysWaitingUntil: $until }
  ) { totalCount nodes { reference daysWaiting } pageInfo { endCursor hasNextPage } }
}"""


def waits(asking: Asking, **asked: Any) -> list[int | None]:
    found: list[int | None] = []
    after = None
    while True:
        page = asking.data(WAITING, after=after, **asked)["proposals"]
        found += [node["daysWaiting"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            assert len(found) == page["totalCount"]
            return found


@pytest.mark.parametrize("on", [None, "2007-01-03"])
def test_proposals_are_sorted_by_how_long_they_waited(asking: Asking, on: str | None) -> None:
    longest = waits(asking, order=[{"by": "DAYS_WAITING", "direction": "DESC"}], on=on)
    shortest = waits(asking, order=[{"by": "DAYS_WAITING"}], on=on)

    def size(days: int | None) -> int:
        return -1 if days is None else days

    assert longest == sorted(longest, key=size, reverse=True)
    assert shortest == sorted(longest, key=size)
    assert longest[0] is not None
    assert longest[0] > 30


def test_proposals_are_chosen_by_how_long_they_waited(asking: Asking) -> None:
    every = [days for days in waits(asking) if days is not None]
    middle = sorted(every)[len(every) // 2]

    at_least = waits(asking, **{"from": middle})
    less = waits(asking, until=middle)

    assert sorted(days for days in at_least if days is not None) == [
        days for days in sorted(every) if days >= middle
    ]
    assert len(at_least) + len(less) == len(every)


def test_pools_are_a_list_of_their_own(asking: Asking) -> None:
    found = asking.data(
        """{ pools(filter: { financialYear: "2007-08", area: "EXS-EXAMPLESHIRE" }) {
               totalCount nodes { reference allocated { amount } } } }"""
    )["pools"]

    assert found["totalCount"] == 1
    assert found["nodes"][0]["reference"] == "EXS-POOL-2007-08"
