"""What is counted of some proposals, each figure when it is asked for; how waiting is measured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Any

from registry.vocabulary import Pence, ProposalStatus
from schema.statistics.proposal_facts import ProposalFacts

ANSWERED = (ProposalStatus.ANSWERED, ProposalStatus.PARTLY_ANSWERED)


@dataclass(frozen=True, slots=True)
class ProposalTally:
    """Some proposals, by their places in what is known of all."""

    known: ProposalFacts
    places: Sequence[int]

    def told(self, name: str) -> Any:
        """A figure by its name in the contract."""
        return FIGURES[name](self)

    def weight(self, order: str) -> int:
        """By what groups are sorted; where nothing was waited, it weighs least."""
        return WEIGHTS[order](self)

    def added(self, values: Sequence[int]) -> int:
        """The sum of what is known of each."""
        return sum([values[place] for place in self.places])

    def counted(self, status: ProposalStatus) -> int:
        """How many have a status."""
        statuses = self.known.statuses
        return sum([statuses[place] is status for place in self.places])

    def waits(self, *statuses: ProposalStatus) -> list[int]:
        """How long those with some status waited, where it is known."""
        found, waited = self.known.statuses, self.known.waited
        told = [waited[place] for place in self.places if found[place] in statuses]
        return [days for days in told if days is not None]

    def outcomes(self) -> list[dict[str, Any]]:
        """How many responses come to what, the most frequent first."""
        known = self.known.outcomes
        found = Counter([word for place in self.places for word in known[place]])
        ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        return [
            {"__typename": "OutcomeCount", "outcome": outcome, "responses": count}
            for outcome, count in ranked
        ]


def waits(days: Sequence[int]) -> dict[str, Any]:
    """How many waits there are, the middle one (of two the shorter), and the longest."""
    return {
        "__typename": "Waits",
        "proposals": len(days),
        "median": median_low(days) if days else None,
        "longest": max(days, default=None),
    }


def money(pence: int | None) -> dict[str, Any] | None:
    """A sum as the contract shows it."""
    if pence is None:
        return None
    amount = str(Pence(pence))
    return {"__typename": "Money", "amount": amount, "currency": "GBP", "stated": None}


FIGURES: dict[str, Callable[[ProposalTally], Any]] = {
    "__typename": lambda _: "ProposalFigures",
    "proposals": lambda tally: len(tally.places),
    "answered": lambda tally: tally.counted(ProposalStatus.ANSWERED),
    "partlyAnswered": lambda tally: tally.counted(ProposalStatus.PARTLY_ANSWERED),
    "unanswered": lambda tally: tally.counted(ProposalStatus.UNANSWERED),
    "superseded": lambda tally: tally.counted(ProposalStatus.SUPERSEDED),
    "requests": lambda tally: tally.added(tally.known.requests),
    "requestsUnanswered": lambda tally: tally.added(tally.known.unanswered),
    "amount": lambda tally: money(tally.added(tally.known.amounts)),
    "answeredAfter": lambda tally: waits(tally.waits(*ANSWERED)),
    "unansweredFor": lambda tally: waits(tally.waits(ProposalStatus.UNANSWERED)),
    "outcomes": ProposalTally.outcomes,
}
WEIGHTS: dict[str, Callable[[ProposalTally], int]] = {
    "PROPOSALS": lambda tally: len(tally.places),
    "UNANSWERED": lambda tally: tally.counted(ProposalStatus.UNANSWERED),
    "REQUESTS_UNANSWERED": lambda tally: tally.added(tally.known.unanswered),
    "AMOUNT": lambda tally: tally.added(tally.known.amounts),
    "ANSWERED_AFTER": lambda tally: median_low(tally.waits(*ANSWERED) or [-1]),
    "UNANSWERED_FOR": lambda tally: max(tally.waits(ProposalStatus.UNANSWERED), default=-1),
    "KEY": lambda _: 0,
}
