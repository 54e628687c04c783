"""Checks of what ministers decide."""

from __future__ import annotations

from collections.abc import Iterator

from registry.acts import DecisionMade
from registry.errors import Refusal
from registry.recording.checks.check import Check
from registry.recording.facts import Facts
from registry.rules.decisions import CitedAdvice, check_public_advice
from registry.vocabulary import Author, Recommendation


def _refuse_decision(act: DecisionMade, facts: Facts, _author: Author) -> Iterator[Refusal]:
    return check_public_advice(act, _find_cited_advice(act, facts))


def _find_cited_advice(act: DecisionMade, facts: Facts) -> CitedAdvice | None:
    """Return what a decision needs to know of the advice that it cites first."""
    advice = facts.get("advice", act.advice) if act.advice else None
    if advice is None:
        return None
    return CitedAdvice(
        reference=advice["reference"],
        by=advice["by"],
        published_on=advice["published_on"],
        recommends=Recommendation(advice["recommends"]),
        answerable_to=frozenset(_bodies_above(advice["by"], facts)),
        parties=frozenset(_parties_to(act.negotiation, facts)),
    )


def _bodies_above(partner: str, facts: Facts) -> list[str]:
    """Return the bodies above a partner, the nearest first."""
    above: list[str] = []
    row = facts.get("partners", partner)
    while row is not None and row["parent"] is not None and row["parent"] not in above:
        above.append(row["parent"])
        row = facts.get("partners", row["parent"])
    return above


def _parties_to(negotiation: str, facts: Facts) -> set[str]:
    """Return all who have a side in the agreement that is negotiated."""
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


DECISION = Check(DecisionMade, _refuse_decision)
