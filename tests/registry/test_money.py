"""Rule 2: allocations from a pool never exceed its contributions for that year."""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry import Refused
from registry.acts import (
    AgreementMade,
    AllocationMade,
    ContributionMade,
    Corrected,
    OutturnReported,
    PoolFormed,
)
from registry.errors import Refusal, RefusalCode
from registry.vocabulary import ContributionTerms, Pence
from tests.registry.world import World, target, tell
from tests.support.soak import times


def contributed(pounds: str, partner: str = "PCT", **fields: Any) -> Any:
    return tell(
        ContributionMade,
        **{
            "pool": "POOL",
            "partner": partner,
            "stream": "GRANT",
            "amount": Pence.read(pounds),
            "terms": ContributionTerms.POOLED,
            **fields,
        },
    )


def allocated(pounds: str, target: str = "T1", **fields: Any) -> Any:
    return tell(
        AllocationMade,
        **{"pool": "POOL", "target": target, "amount": Pence.read(pounds), **fields},
    )


def correction(kind: str, record: str, field: str, value: str) -> Any:
    return tell(Corrected, kind=kind, record=record, field=field, value=value, reason="misprint")


def test_a_pool_gives_all_that_it_was_contributed_and_not_a_penny_more(world: World) -> None:
    world.record(target("T2"), target("T3"), contributed("12345678901.67"), contributed("1", "GO"))
    world.record(allocated("12345678901.67"), allocated("1", "T2"))

    assert world.refused(allocated("0.01", "T3")) == (
        Refusal(
            RefusalCode.OUT_OF_ORDER,
            "POOL would give £12,345,678,902.68 of the £12,345,678,902.67 that it was contributed",
            "Record the missing contribution first, lower the amount, "
            "or set as_stated where the source itself says so",
            field="amount",
        ),
    )
    assert world.row("contributions", "POOL/PCT/GRANT")["amount"] == 1234567890167


def test_money_that_comes_and_goes_in_one_batch_is_counted(world: World) -> None:
    world.record(contributed("10"), allocated("10"))

    assert world.refusal(target("T2"), allocated("1", "T2")) == (
        "OUT_OF_ORDER: POOL would give £11 of the £10 that it was contributed"
    )


def test_an_overspend_that_the_source_itself_states_is_kept_and_counts_no_further(
    world: World,
) -> None:
    world.record(contributed("10"), allocated("12", as_stated=True, stated="£12m"))

    world.record(target("T2"), allocated("10", "T2"))

    assert [row["amount"] for row in world.rows("allocations")] == [1200, 1000]


@pytest.mark.parametrize(
    ("wrong", "given", "there"),
    [
        (correction("contributions", "POOL/PCT/GRANT", "amount", "9.99"), "£10", "£9.99"),
        (correction("contributions", "POOL/PCT/GRANT", "pool", "OTHER"), "£10", "£0"),
        (correction("allocations", "POOL/T1", "amount", "10.01"), "£10.01", "£10"),
        (correction("allocations", "POOL/T2", "as_stated", "false"), "£15", "£10"),
    ],
    ids=str,
)
def test_a_correction_that_would_break_the_sum_is_refused(
    world: World, wrong: Corrected, given: str, there: str
) -> None:
    world.record(
        tell(PoolFormed, reference="OTHER", title="x", agreement="LAA", financial_year="2008-09"),
        target("T2"),
        contributed("10"),
        allocated("10"),
        allocated("5", "T2", as_stated=True),
    )

    assert world.refusal(wrong) == (
        f"OUT_OF_ORDER: POOL would give {given} of the {there} that it was contributed"
    )


def test_a_corrected_amount_counts_from_then_on(world: World) -> None:
    world.record(contributed("10"), allocated("10"))

    world.record(correction("contributions", "POOL/PCT/GRANT", "amount", "11.5"))
    world.record(correction("allocations", "POOL/T1", "amount", "11.50"))

    assert world.row("contributions", "POOL/PCT/GRANT")["amount"] == 1150
    assert world.row("allocations", "POOL/T1")["amount"] == 1150


def test_a_pool_gives_to_targets_of_its_own_agreement(world: World) -> None:
    world.record(
        tell(AgreementMade, reference="LAA2", title="x", area="AREA"),
        target("THEIRS", agreement="LAA2"),
        contributed("10"),
    )

    words = "INVALID: THEIRS belongs to agreement LAA2, but POOL to LAA"
    assert world.refusal(allocated("1", "THEIRS")) == words
    spent = tell(OutturnReported, pool="POOL", target="THEIRS", amount=Pence(1))
    assert world.refusal(spent) == words


STEPS = st.one_of(
    st.tuples(st.just("give"), st.integers(0, 3), st.integers(0, 30), st.booleans()),
    st.tuples(st.just("take"), st.integers(0, 3), st.integers(0, 30), st.booleans()),
    st.tuples(st.just("mend"), st.integers(0, 7), st.integers(0, 30), st.booleans()),
)


@settings(max_examples=times(500))
@given(st.lists(STEPS, max_size=8))
def test_whatever_is_recorded_allocations_never_exceed_contributions(
    worlds: Callable[[], AbstractContextManager[World]], steps: list[tuple[str, int, int, bool]]
) -> None:
    with worlds() as world:
        world.record(*(target(f"T1{number}") for number in range(4)))

        for step in steps:
            with suppress(Refused):
                world.record(*acting(world, *step))

            given = sum(row["amount"] for row in world.rows("allocations", as_stated=False))
            assert given <= sum(row["amount"] for row in world.rows("contributions"))


def acting(world: World, what: str, place: int, pence: int, flag: bool) -> list[Any]:
    pounds = str(Pence(pence))
    if what == "take":
        return [contributed(pounds, ("PCT", "POLICE", "COUNCIL", "GO")[place])]
    if what == "give":
        return [allocated(pounds, f"T1{place}", as_stated=flag)]
    known = [(kind, row) for kind in ("contributions", "allocations") for row in world.rows(kind)]
    if not known:
        return []
    kind, row = known[place % len(known)]
    return [correction(kind, row["reference"], "amount", pounds)]
