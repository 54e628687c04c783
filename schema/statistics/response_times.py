"""How far proposals have come, worked out from counts that were read for all of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from registry.vocabulary import ProposalStatus

# What answers a proposal: how many of its requests, how often all of it, and since when.
Answers: TypeAlias = "tuple[int, int, str | None]"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of proposals, each by its place; empty what was not asked for.

    ``amounts`` are in pence. Lists of plain values: there are many proposals.
    """

    requests: list[int] = field(default_factory=list)
    amounts: list[int] = field(default_factory=list)
    outcomes: list[Sequence[str]] = field(default_factory=list)
    statuses: list[ProposalStatus] = field(default_factory=list)
    unanswered: list[int] = field(default_factory=list)
    waited: list[int | None] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Statuses and waits as of a day, the same as :mod:`registry.reading.statuses` has them."""

    on: str
    _days: dict[str, int] = field(default_factory=dict)

    def status(self, requests: int, answers: Answers | None) -> tuple[ProposalStatus, int]:
        """The status of a proposal that nothing superseded, and how many requests wait."""
        if answers is None:
            return ProposalStatus.UNANSWERED, requests
        answered, whole, _ = answers
        # A response speaks of a request of its own proposal, or of the whole.
        if whole or (requests and answered == requests):
            return ProposalStatus.ANSWERED, 0
        return ProposalStatus.PARTLY_ANSWERED, requests - answered

    def waited(self, at: str | None, answers: Answers | None) -> int | None:
        """Days to the first response, or to the day itself; None where that is unsaid."""
        until = answers[2] if answers else self.on
        if at is None or until is None or at > self.on:
            return None
        return self._day(until) - self._day(at)

    def _day(self, day: str) -> int:
        if day not in self._days:
            self._days[day] = date.fromisoformat(day).toordinal()
        return self._days[day]

    def tell(
        self,
        known: Known,
        proposals: Sequence[tuple[str, str | None]],
        answers: Mapping[str, Answers],
        superseded: frozenset[str],
    ) -> None:
        """Add what follows for each of the proposals, which are told with their days."""
        for (proposal, at), requests in zip(proposals, known.requests, strict=True):
            found = answers.get(proposal)
            status, unanswered = self.status(requests, found)
            if proposal in superseded:
                # Whatever took its place waits instead of it.
                status, unanswered = ProposalStatus.SUPERSEDED, 0
            known.statuses.append(status)
            known.unanswered.append(unanswered)
            known.waited.append(self.waited(at, found))
