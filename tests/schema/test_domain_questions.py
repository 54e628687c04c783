"""The eight questions that the register exists to answer, as docs/reference/api.md asks them."""

import re
from pathlib import Path
from typing import Any

import schema
from tests.schema.asking import Asking

DOCUMENT = Path(schema.__file__).parents[1] / "docs/reference/api.md"
QUESTIONS = dict(
    re.findall(
        r"^### ([^\n]+)\n\n```graphql\n(.*?)^```$",
        DOCUMENT.read_text(encoding="utf-8"),
        re.DOTALL | re.MULTILINE,
    )
)


def named(things: list[dict[str, Any]]) -> list[str]:
    return [thing["name"] for thing in things]


def test_who_leads_and_led_who_answers_and_how_to_complain(asking: Asking) -> None:
    found = asking.data(
        QUESTIONS["Who leads, who led, who answers if it fails, and how do I complain?"]
    )
    assert found["today"]["lead"] == {"partner": {"name": "Exampleshire Council"}}
    assert found["then"]["lead"] == {"partner": {"name": "Exampleshire Police"}}
    assert [
        (step["duty"], step["withinDays"], step["partner"]["name"])
        for step in found["today"]["answersTo"]
    ] == [
        ("DELIVERS", 20, "Exampleshire Council"),
        ("REPORTS_TO", 30, "Exampleshire Partnership"),
        ("SCRUTINISES", 28, "Exampleshire Council: Scrutiny Committee"),
        ("AUDITS", None, "Examples Audit Office"),
        ("INSPECTS", 60, "Examples Inspectorate"),
        ("DECIDES", None, "Department for Examples"),
    ]
    assert found["today"]["complaints"].startswith("Write to the lead partner")


def test_which_targets_derive_from_a_goal_and_how_they_do(asking: Asking) -> None:
    found = asking.data(
        QUESTIONS["Which targets derive from a goal, where, led by whom, and how do they do?"]
    )
    (goal,) = found["goals"]["nodes"]
    assert [
        (
            target["title"],
            target["agreement"]["area"]["name"],
            (target["lead"]["partner"] or {"name": target["lead"]["state"]})["name"],
            [(milestone["period"], milestone["met"]) for milestone in target["milestones"]],
        )
        for target in goal["targets"]["nodes"]
    ] == [
        (
            "Fewer burglaries in Exampleshire",
            "Exampleshire",
            "Exampleshire Council",
            [("2007-08", True), ("2008-09", False), ("2009-10", None)],
        ),
        (
            "Fewer young people offend for the first time",
            "Exampleshire",
            "Exampleshire Police",
            [("2007-08", True), ("2008-09", True), ("2009-10", None)],
        ),
        ("Fewer fires started on purpose", "Exampleshire", "MISSING", []),
    ]


def test_which_money_backs_a_target_and_who_answers_for_the_pot(asking: Asking) -> None:
    found = asking.data(
        QUESTIONS["Which money backs a target, from whom, and who answers for the pot?"]
    )
    first, second = found["target"]["allocations"]
    assert (first["amount"], first["spent"]) == ({"amount": "500000.00"}, {"amount": "498250.75"})
    assert (second["amount"], second["spent"]) == ({"amount": "700000.00"}, {"amount": "705000.00"})
    assert first["pool"]["accountableBody"] == {"name": "Exampleshire Council"}
    assert [
        (row["from"]["name"], row["stream"], row["amount"]["amount"], row["terms"])
        for row in first["pool"]["contributions"]
    ] == [
        ("Exampleshire Council", "Council budget", "450000.00", "POOLED"),
        ("Department for Example Safety", "Safer Examples Grant", "900000.00", "POOLED"),
        ("Department for Examples", "Neighbourhood Examples Fund", "600000.00", "RING_FENCED"),
        ("Exampleshire Primary Care Trust", "Primary care allocation", "300000.00", "ALIGNED"),
    ]


def test_what_was_asked_and_answered_and_what_is_still_open(asking: Asking) -> None:
    found = asking.data(
        QUESTIONS["What was asked and answered, on what grounds, and what is still open?"]
    )
    (refused,) = found["refused"]["nodes"]
    assert [answer for answer in refused["responses"] if answer["outcome"] == "REJECTED"] == [
        {
            "outcome": "REJECTED",
            "days": 60,
            "reasons": "Savings of the police belong to the police grant.",
            "by": {"name": "Example Treasury"},
        }
    ]
    assert [
        (proposal["title"], proposal["daysWaiting"]) for proposal in found["unanswered"]["nodes"]
    ] == [
        ("Time to recover for people leaving hospital", 37),
        ("Keep half of new business rates", 30),
        ("School travel zones", 51),
    ]


def test_what_changed_in_an_agreement_and_on_whose_authority(asking: Asking) -> None:
    found = asking.data(QUESTIONS["What changed in this agreement, when, and on whose authority?"])
    (revision,) = found["agreement"]["revisions"]
    assert (revision["title"], revision["on"]) == ("Refresh of 2008", "2008-04-01")
    assert [(consent["partner"]["name"], consent["on"]) for consent in revision["consents"]] == [
        ("Exampleshire Council", "2008-03-19"),
        ("Exampleshire Police", "2008-03-19"),
        ("Exampleshire Fire and Rescue Service", "2008-03-20"),
        ("Exampleshire Primary Care Trust", "2008-03-20"),
        ("Department for Examples", "2008-03-25"),
    ]
    assert revision["changes"] == [
        {
            "target": {"title": "Fewer burglaries in Exampleshire"},
            "field": "target_stated",
            "was": "12.0 per 1,000 households in 2009-10",
            "value": "11.5 per 1,000 households in 2009-10",
        }
    ]


def test_what_was_advised_and_decided_and_whether_the_minister_departed(asking: Asking) -> None:
    found = asking.data(
        QUESTIONS[
            "What was advised, what was decided, and did the minister depart from the advice?"
        ]
    )
    told = [
        (
            decision["at"],
            decision["approves"],
            decision["departsFromAdvice"],
            [(advice["by"]["name"], advice["recommends"]) for advice in decision["advice"]],
        )
        for negotiation in found["agreement"]["negotiations"]["nodes"]
        for decision in negotiation["decisions"]
    ]
    assert told == [
        ("2007-02-12", False, False, [("Examples Inspectorate", "MODIFY")]),
        (
            "2007-03-22",
            True,
            False,
            [("Examples Inspectorate", "APPROVE"), ("Examples Audit Office", "APPROVE")],
        ),
        ("2008-03-17", True, True, [("Examples Inspectorate", "MODIFY")]),
    ]


def test_what_has_no_lead_two_leads_no_protocol_or_money_that_does_not_add_up(
    asking: Asking,
) -> None:
    found = asking.data(
        QUESTIONS[
            "Which targets have no lead, two leads, no protocol, or money that does not add up?"
        ]
    )
    assert [
        (finding["kind"], finding["about"]["reference"]) for finding in found["findings"]["nodes"]
    ] == [
        ("JOINT_LEAD", "EXS-T5"),
        ("NO_LEAD", "EXS-T7"),
        ("OVERALLOCATED", "EXS-POOL-2008-09"),
        ("TOTAL_DIFFERS", "EXS-POOL-2007-08"),
        ("UNRESOLVED_LEAD", "EXS-T6"),
    ]


def test_everything_about_one_organisation(asking: Asking) -> None:
    found = asking.data(
        QUESTIONS["What does an organisation lead, fund, answer for, sign and propose?"]
    )["partner"]
    assert [target["reference"] for target in found["leads"]["nodes"]] == ["EXS-T1", "EXS-T8"]
    assert [row["amount"]["amount"] for row in found["contributions"]["nodes"]] == [
        "450000.00",
        "475000.00",
    ]
    assert [pool["reference"] for pool in found["accountableForPools"]["nodes"]] == [
        "EXS-POOL-2007-08",
        "EXS-POOL-2008-09",
    ]
    assert found["signedAgreements"]["nodes"] == [{"reference": "EXS-LAA-2007"}]
    assert found["proposals"]["totalCount"] == 11


def test_which_departments_leave_most_unanswered_and_for_how_long(asking: Asking) -> None:
    found = asking.data(QUESTIONS["Which departments leave most unanswered, and for how long?"])[
        "proposalStatistics"
    ]
    assert found["total"] == {"proposals": 10, "unanswered": 3, "requestsUnanswered": 2}
    assert [
        (
            group["keys"][0]["title"],
            group["figures"]["unanswered"],
            group["figures"]["unansweredFor"]["longest"],
        )
        for group in found["groups"]
    ] == [
        ("Department for Examples", 2, 51),
        (None, 1, 30),
        ("Department for Example Safety", 0, None),
    ]


def test_which_department_refuses_most(asking: Asking) -> None:
    found = asking.data(QUESTIONS["Which department refuses most?"])["proposalStatistics"]
    refusing = [group for group in found["groups"] if group["keys"][1]["value"] == "REJECTED"]
    assert [(group["keys"][0]["title"], group["figures"]) for group in refusing] == [
        ("Example Treasury", {"proposals": 1, "answeredAfter": {"median": 42}})
    ]


def test_how_much_of_each_pool_is_allocated_to_which_goal(asking: Asking) -> None:
    found = asking.data(QUESTIONS["How much of each pool is allocated to which goal?"])
    statistics = found["fundingStatistics"]
    assert statistics["total"] == {
        "contributed": {"amount": "4050000.00"},
        "allocated": {"amount": "3000000.00"},
        "spent": {"amount": "2127900.25"},
    }
    assert [
        (*(key["title"] for key in group["keys"]), group["figures"]["allocated"]["amount"])
        for group in statistics["groups"]
    ] == [
        ("Exampleshire pool 2007-08", "Make example communities safer", "750000.00"),
        ("Exampleshire pool 2007-08", "Bring more people into work and learning", "400000.00"),
        ("Exampleshire pool 2008-09", "Make example communities safer", "1000000.00"),
        ("Exampleshire pool 2008-09", "Give every example child a healthy start", "850000.00"),
        ("Exampleshire pool 2008-09", "Let older people live well at home", "650000.00"),
    ]
