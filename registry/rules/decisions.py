"""Rule 5: decide on public advice, of a third party, and say why when departing from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from registry.acts import DecisionMade
from registry.errors import Refusal, RefusalCode
from registry.vocabulary import Recommendation


@dataclass(frozen=True, slots=True)
class CitedAdvice:
    """What a decision needs to know of the advice that it cites.

    ``answerable_to`` are the bodies above the adviser; ``parties`` all who have a side in the
    agreement: its area's council, signatories, accountable body and broker.
    """

    reference: str
    by: str
    published_on: str
    recommends: Recommendation
    answerable_to: frozenset[str]
    parties: frozenset[str]


def check_public_advice(act: DecisionMade, advice: CitedAdvice | None) -> Iterator[Refusal]:
    """Yield why a decision cannot stand on the advice that it cites, or on none."""
    if advice is None:
        if not act.as_stated:
            yield _refusal(
                "a decision cites no published advice",
                "Name the advice, or set as_stated where the source itself tells of none",
            )
        return
    if act.at and advice.published_on > act.at:
        yield _refusal(
            f"{advice.reference} was published on {advice.published_on}, "
            f"after the decision of {act.at}",
            "Cite advice that was public before the decision",
        )
    yield from _check_third_party(act, advice)
    approved = advice.recommends is Recommendation.APPROVE
    if approved != act.approves and not act.departs_from_advice:
        yield _refusal(
            f"the decision departs from {advice.reference}, which recommends to "
            f"{advice.recommends.value.lower()}",
            "Set departs_from_advice to true and give the reasons",
            field="departs_from_advice",
        )


def _check_third_party(act: DecisionMade, advice: CitedAdvice) -> Iterator[Refusal]:
    if advice.by in advice.parties:
        yield _refusal(f"{advice.by} advised but is a party to the agreement", "Cite a third party")
    if advice.by == act.by or act.by in advice.answerable_to:
        yield _refusal(
            f"{advice.by} advised but is answerable to {act.by}, which decides",
            "Cite a body that does not answer to the one who decides",
        )


def _refusal(message: str, remedy: str, field: str = "advice") -> Refusal:
    return Refusal(RefusalCode.OUT_OF_ORDER, message, remedy, field=field)
