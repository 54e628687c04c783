"""For each kind of act: what has to be looked up, and which rules then decide on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
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
)
from registry.errors import InvalidInput, Refusal, RefusalCode
from registry.models import TABLES
from registry.projection import Row, cells_of, mended, row_of
from registry.recording.dependents import upset_by
from registry.recording.facts import Facts, Lookup
from registry.recording.rule_inputs import cited_advice, concerned_by, designated_count
from registry.rules.corrections import correctable, of_one_world, redactable
from registry.rules.decisions import on_public_advice
from registry.rules.leads import one_lead
from registry.rules.money import money_adds_up
from registry.rules.references import belonging_together, ends_after_it_began, named
from registry.rules.revisions import CHANGEABLE, changed_by_consent, few_enough_designated
from registry.vocabulary import Author

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


def refusals_of(act: Act, facts: Facts, author: Author) -> list[Refusal]:
    """Return every reason for which an author's act cannot follow what is on record."""
    refusals = list(ends_after_it_began(act))
    rows = {
        field.name: facts.get(str(field.refers), reference) for field, reference in act.refers_to()
    }
    for field, reference in act.refers_to():
        refusals.extend(named(act, field, reference, rows[field.name]))
    refusals.extend(belonging_together(act, rows))
    guard = _GUARDS.get(type(act))
    # The rules of a kind take for granted that what the act names is there.
    if guard is not None and not refusals:
        refusals.extend(guard(act, facts, author))
    return refusals


def _others(rows: Iterable[Row], act: Act) -> list[Row]:
    return [row for row in rows if row["reference"] != act.reference]


def _accountability(act: AccountabilityTaken, facts: Facts, author: Author) -> Iterator[Refusal]:
    others = _others(facts.where("accountability", "target", act.target), act)
    mended = facts.get("accountability", act.reference) is not None
    return one_lead(act, others, mended=mended)


def _contribution(act: ContributionMade, facts: Facts, author: Author) -> Iterator[Refusal]:
    others = _others(facts.where("contributions", "pool", act.pool), act)
    allocations = facts.where("allocations", "pool", act.pool)
    return money_adds_up(act.pool, [*others, row_of(act, 0, "")], allocations)


def _allocation(act: AllocationMade, facts: Facts, author: Author) -> Iterator[Refusal]:
    others = _others(facts.where("allocations", "pool", act.pool), act)
    contributions = facts.where("contributions", "pool", act.pool)
    return money_adds_up(act.pool, contributions, [*others, row_of(act, 0, "")])


def _designation(act: TargetDesignated, facts: Facts, author: Author) -> Iterator[Refusal]:
    agreement, designated = designated_count(act, facts)
    return few_enough_designated(agreement, designated)


def _change(act: TargetChanged, facts: Facts, author: Author) -> Iterator[Refusal]:
    concerned = concerned_by(act, facts)
    yield from changed_by_consent(
        act,
        designated=concerned.designated,
        consented=concerned.consented,
        concerned=concerned.partners,
    )
    if act.field in CHANGEABLE:
        yield from _mending(act, facts.get("targets", act.target), facts, author)


def _decision(act: DecisionMade, facts: Facts, author: Author) -> Iterator[Refusal]:
    return on_public_advice(act, cited_advice(act, facts))


def _correction(act: Corrected, facts: Facts, author: Author) -> Iterator[Refusal]:
    row = facts.get(act.kind, act.record) if act.kind in TABLES else None
    now = cells_of(act.kind, row).get(act.field) if row else None
    refusals = [*correctable(act, row, now), *of_one_world(act, row)]
    yield from refusals if refusals else _mending(act, row, facts, author)


def _mending(
    act: Corrected | TargetChanged, row: Row | None, facts: Facts, author: Author
) -> Iterator[Refusal]:
    """Why a record cannot say what it would: the new words must follow the rules as well."""
    if row is None:
        return
    kind = act.kind if isinstance(act, Corrected) else "targets"
    try:
        right = mended(kind, row, {act.field: act.value})
    except InvalidInput as error:
        for problem in error.problems:
            yield Refusal(
                RefusalCode.INVALID, problem.message, problem.remedy, field="value", value=act.value
            )
        return
    for refusal in (
        *refusals_of(right, facts, author),
        *upset_by(right, row, act.field, facts),
    ):
        yield replace(refusal, field="value", value=act.value)


def _redaction(act: Redacted, facts: Facts, author: Author) -> Iterator[Refusal]:
    told = facts.told(act.redacts)
    superseded = isinstance(told, Redacted) and act.redacts in facts.superseded(told.redacts)
    yield from redactable(act, told, superseded=superseded)
    yield from of_one_world(act, facts.get(act.kind, act.record) if act.kind in TABLES else None)


# Each guard takes its own kind of act, which a mapping of types cannot express: hence Any.
Guard = Callable[[Any, Facts, Author], Iterator[Refusal]]
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
