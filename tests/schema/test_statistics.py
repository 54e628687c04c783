"""What is counted and added up is what the lists show, in all and in groups."""

from collections import Counter
from statistics import median_low
from typing import Any

import pytest

from tests.schema.asking import Asking

FIGURES = """
fragment Figures on ProposalFigures {
  proposals answered partlyAnswered unanswered superseded requests requestsUnanswered
  amount { amount }
  answeredAfter { proposals median longest }
  unansweredFor { proposals median longest }
  outcomes { outcome responses }
}
"""
LISTED = """
query Listed($on: Date, $known: DateTime, $filter: ProposalFilter) {
  proposals(first: 100, asOf: $on, knownAt: $known, filter: $filter) { nodes {
    status daysWaiting
    requests { number amount { amount } }
    responses { outcome request { number } }
  } }
  proposalStatistics(world: FICTIONAL, asOf: $on, knownAt: $known, filter: $filter) {
    total { ...Figures }
  }
}
"""


def waits(nodes: list[Any], *statuses: str) -> dict[str, Any]:
    days = [node["daysWaiting"] for node in nodes if node["status"] in statuses]
    told = [each for each in days if each is not None]
    middle = median_low(told) if told else None
    return {"proposals": len(told), "median": middle, "longest": max(told, default=None)}


def left_open(node: Any) -> int:
    """How many requests of a proposal nothing answers."""
    answered = [answer["request"] for answer in node["responses"]]
    if node["status"] == "SUPERSEDED" or None in answered:
        return 0
    numbers = [request["number"] for request in answered]
    return sum(request["number"] not in numbers for request in node["requests"])


def counted(nodes: list[Any]) -> dict[str, Any]:
    """The figures of some proposals, counted from the list that shows them."""
    statuses = Counter(node["status"] for node in nodes)
    requests = [request for node in nodes for request in node["requests"]]
    asked = sum(float(r["amount"]["amount"]) for r in requests if r["amount"])
    outcomes = Counter(answer["outcome"] for node in nodes for answer in node["responses"])
    return {
        "proposals": len(nodes),
        "answered": statuses["ANSWERED"],
        "partlyAnswered": statuses["PARTLY_ANSWERED"],
        "unanswered": statuses["UNANSWERED"],
        "superseded": statuses["SUPERSEDED"],
        "requests": len(requests),
        "requestsUnanswered": sum(map(left_open, nodes)),
        "amount": {"amount": f"{asked:.2f}"},
        "answeredAfter": waits(nodes, "ANSWERED", "PARTLY_ANSWERED"),
        "unansweredFor": waits(nodes, "UNANSWERED"),
        "outcomes": [
            {"outcome": outcome, "responses": count}
            for outcome, count in sorted(outcomes.items(), key=lambda item: (-item[1], item[0]))
        ],
    }


@pytest.mark.parametrize(
    "times",
    [
        {"on": "2006-06-30"},
        {"on": "2006-09-01"},
        {"on": "2007-01-03"},
        {"on": "2009-01-03"},
        {"on": "2009-01-03", "known": "2025-01-01T00:00:00Z"},
        {"on": "2007-01-03", "filter": {"not": {"subject": "TARGET"}}},
    ],
    ids=lambda times: "-".join(map(str, times.values())),
)
def test_the_total_counts_what_the_list_shows(asking: Asking, times: dict[str, Any]) -> None:
    found = asking.data(LISTED + FIGURES, **times)
    nodes = found["proposals"]["nodes"]

    assert found["proposalStatistics"]["total"] == counted(nodes)


def test_of_two_waits_in_the_middle_the_shorter_is_the_median(asking: Asking) -> None:
    # On that day six were answered, after 28, 28, 32, 42, 63 and 63 days.
    question = """{ proposalStatistics(world: FICTIONAL, asOf: "2007-01-03") {
      total { answeredAfter { proposals median longest } }
    } }"""
    waited = asking.data(question)["proposalStatistics"]["total"]["answeredAfter"]

    assert waited == {"proposals": 6, "median": 32, "longest": 63}


def groups(asking: Asking, question: str, *figures: str, **variables: Any) -> list[Any]:
    """Each group by what its keys are called, with some of its figures."""
    (found,) = asking.data(question, **variables).values()
    return [
        (
            *(key["title"] for key in group["keys"]),
            *(
                value["amount"] if isinstance(value, dict) else value
                for value in (group["figures"][name] for name in figures)
            ),
        )
        for group in found["groups"]
    ]


BY = """
query By($by: [ProposalGrouping!]!, $first: ProposalGroupOrder = PROPOSALS) {
  proposalStatistics(world: FICTIONAL, by: $by, asOf: "2007-01-03") { groups(orderBy: $first) {
    keys { value title resource { reference __typename } }
    figures { proposals unanswered requestsUnanswered }
  } }
}
"""


def test_proposals_are_grouped_by_records_and_words(asking: Asking) -> None:
    def by(*groupings: str, order: str = "PROPOSALS") -> list[Any]:
        return groups(asking, BY, "proposals", "unanswered", by=list(groupings), first=order)

    assert by("DEPARTMENT") == [
        (None, 5, 1),
        ("Department for Examples", 4, 2),
        ("Department for Example Safety", 1, 0),
    ]
    assert by("DEPARTMENT", order="UNANSWERED")[0] == ("Department for Examples", 4, 2)
    assert by("AREA") == by("AREA", order="KEY") == [("Exampleshire", 10, 3)]
    assert by("BROKER") == [("Government Office for Examples", 10, 3)]
    assert by("PROPOSER", "AGREEMENT") == [
        ("Exampleshire Council", "Exampleshire Local Area Agreement 2007-10", 10, 3)
    ]
    assert sum(count for _, count, _ in by("SUBJECT")) == 10
    assert sum(count for _, count, _ in by("THEME")) == 10
    # What has responses of several outcomes is in the group of each.
    assert sum(count for _, count, _ in by("OUTCOME")) == 12


def test_who_responded_goes_with_what_that_response_was(asking: Asking) -> None:
    # The Treasury refused one request of a proposal and agreed in part to another; a department
    # agreed to a third.
    question = """query By($by: [ProposalGrouping!]!) {
      proposalStatistics(world: FICTIONAL, by: $by, filter: { outcome: REJECTED }) {
        groups(orderBy: KEY) { keys { title value } figures { proposals } }
      }
    }"""
    told = [
        ("Department for Example Safety", "AGREED", 1),
        ("Example Treasury", "PARTLY_AGREED", 1),
        ("Example Treasury", "REJECTED", 1),
    ]
    assert groups(asking, question, "proposals", by=["RESPONDENT", "OUTCOME"]) == told
    turned = groups(asking, question, "proposals", by=["OUTCOME", "RESPONDENT"])
    assert sorted((body, outcome, count) for outcome, body, count in turned) == told


def test_a_group_leads_to_the_record_that_it_is_about(asking: Asking) -> None:
    found = asking.data(BY, by="RESPONDENT")["proposalStatistics"]["groups"]

    assert [group["keys"][0]["resource"] for group in found] == [
        key if key is None else {"reference": key, "__typename": "Partner"}
        for key in (group["keys"][0]["value"] for group in found)
    ]
    assert found[0]["keys"][0] == {"value": None, "title": None, "resource": None}


MONEY = """
query Money($by: [FundingGrouping!]!, $filter: PoolFilter, $on: Date) {
  fundingStatistics(world: FICTIONAL, by: $by, filter: $filter, asOf: $on) { groups(orderBy: KEY) {
    keys { title }
    figures { contributed { amount } allocated { amount } spent { amount } pools }
  } }
}
"""
SUMS = ("contributed", "allocated", "spent")


def test_pools_tell_all_sums(asking: Asking) -> None:
    assert groups(asking, MONEY, *SUMS, by=["FINANCIAL_YEAR"]) == [
        ("2007-08", "2250000.00", "1150000.00", "1131400.25"),
        ("2008-09", "1800000.00", "1850000.00", "996500.00"),
    ]
    assert groups(asking, MONEY, *SUMS, by=["AREA", "AGREEMENT"]) == [
        (
            "Exampleshire",
            "Exampleshire Local Area Agreement 2007-10",
            "4050000.00",
            "3000000.00",
            "2127900.25",
        )
    ]


def test_how_much_of_each_pool_is_allocated_to_each_goal(asking: Asking) -> None:
    first = {"pool": "EXS-POOL-2007-08"}
    assert groups(asking, MONEY, *SUMS, by=["POOL", "GOAL"], filter=first) == [
        (
            "Exampleshire pool 2007-08",
            "Make example communities safer",
            None,
            "750000.00",
            "498250.75",
        ),
        (
            "Exampleshire pool 2007-08",
            "Bring more people into work and learning",
            None,
            "400000.00",
            "385000.00",
        ),
    ]


def test_contributions_tell_by_stream_contributor_and_terms(asking: Asking) -> None:
    streams = groups(asking, MONEY, "contributed", "allocated", "pools", by=["STREAM"])
    assert sorted(streams) == [
        ("Council budget", "925000.00", None, 2),
        ("Neighbourhood Examples Fund", "775000.00", None, 2),
        ("Primary care allocation", "500000.00", None, 2),
        ("Safer Examples Grant", "1850000.00", None, 2),
    ]
    assert [terms for terms, *_ in groups(asking, MONEY, "pools", by=["TERMS"])] == [
        "ALIGNED",
        "POOLED",
        "RING_FENCED",
    ]


def test_what_is_reported_later_was_not_yet_spent(asking: Asking) -> None:
    assert groups(asking, MONEY, "spent", by=["POOL"], on="2007-04-01") == [
        ("Exampleshire pool 2007-08", None),
        ("Exampleshire pool 2008-09", None),
    ]


@pytest.mark.parametrize(
    ("by", "told"),
    [
        (["STREAM", "GOAL"], "No record says which contribution pays for which target"),
        (["POOL", "POOL"], "by names 2 groupings; name up to 2, each once"),
        (["POOL", "AREA", "GOAL"], "by names 3 groupings; name up to 2, each once"),
    ],
)
def test_groupings_that_do_not_go_together_are_refused(
    asking: Asking, by: list[str], told: str
) -> None:
    answer = asking.ask(MONEY, by=by)

    (error,) = answer.errors
    assert error["extensions"] == {"code": "BAD_USER_INPUT", "reason": "ARGUMENT"}
    assert error["path"] == ["fundingStatistics"]
    assert error["message"].startswith(told)
    assert asking.statements == []


def test_groups_are_read_to_the_last_by_leaving_out_the_others(asking: Asking) -> None:
    part = """query Part($first: Int!, $skip: Int!) {
      proposalStatistics(by: [PROPOSER, OUTCOME], world: FICTIONAL) {
        groupCount
        groups(first: $first, skip: $skip, orderBy: KEY) { keys { value } }
      }
    }"""

    def read(first: int, skip: int) -> Any:
        return asking.data(part, first=first, skip=skip)["proposalStatistics"]

    whole = read(100, 0)
    assert whole["groupCount"] == len(whole["groups"]) > 2
    assert [read(1, skip)["groups"] for skip in range(whole["groupCount"])] == [
        [group] for group in whole["groups"]
    ]
    assert read(100, whole["groupCount"])["groups"] == read(1, 2**31 - 1)["groups"] == []


@pytest.mark.parametrize(
    ("given", "reason", "told"),
    [
        ("first: 0", "PAGE_SIZE", "first is 0; ask for 1 to 100 and go on with skip"),
        ("first: 101", "PAGE_SIZE", "first is 101; ask for 1 to 100 and go on with skip"),
        ("skip: -1", "ARGUMENT", "skip is -1; give how many groups to leave out"),
    ],
)
def test_groups_that_cannot_be_read_name_the_argument_to_go_on_with(
    given: str, reason: str, told: str, asking: Asking
) -> None:
    (error,) = asking.ask(
        f"{{ proposalStatistics {{ groups({given}) {{ keys {{ value }} }} }} }}"
    ).errors

    assert error["extensions"] == {"code": "BAD_USER_INPUT", "reason": reason}
    assert error["message"] == told


def test_groups_count_towards_the_limits(asking: Asking) -> None:
    many = "{ proposalStatistics(by: AREA) { groups(first: 101) { keys { value } } } }"
    (error,) = asking.ask(many).errors
    assert error["extensions"] == {"code": "BAD_USER_INPUT", "reason": "PAGE_SIZE"}

    below = "history(first: 100) { nodes { number } }"
    deep = "{ proposalStatistics(by: AREA) { groups(first: 100) { keys { resource { %s } } } } }"
    (error,) = asking.ask(deep % below).errors
    assert error["extensions"] == {"code": "TOO_LARGE", "reason": "NODES"}
    assert asking.statements == []


def test_only_what_is_selected_is_read(on_sqlite: Asking) -> None:
    on_sqlite.data("{ proposalStatistics(world: FICTIONAL) { total { proposals } } }")

    (statement,) = on_sqlite.statements
    assert "FROM proposals" in statement
    assert "responses" not in statement


def test_what_is_skipped_below_an_object_is_not_shown(asking: Asking) -> None:
    question = """query Skipped($skip: Boolean!) {
      meta { limits { depth @skip(if: $skip) } }
      proposalStatistics(world: FICTIONAL, by: AREA) {
        total { amount { currency @skip(if: $skip) } outcomes { outcome @skip(if: $skip) } }
        groups { figures { amount { currency @skip(if: $skip) } } keys { value @skip(if: $skip) } }
      }
    }"""
    found = asking.data(question, skip=True)
    statistics = found["proposalStatistics"]

    assert found["meta"] == {"limits": {}}
    assert statistics["total"]["amount"] == {}
    assert statistics["total"]["outcomes"][0] == {}
    assert statistics["groups"] == [{"figures": {"amount": {}}, "keys": [{}]}]
