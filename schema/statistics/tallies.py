"""What is counted of some proposals, each figure when it is asked for; how waiting is measured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median_low
from typing import Any, Protocol

from registry.vocabulary import Pence, ProposalStatus

ANSWERED = (ProposalStatus.ANSWERED, ProposalStatus.PARTLY_ANSWERED)


class Facts(Protocol):
    """What is known of proposals, by reference; read when it is first needed."""

    @property
    def statuses(self) -> dict[str, str]:
        """The status of each."""
        ...

    @property
    def days(self) -> dict[str, int | None]:
        """How long each waited."""
        ...

    @property
    def requests(self) -> dict[str, tuple[int, int, int]]:
        """How many requests each holds, how many of them are unanswered, and the sum asked for."""
        ...

    @property
    def outcomes(self) -> dict[str, list[str]]:
        """What the responses to each come to."""
        ...


@dataclass(slots=True)
class ProposalTally:
    """Some proposals, by reference."""

    facts: Facts
    proposals: list[str] = field(default_factory=list)

    def told(self, name: str) -> Any:
        """A figure by its name in the contract."""
        return FIGURES[name](self)

    def weight(self, order: str) -> int:
        """By what groups are sorted; where nothing was waited, it weighs least."""
        return WEIGHTS[order](self)

    def counted(self, status: ProposalStatus) -> int:
        """How many have a status."""
        statuses = self.facts.statuses
        return sum(statuses[each] == status for each in self.proposals)

    def unanswered_requests(self) -> int:
        """How many requests wait; whatever took a proposal's place waits instead of it."""
        statuses, requests = self.facts.statuses, self.facts.requests
        return sum(
            requests[each][1]
            for each in self.proposals
            if each in requests and statuses[each] != ProposalStatus.SUPERSEDED
        )

    def asked(self, place: int) -> int:
        """The sum of one of the numbers that are known of requests."""
        requests = self.facts.requests
        return sum(requests[each][place] for each in self.proposals if each in requests)

    def waits(self, *statuses: ProposalStatus) -> list[int]:
        """How long those with some status waited, where it is known."""
        return list(self._waits(statuses))

    def _waits(self, wanted: Sequence[str]) -> Iterator[int]:
        statuses, days = self.facts.statuses, self.facts.days
        for each in self.proposals:
            if statuses[each] in wanted and (waited := days[each]) is not None:
                yield waited

    def outcomes(self) -> list[dict[str, Any]]:
        """How many responses come to what, the most frequent first."""
        known = self.facts.outcomes
        found = Counter(word for each in self.proposals for word in known.get(each, ()))
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
    "proposals": lambda tally: len(tally.proposals),
    "answered": lambda tally: tally.counted(ProposalStatus.ANSWERED),
    "partlyAnswered": lambda tally: tally.counted(ProposalStatus.PARTLY_ANSWERED),
    "unanswered": lambda tally: tally.counted(ProposalStatus.UNANSWERED),
    "superseded": lambda tally: tally.counted(ProposalStatus.SUPERSEDED),
    "requests": lambda tally: tally.asked(0),
    "requestsUnanswered": ProposalTally.unanswered_requests,
    "amount": lambda tally: money(tally.asked(2)),
    "answeredAfter": lambda tally: waits(tally.waits(*ANSWERED)),
    "unansweredFor": lambda tally: waits(tally.waits(ProposalStatus.UNANSWERED)),
    "outcomes": ProposalTally.outcomes,
}
WEIGHTS: dict[str, Callable[[ProposalTally], int]] = {
    "PROPOSALS": lambda tally: len(tally.proposals),
    "UNANSWERED": lambda tally: tally.counted(ProposalStatus.UNANSWERED),
    "REQUESTS_UNANSWERED": ProposalTally.unanswered_requests,
    "AMOUNT": lambda tally: tally.asked(2),
    "ANSWERED_AFTER": lambda tally: median_low(tally.waits(*ANSWERED) or [-1]),
    "UNANSWERED_FOR": lambda tally: max(tally.waits(ProposalStatus.UNANSWERED), default=-1),
    "KEY": lambda _: 0,
}
