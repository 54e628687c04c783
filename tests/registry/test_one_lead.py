"""Rule 1: at any instant a target has at most one lead partner."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry import Refused
from registry.acts import AccountabilityTaken, Corrected
from registry.errors import Refusal, RefusalCode
from registry.rules.terms import holds_on
from registry.vocabulary import AccountabilityRole, LeadState
from tests.registry.world import Row, World, lead, tell
from tests.support.soak import times

Term = tuple[str | None, str, str | None, str | None]


def terms(world: World, **said: str) -> list[Term]:
    """Who led T1, in which state, from when until when."""
    return [
        (row["partner"], row["state"], row["from"], row["until"])
        for row in sorted(
            world.rows("accountability", target="T1", **said),
            key=lambda row: (row["from"] or "", row["partner"] or ""),
        )
    ]


def correction(record: str, field: str, value: str | None) -> Any:
    return tell(
        Corrected, kind="accountability", record=record, field=field, value=value, reason="misread"
    )


def test_changing_lead_ends_the_old_term_and_starts_the_new_one_in_one_act(world: World) -> None:
    world.record(lead("POLICE", "2007-04-01"))

    recorded = world.record(lead("COUNCIL", "2008-04-01"))

    assert recorded.entries == (18,)
    assert terms(world) == [
        ("POLICE", "SINGLE", "2007-04-01", "2008-04-01"),
        ("COUNCIL", "SINGLE", "2008-04-01", None),
    ]
    (before,) = world.history("accountability", "T1/LEAD/POLICE/2007-04-01")
    assert (before["until"], before["entry"], before["until_entry"]) == (None, 17, 18)
    assert world.row("accountability", "T1/LEAD/POLICE/2007-04-01")["entry"] == 18


def test_a_term_that_ends_when_another_begins_may_be_told_later(world: World) -> None:
    world.record(lead("COUNCIL", "2008-04-01"))

    world.record(lead("POLICE", "2007-04-01", until="2008-04-01"))

    assert terms(world) == [
        ("POLICE", "SINGLE", "2007-04-01", "2008-04-01"),
        ("COUNCIL", "SINGLE", "2008-04-01", None),
    ]


@pytest.mark.parametrize(
    "second",
    [
        lead("POLICE", "2007-04-01"),
        lead("POLICE", "2007-04-01", until="2008-04-02"),
        lead("POLICE", "2008-04-01"),
        lead("POLICE"),
        lead("POLICE", until="2009-01-01"),
    ],
    ids=str,
)
def test_two_leads_on_one_day_are_refused(world: World, second: AccountabilityTaken) -> None:
    world.record(lead("COUNCIL", "2008-04-01"))

    assert world.refused(second) == (
        Refusal(
            RefusalCode.OUT_OF_ORDER,
            "T1 is already led by COUNCIL from 2008-04-01 until further notice",
            "Say from when the new lead holds, or until when it held, so that no day has two",
            field="from",
            value=second.from_,
        ),
    )


def test_a_joint_lead_is_one_row_for_each_partner_and_ends_the_single_one(world: World) -> None:
    world.record(lead("POLICE", "2007-04-01"))
    joint = {"state": LeadState.JOINT, "stated": "LCC & 3 PCT"}

    world.record(lead("COUNCIL", "2008-04-01", **joint), lead("PCT", "2008-04-01", **joint))

    assert terms(world) == [
        ("POLICE", "SINGLE", "2007-04-01", "2008-04-01"),
        ("COUNCIL", "JOINT", "2008-04-01", None),
        ("PCT", "JOINT", "2008-04-01", None),
    ]


def test_what_is_not_known_of_a_lead_is_kept_as_stated(world: World) -> None:
    unresolved = lead(None, "2007-04-01", state=LeadState.UNRESOLVED, stated="the partnership")
    missing = lead(None, "2008-04-01", state=LeadState.MISSING)

    world.record(unresolved, missing)

    assert terms(world) == [
        (None, "UNRESOLVED", "2007-04-01", "2008-04-01"),
        (None, "MISSING", "2008-04-01", None),
    ]


def test_a_state_says_whether_a_partner_is_named(world: World) -> None:
    assert world.refusal(lead(None)) == (
        "INVALID: a single lead or accountable partner names no partner"
    )
    assert world.refusal(lead("PCT", state=LeadState.MISSING)) == (
        "INVALID: a partner is named though the state is MISSING"
    )


def test_accountable_partners_may_be_many_and_end_no_lead(world: World) -> None:
    role = {"role": AccountabilityRole.ACCOUNTABLE}
    world.record(lead("POLICE", "2007-04-01"))

    world.record(lead("COUNCIL", "2008-04-01", **role), lead("PCT", "2008-04-01", **role))

    assert terms(world, role="LEAD") == [("POLICE", "SINGLE", "2007-04-01", None)]
    assert len(terms(world, role="ACCOUNTABLE")) == 2


def test_the_second_act_of_a_batch_sees_the_first(world: World) -> None:
    world.record(lead("POLICE", "2007-04-01"), lead("COUNCIL", "2008-04-01"))

    assert terms(world)[0] == ("POLICE", "SINGLE", "2007-04-01", "2008-04-01")
    assert world.refusal(
        lead("PCT", "2006-04-01", until="2007-04-01"), lead("PCT", "2005-04-01", until="2006-05-01")
    ) == ("OUT_OF_ORDER: T1 is already led by PCT from 2006-04-01 until 2007-04-01")


@pytest.mark.parametrize(
    ("field", "value"), [("from", "2008-03-31"), ("until", "2008-04-02"), ("until", None)]
)
def test_a_corrected_term_may_overlap_no_other(world: World, field: str, value: str) -> None:
    world.record(lead("POLICE", "2007-04-01"), lead("COUNCIL", "2008-04-01"))
    record = "COUNCIL/2008-04-01" if field == "from" else "POLICE/2007-04-01"

    assert world.refusal(correction(f"T1/LEAD/{record}", field, value)).startswith(
        "OUT_OF_ORDER: T1 is already led by "
    )


def test_a_correction_ends_no_other_term_and_so_cannot_make_a_second_lead(world: World) -> None:
    world.record(lead("POLICE", "2007-04-01"))
    world.record(lead("COUNCIL", "2008-04-01", role=AccountabilityRole.ACCOUNTABLE))

    assert world.refusal(correction("T1/ACCOUNTABLE/COUNCIL/2008-04-01", "role", "LEAD")) == (
        "OUT_OF_ORDER: T1 is already led by POLICE from 2007-04-01 until further notice"
    )


DAYS = st.none() | st.integers(1, 9).map(lambda day: f"2008-01-0{day}")
LEADS = st.builds(
    lambda partner, state, from_, until: lead(
        partner if state in (LeadState.SINGLE, LeadState.JOINT) else None,
        from_,
        until=until,
        state=state,
    ),
    st.sampled_from(["POLICE", "COUNCIL", "PCT"]),
    st.sampled_from([LeadState.SINGLE, LeadState.SINGLE, LeadState.JOINT, LeadState.MISSING]),
    DAYS,
    DAYS,
)
MENDED = st.tuples(
    st.integers(0, 9),
    st.one_of(
        st.tuples(st.sampled_from(["from", "until"]), DAYS),
        st.tuples(st.just("state"), st.sampled_from(["SINGLE", "JOINT"])),
        st.tuples(st.just("partner"), st.sampled_from(["POLICE", "PCT"])),
    ),
)


@settings(max_examples=times(500))
@given(st.lists(LEADS | MENDED, max_size=8))
def test_whatever_is_recorded_no_day_has_two_single_leads(
    worlds: Callable[[], AbstractContextManager[World]], acts: list[Any]
) -> None:
    with worlds() as world:
        for drawn in acts:
            known = world.rows("accountability")
            act = mending(known, *drawn) if isinstance(drawn, tuple) else drawn
            try:
                world.record(act)
            except Refused:
                assert world.rows("accountability") == known

            single = world.rows("accountability", role="LEAD", state="SINGLE")
            for day in range(10):
                holding = [term for term in single if holds_on(term, f"2008-01-0{day}")]
                assert len(holding) <= 1, (day, holding)


def mending(known: list[Row], place: int, said: tuple[str, str | None]) -> Any:
    record = known[place % len(known)]["reference"] if known else "none"
    return correction(record, *said)


def test_a_lead_is_not_recorded_as_ended(world: World) -> None:
    assert world.refusal(lead("POLICE", state=LeadState.ENDED)) == (
        "INVALID: a lead does not end by its state"
    )
