"""Synthetic places, partners, goals and measures."""

from __future__ import annotations

from collections.abc import Iterator

from registry.acts import (
    Act,
    AreaCodeGiven,
    AreaRecorded,
    GoalSet,
    MeasureServedGoal,
    MeasureSet,
    PartnerIdentified,
    PartnerRecorded,
    RegionNamed,
    SourceCited,
    StreamNamed,
)
from registry.vocabulary import AreaKind, PartnerKind, Standing
from synth import shape as name
from synth.pseudo_random import mix_numbers, pick_option
from synth.shape import CITED, DEPARTMENTS, GOALS, LOCAL, MEASURES, REGIONS, STREAMS, SyntheticShape
from synth.wording import make_title

_AREA_KINDS = (AreaKind.COUNTY, AreaKind.UNITARY, AreaKind.METROPOLITAN_DISTRICT)
TREASURY, INSPECTORATE = "SYN-TREASURY", "SYN-INSPECTORATE"


def sources(_: SyntheticShape) -> Iterator[Act]:
    """Yield the one source that says what it is."""
    yield SourceCited(
        reference=name.SOURCE,
        standing=Standing.SYNTHETIC,
        title="A synthetic registry, made to measure with",
    )


def regions(_: SyntheticShape) -> Iterator[Act]:
    """Regions."""
    for r in range(REGIONS):
        yield RegionNamed(reference=name.region(r), name=f"Synthetic region {r + 1}", **CITED)


def areas(shape: SyntheticShape) -> Iterator[Act]:
    """Areas, spread over the regions."""
    for a in range(shape.areas):
        yield AreaRecorded(
            reference=name.area(a),
            name=f"Synthetic area {a + 1}",
            kind=pick_option(_AREA_KINDS, 10, a),
            region=name.region(a),
            from_="1974-04-01",
            **CITED,
        )


def area_codes(shape: SyntheticShape) -> Iterator[Act]:
    """Yield a code for each area."""
    for a in range(shape.areas):
        yield AreaCodeGiven(area=name.area(a), scheme="SYN", value=f"{a + 1:04d}", **CITED)


def partners(shape: SyntheticShape) -> Iterator[Act]:
    """Yield the Treasury, departments, offices, an inspectorate and the partners of each area."""
    treasury = PartnerKind.TREASURY
    yield PartnerRecorded(reference=TREASURY, name="Synthetic Treasury", kind=treasury, **CITED)
    yield PartnerRecorded(
        reference=INSPECTORATE,
        name="Synthetic Inspectorate",
        kind=PartnerKind.INSPECTORATE,
        **CITED,
    )
    for d, word in enumerate(DEPARTMENTS):
        yield PartnerRecorded(
            reference=name.department(d),
            name=f"Synthetic Department {word.title()}",
            kind=PartnerKind.DEPARTMENT,
            **CITED,
        )
    for r in range(REGIONS):
        yield PartnerRecorded(
            reference=name.office(r),
            name=f"Synthetic Government Office {r + 1}",
            kind=PartnerKind.GOVERNMENT_OFFICE,
            parent="SYN-COMMUNITIES",
            **CITED,
        )
    for a in range(shape.areas):
        for p, (kind, word) in enumerate(LOCAL):
            yield PartnerRecorded(
                reference=name.local(a, p),
                name=f"Synthetic area {a + 1} {word}",
                kind=PartnerKind(kind),
                area=name.area(a),
                **CITED,
            )


def partner_identifiers(shape: SyntheticShape) -> Iterator[Act]:
    """Yield an identifier for each council."""
    for a in range(shape.areas):
        yield PartnerIdentified(
            partner=name.local(a, 0), scheme="SYN-LAE", value=f"{a + 1:04d}", **CITED
        )


def goals(_: SyntheticShape) -> Iterator[Act]:
    """Goals of one spending review."""
    for g in range(GOALS):
        yield GoalSet(
            reference=name.goal(g),
            code=f"PSA {g + 1}",
            title=make_title(20, g),
            review="SYN2007",
            department=name.department(g),
            **CITED,
        )


def measures(_: SyntheticShape) -> Iterator[Act]:
    """National measures."""
    for m in range(MEASURES):
        yield MeasureSet(
            reference=name.measure(m), code=f"NI {m + 1}", title=make_title(21, m), **CITED
        )


def measure_goals(_: SyntheticShape) -> Iterator[Act]:
    """Yield the goal that each measure serves."""
    for m in range(MEASURES):
        yield MeasureServedGoal(
            measure=name.measure(m), goal=name.goal(mix_numbers(22, m) % GOALS), **CITED
        )


def streams(_: SyntheticShape) -> Iterator[Act]:
    """Grants."""
    for s in range(STREAMS):
        yield StreamNamed(
            reference=f"SYN-G{s + 1}",
            title=f"Synthetic grant {s + 1}",
            department=name.department(s),
            **CITED,
        )
