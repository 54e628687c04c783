"""Figures of proposals, each computed when it is selected; how waiting is measured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Any

from registry.vocabulary import Pence, ProposalStatus, describe_reach
from schema.statistics.proposal_facts import ProposalFacts

ANSWERED = (ProposalStatus.ANSWERED, ProposalStatus.PARTLY_ANSWERED)
OPEN = (ProposalStatus.UNANSWERED, ProposalStatus.PARTLY_ANSWERED)


@dataclass(frozen=True, slots=True)
class ProposalTally:
    """Some proposals, by their indexes in the facts of all."""

    facts: ProposalFacts
    places: Sequence[int]

    def figure(self, name: str) -> Any:
        """Return a figure by its name in the contract."""
        return FIGURES[name](self)

    def weight(self, order: str) -> int:
        """Return what groups are sorted by; where nothing waited, it weighs least."""
        return WEIGHTS[order](self)

    def sum_of(self, values: Sequence[int]) -> int:
        """Sum what is known of each proposal."""
        return sum([values[place] for place in self.places])

    def count_status(self, status: ProposalStatus) -> int:
        """Return how many proposals have a status."""
        statuses = self.facts.statuses
        return sum([statuses[place] is status for place in self.places])

    def waits(self, *statuses: ProposalStatus) -> list[int]:
        """Return how long those with some status waited, where it is known."""
        found, waited = self.facts.statuses, self.facts.waited
        told = [waited[place] for place in self.places if found[place] in statuses]
        return [days for days in told if days is not None]

    def reach(self) -> str | None:
        """Return the last day to which the sources about any of them speak."""
        return max((day for p in self.places if (day := self.facts.reaches[p])), default=None)

    def reach_of_open(self) -> str | None:
        """Return how far the sources about those that wait reach; of all, where none waits."""
        statuses = self.facts.statuses
        waiting = [place for place in self.places if statuses[place] in OPEN]
        return ProposalTally(self.facts, waiting or self.places).reach()

    def describe(self) -> str:
        """Say how many have no response on record, and how far the sources about them reach."""
        count, of = self.count_status(ProposalStatus.UNANSWERED), len(self.places)
        have = "has" if count == 1 else "have"
        return (
            f"{count:,} of {of:,} proposals {have} no response on record; "
            f"{describe_reach(self.reach_of_open(), 'them')}."
        )

    def outcomes(self) -> list[dict[str, Any]]:
        """Count the responses per outcome, the most frequent first."""
        known = self.facts.outcomes
        found = Counter([word for place in self.places for word in known[place]])
        ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        return [
            {"__typename": "OutcomeCount", "outcome": outcome, "responses": count}
            for outcome, count in ranked
        ]


def describe_waits(days: Sequence[int]) -> dict[str, Any]:
    """Return how many waits there are, the median (of two the shorter), and the longest."""
    return {
        "__typename": "Waits",
        "proposals": len(days),
        "median": median_low(days) if days else None,
        "longest": max(days, default=None),
    }


def format_money(pence: int | None) -> dict[str, Any] | None:
    """Format a sum for the response."""
    if pence is None:
        return None
    amount = str(Pence(pence))
    return {"__typename": "Money", "amount": amount, "currency": "GBP", "stated": None}


FIGURES: dict[str, Callable[[ProposalTally], Any]] = {
    "__typename": lambda _: "ProposalFigures",
    "proposals": lambda tally: len(tally.places),
    "answered": lambda tally: tally.count_status(ProposalStatus.ANSWERED),
    "partlyAnswered": lambda tally: tally.count_status(ProposalStatus.PARTLY_ANSWERED),
    "unanswered": lambda tally: tally.count_status(ProposalStatus.UNANSWERED),
    "superseded": lambda tally: tally.count_status(ProposalStatus.SUPERSEDED),
    "requests": lambda tally: tally.sum_of(tally.facts.requests),
    "requestsUnanswered": lambda tally: tally.sum_of(tally.facts.unanswered),
    "amount": lambda tally: format_money(tally.sum_of(tally.facts.amounts)),
    "answeredAfter": lambda tally: describe_waits(tally.waits(*ANSWERED)),
    "unansweredFor": lambda tally: describe_waits(tally.waits(ProposalStatus.UNANSWERED)),
    "outcomes": ProposalTally.outcomes,
    "says": ProposalTally.describe,
    "sourcesReach": ProposalTally.reach_of_open,
}
WEIGHTS: dict[str, Callable[[ProposalTally], int]] = {
    "PROPOSALS": lambda tally: len(tally.places),
    "UNANSWERED": lambda tally: tally.count_status(ProposalStatus.UNANSWERED),
    "REQUESTS_UNANSWERED": lambda tally: tally.sum_of(tally.facts.unanswered),
    "AMOUNT": lambda tally: tally.sum_of(tally.facts.amounts),
    "ANSWERED_AFTER": lambda tally: median_low(tally.waits(*ANSWERED) or [-1]),
    "UNANSWERED_FOR": lambda tally: max(tally.waits(ProposalStatus.UNANSWERED), default=-1),
    "KEY": lambda _: 0,
}
