"""Synthetic agreements, their targets and how they do."""

from __future__ import annotations

from collections.abc import Iterator

from registry.acts import (
    Act,
    AgreementMade,
    AgreementSigned,
    BlockNamed,
    MeasurementReported,
    MeasureScrapped,
    MilestoneSet,
    TargetDerived,
    TargetDesignated,
    TargetSet,
)
from registry.vocabulary import AgreementStatus, DerivationKind, Designation, Polarity
from synth import shape as name
from synth.pseudo_random import mix_numbers, pick_between, pick_option
from synth.shape import CITED, LOCAL, YEARS, SyntheticShape
from synth.wording import make_paragraph, make_title

BLOCKS = (
    "Children and young people",
    "Safer and stronger communities",
    "Healthier communities and older people",
    "Economic development and enterprise",
)
DESIGNATED = 30
_HOW = (DerivationKind.ADOPTED, DerivationKind.ADAPTED, DerivationKind.COMBINED, DerivationKind.NEW)
_POLARITY = (Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER, Polarity.UNSTATED)


def agreements(shape: SyntheticShape) -> Iterator[Act]:
    """One agreement for each area."""
    for a in range(shape.areas):
        yield AgreementMade(
            reference=name.agreement(a),
            title=f"Synthetic area {a + 1} Local Area Agreement",
            area=name.area(a),
            round=f"Round {a % 3 + 1}",
            stage=AgreementStatus.AGREED,
            broker=name.office(a),
            accountable_body=name.local(a, 0),
            from_="2007-04-01",
            until="2010-04-01",
            **CITED,
        )


def agreement_blocks(shape: SyntheticShape) -> Iterator[Act]:
    """Yield the four blocks of each agreement."""
    for a in range(shape.areas):
        for block in BLOCKS:
            yield BlockNamed(agreement=name.agreement(a), title=block, **CITED)


def agreement_signatures(shape: SyntheticShape) -> Iterator[Act]:
    """Yield the signature of every local partner."""
    for a in range(shape.areas):
        for p in range(len(LOCAL)):
            yield AgreementSigned(
                agreement=name.agreement(a),
                partner=name.local(a, p),
                signed_on="2007-03-30",
                **CITED,
            )


def targets(shape: SyntheticShape) -> Iterator[Act]:
    """Yield the targets of each agreement; one in eight has a starting point that is no number."""
    for a, t in shape.every_target():
        tba = mix_numbers(30, a, t) % 8 == 0
        start = f"{pick_between(100, 999, 31, a, t) / 10:.1f}"
        yield TargetSet(
            reference=name.target(a, t),
            title=make_title(32, a, t),
            agreement=name.agreement(a),
            block=BLOCKS[t % len(BLOCKS)],
            measure=name.measure(mix_numbers(33, a, t)),
            polarity=pick_option(_POLARITY, 34, a, t),
            unit="%",
            baseline_stated="tba" if tba else f"{start}% (2006-07)",
            baseline_number=None if tba else start,
            baseline_unit=None if tba else "%",
            baseline_period=None if tba else "2006-07",
            baseline_why="It was to be agreed later" if tba else None,
            from_="2007-04-01",
            **CITED,
        )


def target_designations(shape: SyntheticShape) -> Iterator[Act]:
    """Most targets are designated, but never more than an agreement may have."""
    for a, t in shape.every_target():
        designated = t < DESIGNATED
        yield TargetDesignated(
            target=name.target(a, t),
            designation=Designation.DESIGNATED if designated else Designation.LOCAL,
            from_="2007-04-01",
            **CITED,
        )


def derivations(shape: SyntheticShape) -> Iterator[Act]:
    """Yield the goal of each target."""
    for a, t in shape.every_target():
        yield TargetDerived(
            target=name.target(a, t),
            goal=name.goal(a + t),
            how=pick_option(_HOW, 35, a, t),
            why=make_paragraph(36, a, t),
            **CITED,
        )


def scraps(shape: SyntheticShape) -> Iterator[Act]:
    """Yield a scrapped measure for every other target."""
    for a, t in shape.every_target()[::2]:
        yield MeasureScrapped(
            derivation=f"{name.target(a, t)}/{name.goal(a + t)}",
            target=name.target(a, t),
            measure=name.measure(mix_numbers(37, a, t)),
            **CITED,
        )


def milestones(shape: SyntheticShape) -> Iterator[Act]:
    """Yield what each target aims at, year by year."""
    for a, t in shape.every_target():
        for y, year in enumerate(YEARS):
            aim = f"{pick_between(100, 999, 38, a, t, y) / 10:.1f}"
            yield MilestoneSet(
                target=name.target(a, t),
                period=year,
                aim_stated=f"{aim}%",
                aim_number=aim,
                aim_unit="%",
                **CITED,
            )


def measurements(shape: SyntheticShape) -> Iterator[Act]:
    """Yield what was measured for each target, in the first two years."""
    for a, t in shape.every_target():
        for y, year in enumerate(YEARS[:2]):
            value = f"{pick_between(100, 999, 39, a, t, y) / 10:.1f}"
            yield MeasurementReported(
                target=name.target(a, t),
                period=year,
                value_stated=f"{value}%",
                value_number=value,
                value_unit="%",
                reported_on=f"{2008 + y}-06-30",
                reported_by=name.local(a, t),
                **CITED,
            )
