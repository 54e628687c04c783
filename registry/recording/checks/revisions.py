"""Checks of what a revision may change: designations, and what targets say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from registry.acts import TargetChanged, TargetDesignated
from registry.errors import Refusal
from registry.projection import Row
from registry.recording.checks.check import Ask, Check
from registry.recording.checks.corrections import refuse_correction_of
from registry.recording.facts import Facts
from registry.rules.revisions import CHANGEABLE, check_consent, check_designated_count
from registry.rules.terms import Term, holds_on, terms_ended_by, terms_overlap
from registry.vocabulary import Author, Designation


def _refuse_designation(act: TargetDesignated, facts: Facts, _author: Author) -> Iterator[Refusal]:
    agreement, designated = _count_designated(act, facts)
    return check_designated_count(agreement, designated)


def _refuse_change(act: TargetChanged, facts: Facts, author: Author) -> Iterator[Refusal]:
    concerned = _find_concerned(act, facts)
    yield from check_consent(
        act,
        designated=concerned.designated,
        consented=concerned.consented,
        concerned=concerned.partners,
    )
    if act.field in CHANGEABLE:
        target = facts.get("targets", act.target)
        yield from refuse_correction_of("targets", target, act, facts, author)


def _count_designated(act: TargetDesignated, facts: Facts) -> tuple[str, int]:
    """Return the agreement, and how many of its targets would be designated at once."""
    target = facts.get("targets", act.target)
    agreement = str(target["agreement"]) if target else ""
    if act.designation is not Designation.DESIGNATED:
        return agreement, 0
    siblings = [row["reference"] for row in facts.where("targets", "agreement", agreement)]
    facts.prefetch(("target_designations", "target", reference) for reference in siblings)
    new = {"from": act.from_, "until": act.until}
    others = [
        term
        for sibling in siblings
        if sibling != act.target
        for term in facts.where("target_designations", "target", sibling)
        if term["designation"] == Designation.DESIGNATED.value and terms_overlap(new, term)
    ]
    return agreement, 1 + _most_at_once(new, others)


def _most_at_once(new: Term, others: list[Row]) -> int:
    """Count the targets that are designated at most on one day; it grows when a term begins."""
    days = {new["from"] or "", *(term["from"] or "" for term in others)}
    return max(
        len({term["target"] for term in others if holds_on(term, day)})
        for day in days
        if holds_on(new, day)
    )


@dataclass(frozen=True, slots=True)
class _Concerned:
    """Whom a change of a target concerns, and who consented to the revision that makes it."""

    designated: bool
    consented: frozenset[str]
    partners: frozenset[str]


def _find_concerned(act: TargetChanged, facts: Facts) -> _Concerned:
    """Find whom a change of a target concerns on the day of its revision."""
    revision = facts.get("revisions", act.revision)
    day = str(revision["on"]) if revision else ""
    designations = facts.where("target_designations", "target", act.target)
    terms = facts.where("accountability", "target", act.target)
    consents = facts.where("revision_consents", "revision", act.revision)
    # On the very day of a revision the designation from before it still tells what may change.
    before = [*terms_ended_by(day, designations), *(d for d in designations if d["until"] == day)]
    standing = before or [row for row in designations if holds_on(row, day)]
    return _Concerned(
        designated=any(row["designation"] == Designation.DESIGNATED.value for row in standing),
        consented=frozenset(row["partner"] for row in consents),
        partners=frozenset(
            row["partner"] for row in terms if row["partner"] and holds_on(row, day)
        ),
    )


DESIGNATION = Check(
    TargetDesignated, _refuse_designation, (Ask("target_designations", "target", "target"),)
)
CHANGE = Check(TargetChanged, _refuse_change)
