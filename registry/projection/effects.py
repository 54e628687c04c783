"""What each act changes beyond its own row: terms that end, fields that say something new.

Every effect is the same whatever the order in which its acts are recorded, as far as the rules
allow several orders: this is what lets a published package be imported again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Protocol

from registry.acts import (
    ACTS,
    AccountabilityTaken,
    Act,
    Corrected,
    DecisionMade,
    ProtocolAdopted,
    Redacted,
    TargetChanged,
    TargetDesignated,
)
from registry.projection.changes import Added, Blanked, Change, Replaced, replace_columns
from registry.projection.copied_text import citation_of, copies_of
from registry.projection.rows import Row, cells_of, defaults_of, row_of
from registry.rules.terms import terms_ended_by
from registry.vocabulary import AccountabilityRole


class RowLookup(Protocol):
    """What is on record, as far as an act concerns it."""

    def get(self, kind: str, reference: str) -> Row | None:
        """Return the current row of a record."""

    def where(self, kind: str, column: str, value: str) -> list[Row]:
        """Return the current rows whose column has this value."""

    def read_act_of_entry(self, number: int) -> Act | None:
        """Return the act of an entry, unless it was redacted and nothing tells what remains."""


# Each effect takes its own kind of act, which a mapping of types cannot express: hence Any.
Effect = Callable[[Any, RowLookup, int, str], Iterable[Change]]


def changes_of(act: Act, known: RowLookup, number: int, recorded_at: str) -> list[Change]:
    """Return all that an act, recorded as entry ``number``, changes in the read model."""
    changes: list[Change] = []
    effect = _EFFECTS.get(type(act))
    if effect:
        changes.extend(effect(act, known, number, recorded_at))
    return [*changes, Added(act.KIND, row_of(act, number, recorded_at))]


def _end_leads(
    act: AccountabilityTaken, known: RowLookup, number: int, at: str
) -> Iterable[Change]:
    if act.role is AccountabilityRole.LEAD and act.from_:
        terms = known.where("accountability", "target", act.target)
        leads = [term for term in terms if term["role"] == AccountabilityRole.LEAD.value]
        for term in terms_ended_by(act.from_, leads):
            yield replace_columns("accountability", term, number, at, until=act.from_)


def _end_designations(
    act: TargetDesignated, known: RowLookup, number: int, at: str
) -> Iterable[Change]:
    if act.from_:
        for term in terms_ended_by(
            act.from_, known.where("target_designations", "target", act.target)
        ):
            yield replace_columns("target_designations", term, number, at, until=act.from_)


def _end_superseded_protocol(
    act: ProtocolAdopted, known: RowLookup, number: int, at: str
) -> Iterable[Change]:
    old = known.get("protocols", act.supersedes) if act.supersedes else None
    if old is not None and old["until"] is None and act.from_:
        yield replace_columns("protocols", old, number, at, until=act.from_)


def _change_target(act: TargetChanged, known: RowLookup, number: int, at: str) -> Iterable[Change]:
    """Change the target, unless a later revision changed the same field."""
    target = known.get("targets", act.target)
    others = known.where("target_changes", "target", act.target)
    mine = _place_in_order(known, act.revision, act.reference)
    later = any(
        other["field"] == act.field
        and _place_in_order(known, other["revision"], other["reference"]) > mine
        for other in others
    )
    if target is not None and not later:
        changed = _replace_by_correction("targets", target, {act.field: act.value}, number, at)
        changed.new["revised"] = True
        yield changed


def _place_in_order(known: RowLookup, revision: str, change: str) -> tuple[str, str, str]:
    """Return when a change takes effect; two of one day always have the same order."""
    row = known.get(_ORDERING, revision)
    return (str(row["on"]) if row else "", revision, change)


def _add_citation(act: DecisionMade, _: RowLookup, number: int, at: str) -> Iterable[Change]:
    """Put the first advice that a decision cites among its citations."""
    citation = citation_of(act)
    if citation is not None:
        yield Added(citation.KIND, row_of(citation, number, at))


def _correct_record(act: Corrected, known: RowLookup, number: int, at: str) -> Iterable[Change]:
    row = known.get(act.kind, act.record)
    if row is not None:
        yield _replace_by_correction(act.kind, row, {act.field: act.value}, number, at)


def correct_act(kind: str, row: Row, news: Mapping[str, str | None]) -> Act:
    """Return the act that would have stated ``row``, but for some fields.

    Raises:
        InvalidInput: a new value is not of its field's form.
    """
    cells = {**cells_of(kind, row), **{name: value or "" for name, value in news.items()}}
    return ACTS[kind].read(cells)


def _replace_by_correction(
    kind: str, row: Row, news: Mapping[str, str | None], number: int, at: str
) -> Replaced:
    new = row_of(correct_act(kind, row, news), number, at)
    return Replaced(kind, row, new | {name: row[name] for name in defaults_of(kind)})


def _redact_words(act: Redacted, known: RowLookup, number: int, _: str) -> Iterable[Change]:
    """Redact the record itself, and all others into which its act copied the words."""
    fields = tuple(act.fields.split())
    yield Blanked(act.kind, act.record, act.redacts, number, fields)
    told = known.read_act_of_entry(act.redacts)
    if told is not None:
        for kind, record, theirs in copies_of(told, fields):
            yield Blanked(kind, record, act.redacts, number, theirs)


# What `_place_in_order` reads decides which of two changes counts.
_ORDERING = "revisions"
_EFFECTS: Mapping[type[Act], Effect] = MappingProxyType(
    {
        AccountabilityTaken: _end_leads,
        TargetDesignated: _end_designations,
        ProtocolAdopted: _end_superseded_protocol,
        TargetChanged: _change_target,
        DecisionMade: _add_citation,
        Corrected: _correct_record,
        Redacted: _redact_words,
    }
)


def list_kinds_with_effects() -> frozenset[str]:
    """Return the kinds of act that change other records, or that decide which change counts."""
    return frozenset({act.KIND for act in _EFFECTS} | {_ORDERING})
