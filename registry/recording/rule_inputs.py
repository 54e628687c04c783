"""Gathering the values on which a rule decides, where they stand more than one step away."""

from __future__ import annotations

from dataclasses import dataclass

from registry.acts import DecisionMade, TargetChanged, TargetDesignated
from registry.projection import Row
from registry.recording.facts import Facts
from registry.rules.decisions import CitedAdvice
from registry.rules.terms import Term, ended_by, holds_on, overlap
from registry.vocabulary import Designation, Recommendation


def designated_count(act: TargetDesignated, facts: Facts) -> tuple[str, int]:
    """The agreement, and how many of its targets would be designated at once with this one."""
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
        if term["designation"] == Designation.DESIGNATED.value and overlap(new, term)
    ]
    return agreement, 1 + _most_at_once(new, others)


def _most_at_once(new: Term, others: list[Row]) -> int:
    """How many targets at most are designated on one day of a term; it grows when one begins."""
    days = {new["from"] or "", *(term["from"] or "" for term in others)}
    return max(
        len({term["target"] for term in others if holds_on(term, day)})
        for day in days
        if holds_on(new, day)
    )


@dataclass(frozen=True, slots=True)
class Concerned:
    """Whom a change of a target concerns, and who consented to the revision that makes it."""

    designated: bool
    consented: frozenset[str]
    partners: frozenset[str]


def concerned_by(act: TargetChanged, facts: Facts) -> Concerned:
    """Whom a change of a target concerns on the day of its revision."""
    revision = facts.get("revisions", act.revision)
    day = str(revision["on"]) if revision else ""
    designations = facts.where("target_designations", "target", act.target)
    terms = facts.where("accountability", "target", act.target)
    consents = facts.where("revision_consents", "revision", act.revision)
    # On the very day of a revision the designation from before it still tells what may change.
    before = [*ended_by(day, designations), *(d for d in designations if d["until"] == day)]
    standing = before or [row for row in designations if holds_on(row, day)]
    return Concerned(
        designated=any(row["designation"] == Designation.DESIGNATED.value for row in standing),
        consented=frozenset(row["partner"] for row in consents),
        partners=frozenset(
            row["partner"] for row in terms if row["partner"] and holds_on(row, day)
        ),
    )


def cited_advice(act: DecisionMade, facts: Facts) -> CitedAdvice | None:
    """What a decision needs to know of the advice that it cites first."""
    advice = facts.get("advice", act.advice) if act.advice else None
    if advice is None:
        return None
    return CitedAdvice(
        reference=advice["reference"],
        by=advice["by"],
        published_on=advice["published_on"],
        recommends=Recommendation(advice["recommends"]),
        answerable_to=frozenset(_above(advice["by"], facts)),
        parties=frozenset(_parties(act.negotiation, facts)),
    )


def _above(partner: str, facts: Facts) -> list[str]:
    """The bodies above a partner, the nearest first."""
    above: list[str] = []
    row = facts.get("partners", partner)
    while row is not None and row["parent"] is not None and row["parent"] not in above:
        above.append(row["parent"])
        row = facts.get("partners", row["parent"])
    return above


def _parties(negotiation: str, facts: Facts) -> set[str]:
    """All who have a side in the agreement that is negotiated."""
    row = facts.get("negotiations", negotiation)
    parties = {row["broker"]} if row and row["broker"] else set()
    proposed = facts.where("proposals", "negotiation", negotiation)
    facts.prefetch(("proposal_partners", "proposal", row["reference"]) for row in proposed)
    for proposal in proposed:
        joined = facts.where("proposal_partners", "proposal", proposal["reference"])
        parties |= {proposal["by"], *(row["partner"] for row in joined)}
    agreement = facts.get("agreements", row["agreement"]) if row and row["agreement"] else None
    if agreement is None:
        return parties
    signed = facts.where("agreement_signatures", "agreement", agreement["reference"])
    of_area = facts.where("partners", "area", agreement["area"])
    parties |= {row["partner"] for row in signed}
    parties |= {row["reference"] for row in of_area}
    parties |= {agreement[role] for role in ("broker", "accountable_body") if agreement[role]}
    return parties
