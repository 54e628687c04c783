"""For each kind of act: what has to be looked up, and which rules then decide on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from registry.acts import (
    AccountabilityTaken,
    Act,
    AllocationMade,
    ContributionMade,
    Corrected,
    DecisionMade,
    Redacted,
    TargetChanged,
    TargetDesignated,
    referring_fields,
)
from registry.errors import InvalidInput, Refusal, RefusalCode
from registry.models import TABLES
from registry.projection import Row, cells_of, mended, row_of
from registry.recording.facts import Facts, Lookup
from registry.recording.gathering import cited_advice, concerned_by, designated_count
from registry.rules.decisions import on_public_advice
from registry.rules.leads import one_lead
from registry.rules.money import money_adds_up
from registry.rules.references import ends_after_it_began, named
from registry.rules.revisions import changed_by_consent, few_enough_designated
from registry.rules.upkeep import correctable, redactable

# Which rows, besides those that it names, most acts of a kind ask for: read for a batch at once.
_ASKS: Mapping[type[Act], tuple[tuple[str, str, str], ...]] = MappingProxyType(
    {
        AccountabilityTaken: (("accountability", "target", "target"),),
        TargetDesignated: (("target_designations", "target", "target"),),
        ContributionMade: (("contributions", "pool", "pool"), ("allocations", "pool", "pool")),
        AllocationMade: (("contributions", "pool", "pool"), ("allocations", "pool", "pool")),
    }
)


def lookups_of(act: Act) -> Iterator[Lookup]:
    """What recording an act is going to ask for."""
    yield act.KIND, "reference", act.reference
    for field, reference in act.refers_to():
        yield str(field.refers), "reference", reference
    for kind, column, attribute in _ASKS.get(type(act), ()):
        yield kind, column, getattr(act, attribute)


def refusals_of(act: Act, facts: Facts) -> list[Refusal]:
    """Every reason for which an act cannot follow what is on record; empty if it can."""
    refusals = list(ends_after_it_began(act))
    for field in referring_fields(type(act)):
        reference = getattr(act, field.attribute)
        if reference is not None:
            refusals.extend(named(act, field, reference, facts.get(str(field.refers), reference)))
    guard = _GUARDS.get(type(act))
    # The rules of a kind take for granted that what the act names is there.
    if guard is not None and not refusals:
        refusals.extend(guard(act, facts))
    return refusals


def _others(rows: Iterable[Row], act: Act) -> list[Row]:
    return [row for row in rows if row["reference"] != act.reference]


def _accountability(act: AccountabilityTaken, facts: Facts) -> Iterator[Refusal]:
    return one_lead(act, _others(facts.where("accountability", "target", act.target), act))


def _contribution(act: ContributionMade, facts: Facts) -> Iterator[Refusal]:
    others = _others(facts.where("contributions", "pool", act.pool), act)
    allocations = facts.where("allocations", "pool", act.pool)
    return money_adds_up(act.pool, [*others, row_of(act, 0, "")], allocations)


def _allocation(act: AllocationMade, facts: Facts) -> Iterator[Refusal]:
    others = _others(facts.where("allocations", "pool", act.pool), act)
    contributions = facts.where("contributions", "pool", act.pool)
    pool, target = facts.get("pools", act.pool), facts.get("targets", act.target)
    if pool and target and pool["agreement"] != target["agreement"]:
        yield Refusal(
            RefusalCode.INVALID,
            f"{act.target} stands in {target['agreement']}, {act.pool} in {pool['agreement']}",
            "Give money only to targets of the pool's own agreement",
            field="target",
            value=act.target,
        )
    yield from money_adds_up(act.pool, contributions, [*others, row_of(act, 0, "")])


def _designation(act: TargetDesignated, facts: Facts) -> Iterator[Refusal]:
    agreement, designated = designated_count(act, facts)
    return few_enough_designated(agreement, designated)


def _change(act: TargetChanged, facts: Facts) -> Iterator[Refusal]:
    concerned = concerned_by(act, facts)
    yield from changed_by_consent(
        act,
        designated=concerned.designated,
        consented=concerned.consented,
        concerned=concerned.partners,
    )
    yield from _unfit("targets", facts.get("targets", act.target), act.field, act.value)


def _decision(act: DecisionMade, facts: Facts) -> Iterator[Refusal]:
    return on_public_advice(act, cited_advice(act, facts))


def _correction(act: Corrected, facts: Facts) -> Iterator[Refusal]:
    row = facts.get(act.kind, act.record) if act.kind in TABLES else None
    now = cells_of(act.kind, row).get(act.field) if row else None
    refusals = list(correctable(act, row, now))
    yield from refusals
    if row is None or refusals:
        return
    unfit = list(_unfit(act.kind, row, act.field, act.value))
    yield from unfit
    if not unfit:
        # What is right must follow the rules as well as what was wrong had to.
        yield from refusals_of(mended(act.kind, row, {act.field: act.value}), facts)


def _unfit(kind: str, row: Row | None, field: str, value: str | None) -> Iterator[Refusal]:
    try:
        if row is not None:
            mended(kind, row, {field: value})
    except InvalidInput as error:
        for problem in error.problems:
            yield Refusal(
                RefusalCode.INVALID, problem.message, problem.remedy, field="value", value=value
            )


def _redaction(act: Redacted, facts: Facts) -> Iterator[Refusal]:
    return redactable(act, facts.told(act.redacts))


# Each guard takes its own kind of act, which a mapping of types cannot express: hence Any.
Guard = Callable[[Any, Facts], Iterator[Refusal]]
_GUARDS: Mapping[type[Act], Guard] = MappingProxyType(
    {
        AccountabilityTaken: _accountability,
        ContributionMade: _contribution,
        AllocationMade: _allocation,
        TargetDesignated: _designation,
        TargetChanged: _change,
        DecisionMade: _decision,
        Corrected: _correction,
        Redacted: _redaction,
    }
)
