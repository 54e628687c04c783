"""All of a synthetic registry, in the order in which it can be recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from registry.acts import ACTS, Act
from synth import accountability, agreements, negotiations, whitehall
from synth.shape import SyntheticShape

Making = Callable[[SyntheticShape], Iterator[Act]]

MADE: Mapping[str, Making] = MappingProxyType(
    {
        making.__name__: making
        for making in (
            *(whitehall.sources, whitehall.regions, whitehall.areas, whitehall.area_codes),
            *(whitehall.partners, whitehall.partner_identifiers, whitehall.goals),
            *(whitehall.measures, whitehall.measure_goals),
            *(agreements.agreements, agreements.agreement_blocks, agreements.agreement_signatures),
            *(agreements.targets, agreements.target_designations, agreements.derivations),
            *(agreements.scraps, agreements.milestones, agreements.measurements),
            *(accountability.accountability, accountability.protocols, accountability.clauses),
            *(accountability.protocol_signatures, accountability.answer_steps, whitehall.streams),
            *(accountability.pools, accountability.contributions, accountability.allocations),
            *(accountability.outturns, negotiations.negotiations, negotiations.rounds),
            *(negotiations.deadlines, negotiations.constraints, negotiations.proposals),
            *(negotiations.proposal_partners, negotiations.requests, negotiations.responses),
            *(negotiations.advice, negotiations.decisions),
        )
    }
)


def acts_by_kind(shape: SyntheticShape) -> Iterator[tuple[str, Iterator[Act]]]:
    """Yield the acts of each kind that is made, the kinds in the order of the catalogue."""
    for kind in ACTS:
        if kind in MADE:
            yield kind, MADE[kind](shape)


def synthetic_acts(shape: SyntheticShape) -> Iterator[Act]:
    """Yield all acts, each after those that it refers to."""
    for _, acts in acts_by_kind(shape):
        yield from acts
