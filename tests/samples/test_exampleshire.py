"""The fictional area shows every feature, and keeps the rules of the record."""

from collections import Counter
from itertools import pairwise

from registry.acts import ACTS
from registry.vocabulary import DerivationKind, Duty, Outcome, Pence
from tests.samples.packages import row, rows

EXS = "exampleshire"


def amount(kind: str, **cells: str) -> int:
    return sum(
        Pence.read(found["amount"]) for found in rows(EXS, kind) if cells.items() <= found.items()
    )


def test_every_kind_of_act_but_upkeep_is_shown() -> None:
    assert [kind for kind in ACTS if not rows(EXS, kind)] == ["corrections", "redactions"]


def test_fewer_burglaries_was_led_by_the_police_and_then_by_the_council() -> None:
    assert row(EXS, "targets", reference="EXS-T1")["title"] == "Fewer burglaries in Exampleshire"
    leads = [
        (lead["partner"], lead["from"], lead["until"])
        for lead in rows(EXS, "accountability")
        if lead["target"] == "EXS-T1" and lead["role"] == "LEAD"
    ]
    assert leads == [
        ("EXS-POLICE", "2007-04-01", "2008-04-01"),
        ("EXS-COUNCIL", "2008-04-01", ""),
    ]


def test_single_leads_of_a_target_never_overlap() -> None:
    single = [
        lead
        for lead in rows(EXS, "accountability")
        if lead["role"] == "LEAD" and lead["state"] == "SINGLE"
    ]
    for one, other in pairwise(sorted(single, key=lambda lead: (lead["target"], lead["from"]))):
        if one["target"] == other["target"]:
            assert one["until"] <= other["from"]
            assert one["until"] != ""


def test_a_joint_an_unresolved_and_a_missing_lead() -> None:
    states = {
        lead["target"]: lead["state"]
        for lead in rows(EXS, "accountability")
        if lead["role"] == "LEAD" and lead["state"] != "SINGLE"
    }
    assert states == {"EXS-T5": "JOINT", "EXS-T6": "UNRESOLVED", "EXS-T7": "MISSING"}


def test_all_ways_of_deriving_all_outcomes_and_all_duties_occur() -> None:
    assert {found["how"] for found in rows(EXS, "derivations")} == set(DerivationKind)
    assert {found["outcome"] for found in rows(EXS, "responses")} == set(Outcome)
    assert {found["duty"] for found in rows(EXS, "answer_steps")} == set(Duty)


def test_each_protocol_has_clauses_of_all_three_kinds() -> None:
    kinds = {(clause["protocol"], clause["kind"]) for clause in rows(EXS, "clauses")}
    assert len(kinds) == 3 * len(rows(EXS, "protocols")) == 9


def test_the_second_protocol_took_the_place_of_the_first() -> None:
    second = row(EXS, "protocols", version="2")
    assert second["supersedes"] == "EXS-PROTOCOL-1"
    assert second["from"] == row(EXS, "protocols", reference="EXS-PROTOCOL-1")["until"]


def test_allocations_stay_within_what_is_pooled_but_for_the_one_that_is_kept_as_stated() -> None:
    for pool in ("EXS-POOL-2007-08", "EXS-POOL-2008-09"):
        pooled = amount("contributions", pool=pool, terms="POOLED")
        assert amount("allocations", pool=pool, as_stated="") <= pooled
    as_stated = row(EXS, "allocations", as_stated="true")
    assert as_stated["target"] == "EXS-T4"
    later = "EXS-POOL-2008-09"
    assert amount("allocations", pool=later) > amount("contributions", pool=later)


def test_a_stated_total_differs_from_its_rows_by_a_thousand_pounds() -> None:
    stated = row(EXS, "totals", of="CONTRIBUTIONS")
    rows_add_up_to = amount("contributions", pool=stated["pool"])
    assert Pence.read(stated["amount"]) - rows_add_up_to == 100_000
    for of, kind, cells in (
        ("ALLOCATIONS", "allocations", {"pool": "EXS-POOL-2007-08"}),
        ("GRANTS", "grants", {"financial_year": "2007-08"}),
    ):
        assert Pence.read(row(EXS, "totals", of=of)["amount"]) == amount(kind, **cells)


def test_one_aim_was_missed_and_one_measurement_revised() -> None:
    aim = row(EXS, "milestones", target="EXS-T1", period="2008-09")["aim_number"]
    reached = row(EXS, "measurements", target="EXS-T1", period="2008-09")["value_number"]
    assert (aim, reached) == ("12.8", "13.1")
    revised = [found for found in rows(EXS, "measurements") if found["revises"]]
    assert [found["value_number"] for found in revised] == ["13.9"]


def test_words_that_are_no_clean_number_are_kept_as_stated() -> None:
    assert row(EXS, "milestones", aim_stated="tba")["aim_number"] == ""
    may = row(EXS, "measurements", value_stated="31.9% (to May 07)")
    assert (may["value_number"], may["value_unit"], may["period"]) == ("31.9", "%", "to May 07")


def test_a_counter_proposal_led_to_a_new_proposal_and_one_is_unanswered() -> None:
    assert row(EXS, "responses", outcome="COUNTER_PROPOSED")["proposal"] == "EXS-P2"
    assert row(EXS, "proposals", supersedes="EXS-P2")["reference"] == "EXS-P3"
    answered = {found["proposal"] for found in rows(EXS, "responses")}
    proposals = [found["reference"] for found in rows(EXS, "proposals")]
    assert [name for name in proposals if name not in answered] == ["EXS-P7"]


def test_nobody_answers_before_the_proposal() -> None:
    made = {proposal["reference"]: proposal["at"] for proposal in rows(EXS, "proposals")}
    assert all(made[found["proposal"]] <= found["at"] for found in rows(EXS, "responses"))


def test_each_decision_cites_advice_that_was_public_and_of_a_third_party() -> None:
    signed = {found["partner"] for found in rows(EXS, "agreement_signatures")}
    for decision in rows(EXS, "decisions"):
        advice = row(EXS, "advice", reference=decision["advice"])
        assert advice["published_on"] <= decision["at"]
        assert advice["by"] not in signed | {decision["by"]}
        assert row(EXS, "partners", reference=advice["by"])["parent"] == ""


def test_modification_was_required_then_approval_given_and_advice_once_departed_from() -> None:
    assert [
        (decision["approves"], decision["departs_from_advice"])
        for decision in rows(EXS, "decisions")
    ] == [("false", "false"), ("true", "false"), ("true", "true")]


def test_the_refresh_changed_a_designated_target_with_named_consents() -> None:
    (change,) = rows(EXS, "target_changes")
    assert change["was"] == row(EXS, "targets", reference=change["target"])[change["field"]]
    consents = Counter(consent["revision"] for consent in rows(EXS, "revision_consents"))
    assert consents[change["revision"]] == 5
