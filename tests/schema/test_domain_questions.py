"""The eight questions that the register exists to answer, each as one GraphQL query."""

from typing import Any

from tests.schema.asking import Asking


def named(things: list[dict[str, Any]]) -> list[str]:
    return [thing["name"] for thing in things]


def test_who_leads_and_led_who_answers_and_how_to_complain(asking: Asking) -> None:
    found = asking.data(
        """{
          today: whoIsResponsible(target: { reference: "EXS-T1" }, asOf: "2009-01-01") {
            lead { partner { name } }
            answersTo { duty withinDays partner { name } }
            complaints
          }
          then: whoIsResponsible(target: { reference: "EXS-T1" }, asOf: "2007-05-01") {
            lead { partner { name } }
          }
        }"""
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
        """{
          goals(filter: { code: "Example PSA 1" }, asOf: "2009-07-01") { nodes { targets { nodes {
            title
            agreement { area { name } }
            lead { state partner { name } }
            milestones { period met }
          } } } }
        }"""
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
        """{ target(by: { reference: "EXS-T1" }) { allocations {
          amount { amount }
          spent { amount }
          pool { title accountableBody { name } contributions {
            from { name } stream amount { amount } terms
          } }
        } } }"""
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
        """{
          refused: proposals(filter: { outcome: REJECTED }) { nodes {
            title
            responses { outcome days reasons by { name } }
          } }
          unanswered: proposals(filter: { status: UNANSWERED }, asOf: "2007-01-03") { nodes {
            title by { name } daysWaiting requests { text }
          } }
        }"""
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
    found = asking.data(
        """{ agreement(by: { reference: "EXS-LAA-2007" }) { revisions {
          title
          on
          source { title }
          consents { partner { name } on }
          changes { target { title } field was value }
        } } }"""
    )
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
        """{ agreement(by: { reference: "EXS-LAA-2007" }) { negotiations { nodes {
          decisions { at approves departsFromAdvice advice { by { name } recommends } }
        } } } }"""
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
        """{ findings(asOf: "2009-01-01", filter: { kind: [
          NO_LEAD, JOINT_LEAD, UNRESOLVED_LEAD, NO_PROTOCOL, OVERALLOCATED, TOTAL_DIFFERS
        ] }) { nodes { kind about { reference } } } }"""
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
        """{ partner(by: { reference: "EXS-COUNCIL" }, asOf: "2008-10-01") {
          leads { nodes { reference milestones { period } } }
          accountableFor { totalCount }
          contributions { nodes { amount { amount } pool { financialYear } } }
          accountableForPools { nodes { reference } }
          signedAgreements { nodes { reference } }
          signedProtocols { nodes { reference } }
          proposals { totalCount }
        } }"""
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
