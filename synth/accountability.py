"""Synthetic leads, protocols and money."""

from __future__ import annotations

from collections.abc import Iterator

from registry.acts import (
    AccountabilityTaken,
    Act,
    AllocationMade,
    AnswerStepAgreed,
    ClauseAgreed,
    ContributionMade,
    OutturnReported,
    PoolFormed,
    ProtocolAdopted,
    ProtocolSigned,
)
from registry.vocabulary import (
    AccountabilityRole,
    ClauseKind,
    ContributionTerms,
    Duty,
    LeadState,
    Pence,
)
from synth import shape as name
from synth.pseudo_random import mix_numbers, pick_between, pick_option
from synth.shape import CITED, LOCAL, STREAMS, YEARS, SyntheticShape
from synth.whitehall import INSPECTORATE
from synth.wording import make_paragraph

CONTRIBUTORS = 5
_TERMS = (ContributionTerms.POOLED, ContributionTerms.ALIGNED, ContributionTerms.RING_FENCED)
_DUTIES = (Duty.DELIVERS, Duty.REPORTS_TO, Duty.SCRUTINISES, Duty.INSPECTS)


def accountability(shape: SyntheticShape) -> Iterator[Act]:
    """Yield who leads each target, and two who are accountable; one in ten changed its lead."""
    for a, t in shape.every_target():
        yield _lead(a, t)
        if _is_led(a, t) and mix_numbers(41, a, t) % 10 == 0:
            yield AccountabilityTaken(
                target=name.target(a, t),
                role=AccountabilityRole.LEAD,
                partner=name.local(a, t + 1),
                from_="2008-07-01",
                **CITED,
            )
        for more in (1, 2):
            yield AccountabilityTaken(
                target=name.target(a, t),
                role=AccountabilityRole.ACCOUNTABLE,
                partner=name.local(a, t + more),
                from_="2007-04-01",
                **CITED,
            )


def _is_led(a: int, t: int) -> bool:
    return mix_numbers(40, a, t) % 20 != 0


def _lead(a: int, t: int) -> Act:
    """Return a single lead, or once in a while wording that resolves to nobody."""
    led = _is_led(a, t)
    return AccountabilityTaken(
        target=name.target(a, t),
        role=AccountabilityRole.LEAD,
        partner=name.local(a, t) if led else None,
        state=LeadState.SINGLE if led else LeadState.UNRESOLVED,
        stated=None if led else "Council & partners",
        from_="2007-04-01",
        **CITED,
    )


def protocols(shape: SyntheticShape) -> Iterator[Act]:
    """One protocol for each agreement."""
    for a in range(shape.areas):
        yield ProtocolAdopted(
            reference=name.protocol(a),
            title=f"Protocol of synthetic area {a + 1}",
            agreement=name.agreement(a),
            version=1,
            complaints="Write to the lead partner; it answers within twenty working days",
            council_role=make_paragraph(42, a),
            from_="2007-04-01",
            **CITED,
        )


def clauses(shape: SyntheticShape) -> Iterator[Act]:
    """Two clauses of each kind in each protocol."""
    for a in range(shape.areas):
        for c, kind in enumerate([*ClauseKind, *ClauseKind]):
            yield ClauseAgreed(
                protocol=name.protocol(a),
                number=str(c + 1),
                kind=kind,
                text=make_paragraph(43, a, c),
                **CITED,
            )


def protocol_signatures(shape: SyntheticShape) -> Iterator[Act]:
    """Yield the signature of every local partner under its protocol."""
    for a in range(shape.areas):
        for p in range(len(LOCAL)):
            yield ProtocolSigned(
                protocol=name.protocol(a),
                partner=name.local(a, p),
                signed_on="2007-03-30",
                **CITED,
            )


def answer_steps(shape: SyntheticShape) -> Iterator[Act]:
    """Yield who answers if things go wrong: the lead itself first, an inspectorate last."""
    for a in range(shape.areas):
        bodies = (None, name.local(a, 0), name.local(a, 0), INSPECTORATE)
        for order, (body, duty) in enumerate(zip(bodies, _DUTIES, strict=True), 1):
            yield AnswerStepAgreed(
                protocol=name.protocol(a), order=order, partner=body, duty=duty, **CITED
            )


def pools(shape: SyntheticShape) -> Iterator[Act]:
    """Yield a pool for each agreement and year."""
    for a in range(shape.areas):
        for year in YEARS:
            yield PoolFormed(
                reference=name.pool(a, year),
                title=f"Pool of synthetic area {a + 1}",
                agreement=name.agreement(a),
                financial_year=year,
                accountable_body=name.local(a, 0),
                **CITED,
            )


def contributions(shape: SyntheticShape) -> Iterator[Act]:
    """Yield what partners put into each pool."""
    for a in range(shape.areas):
        for y, year in enumerate(YEARS):
            for p in range(CONTRIBUTORS):
                yield ContributionMade(
                    pool=name.pool(a, year),
                    partner=name.local(a, p),
                    stream=f"SYN-G{mix_numbers(44, a, p) % STREAMS + 1}",
                    amount=_contribution(a, y, p),
                    terms=pick_option(_TERMS, 45, a, y, p),
                    **CITED,
                )


def _contribution(a: int, y: int, p: int) -> Pence:
    return Pence(pick_between(1_000_000, 90_000_000, 46, a, y, p))


def allocations(shape: SyntheticShape) -> Iterator[Act]:
    """Yield what every other target is given, never more than there is."""
    for a in range(shape.areas):
        for y, year in enumerate(YEARS):
            there = sum(_contribution(a, y, p) for p in range(CONTRIBUTORS))
            for t in range(0, shape.targets, 2):
                yield AllocationMade(
                    pool=name.pool(a, year),
                    target=name.target(a, t),
                    amount=Pence(there // shape.targets + t),
                    **CITED,
                )


def outturns(shape: SyntheticShape) -> Iterator[Act]:
    """Yield what was spent of each pool in its first year."""
    for a in range(shape.areas):
        yield OutturnReported(
            pool=name.pool(a, YEARS[0]),
            amount=Pence(pick_between(500_000, 5_000_000, 47, a)),
            reported_on="2008-06-30",
            **CITED,
        )
