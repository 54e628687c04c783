"""Each derived fact has one definition: wherever it is shown, of whatever register, it is the same.

Registers are drawn at random: what is refused of what was drawn is left out of them.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from registry.acts import (
    Act,
    MeasurementReported,
    MilestoneSet,
    ProposalMade,
    RequestMade,
    ResponseGiven,
)
from registry.vocabulary import LeadState, Outcome, Polarity, ProposalSubject
from tests.registry.world import lead, target, tell
from tests.schema.asking import Asking
from tests.schema.test_statistics import FIGURES, LISTED, counted
from tests.support.soak import times

DAYS = [f"2008-01-{day:02}" for day in range(1, 10)]
ASKED = (DAYS[2], DAYS[6], "2009-01-01")
UNANSWERED = """
query Unanswered($on: Date) {
  proposals(first: 100, asOf: $on) { nodes { reference status } }
  findings(first: 100, asOf: $on, filter: { kind: UNANSWERED }) { nodes { about { reference } } }
}
"""
MILESTONES = """
query Milestones($on: Date) {
  targets(first: 100, asOf: $on) { nodes {
    reference
    milestones { period met aim { number } outturn { number } }
  } }
  findings(first: 100, asOf: $on, filter: { kind: MISSED_MILESTONE }) { nodes { says } }
}
"""
LEADS = """
query Leads($on: Date, $kinds: [FindingKind!]) {
  targets(first: 100, asOf: $on) { nodes { reference lead { state } } }
  missing: targets(first: 100, asOf: $on, filter: { leadState: MISSING }) { nodes { reference } }
  findings(first: 100, asOf: $on, filter: { kind: $kinds }) {
    nodes { kind about { reference } }
  }
  whoIsResponsible(target: { reference: "T1" }, asOf: $on) {
    lead { state }
    findings { kind }
  }
}
"""

day = st.none() | st.sampled_from(DAYS)
# What fails is told whole; making it smaller would take minutes.
registers_drawn = settings(
    phases=[Phase.generate], max_examples=times(120), suppress_health_check=[HealthCheck.too_slow]
)


@st.composite
def proposals(draw: st.DrawFn) -> list[Act]:
    """Proposals with requests and responses; some take the place of others."""
    acts: list[Act] = []
    for number in range(draw(st.integers(1, 6))):
        name = f"P{number}"
        earlier = draw(st.none() | st.integers(0, number)) if number else None
        acts.append(
            tell(
                ProposalMade,
                reference=name,
                negotiation="TALKS",
                by="COUNCIL",
                at=draw(day),
                title=name,
                text="We ask.",
                subject=ProposalSubject.FREEDOM,
                supersedes=None if earlier is None else f"P{earlier}",
            )
        )
        requests = draw(st.integers(0, 3))
        acts += [
            tell(RequestMade, proposal=name, number=each + 1, text="x") for each in range(requests)
        ]
        answers = st.tuples(st.integers(0, requests), day, st.sampled_from(Outcome))
        for place, (request, at, outcome) in enumerate(draw(st.lists(answers, max_size=4))):
            acts.append(
                tell(
                    ResponseGiven,
                    reference=f"{name}-R{place}",
                    proposal=name,
                    request=f"{name}/{request}" if request else None,
                    by="GO",
                    at=at,
                    outcome=outcome,
                    stated="x",
                )
            )
    return acts


@registers_drawn
@given(proposals())
def test_the_status_of_a_proposal_is_one_in_lists_statistics_and_findings(
    registers: Callable[..., AbstractContextManager[Asking]], acts: list[Act]
) -> None:
    with registers(*acts) as asking:
        for on in ASKED:
            found = asking.data(LISTED + FIGURES, on=on)
            assert found["proposalStatistics"]["total"] == counted(found["proposals"]["nodes"])

            found = asking.data(UNANSWERED, on=on)
            unanswered = {
                node["reference"]
                for node in found["proposals"]["nodes"]
                if node["status"] == "UNANSWERED"
            }
            assert {node["about"]["reference"] for node in found["findings"]["nodes"]} == unanswered


numbers = st.none() | st.sampled_from(["9.5", "10", "10.5"])
measurements = st.builds(
    lambda place, name, period, value, on: tell(
        MeasurementReported,
        reference=f"M{place}",
        target=name,
        period=period,
        value_number=value,
        value_stated="x",
        reported_on=on,
    ),
    st.integers(0, 99),
    st.sampled_from(["T2", "T3", "T4"]),
    st.sampled_from(["2007-08", "2008-09"]),
    numbers,
    day,
)


@registers_drawn
@given(st.lists(measurements, max_size=16), st.tuples(numbers, numbers, numbers))
def test_a_missed_milestone_is_one_that_is_not_met(
    registers: Callable[..., AbstractContextManager[Asking]],
    reported: list[Act],
    aims: tuple[str | None, ...],
) -> None:
    names = ("T2", "T3", "T4")
    acts = [
        *(target(name, title=name, polarity=p) for name, p in zip(names, Polarity, strict=True)),
        *(
            tell(MilestoneSet, target=name, period=period, aim_number=aim, aim_stated="x")
            for name, aim in zip(names, aims, strict=True)
            for period in ("2007-08", "2008-09")
        ),
    ]
    with registers(*acts, *reported) as asking:
        for on in ASKED:
            found = asking.data(MILESTONES, on=on)
            missed = [
                f"“{node['reference']}” missed its milestone for {each['period']}: "
                f"aimed at {each['aim']['number']}, measured {each['outturn']['number']}."
                for node in found["targets"]["nodes"]
                for each in node["milestones"]
                if each["met"] is False
            ]
            assert sorted(node["says"] for node in found["findings"]["nodes"]) == sorted(missed)


FOUND = {"MISSING": "NO_LEAD", "JOINT": "JOINT_LEAD", "UNRESOLVED": "UNRESOLVED_LEAD"}
terms = st.builds(
    lambda place, name, partner, state, from_, until: lead(
        partner if state in (LeadState.SINGLE, LeadState.JOINT) else None,
        from_,
        reference=f"L{place}",
        target=name,
        until=until,
        state=state,
    ),
    st.integers(0, 99),
    st.sampled_from(["T1", "T2", "T3"]),
    st.sampled_from(["POLICE", "COUNCIL", "PCT"]),
    st.sampled_from(LeadState),
    day,
    day,
)


@registers_drawn
@given(st.lists(terms, max_size=12))
def test_the_state_of_a_lead_is_one_in_lists_filters_and_findings(
    registers: Callable[..., AbstractContextManager[Asking]], acts: list[Act]
) -> None:
    with registers(target("T2"), target("T3"), *acts) as asking:
        for on in ASKED:
            found = asking.data(LEADS, on=on, kinds=list(FOUND.values()))
            states = {
                node["reference"]: node["lead"]["state"] for node in found["targets"]["nodes"]
            }
            assert sorted(
                (node["about"]["reference"], node["kind"]) for node in found["findings"]["nodes"]
            ) == sorted((name, FOUND[state]) for name, state in states.items() if state in FOUND)
            assert {node["reference"] for node in found["missing"]["nodes"]} == {
                name for name, state in states.items() if state == "MISSING"
            }
            who = found["whoIsResponsible"]
            assert who["lead"]["state"] == states["T1"]
            assert [each["kind"] for each in who["findings"] if each["kind"] in FOUND.values()] == [
                FOUND[state] for state in (states["T1"],) if state in FOUND
            ]
