"""What is known of many proposals at once, each by its place: lists of plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from registry.reading import ResponseSums, count_open_requests, days_from_sums, status_from_sums
from registry.vocabulary import ProposalStatus


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """Facts of proposals, each by the proposal's index; what is not wanted is empty.

    ``amounts`` are in pence. Lists of plain values: there are many proposals.
    """

    requests: list[int] = field(default_factory=list)
    amounts: list[int] = field(default_factory=list)
    outcomes: list[Sequence[str]] = field(default_factory=list)
    statuses: list[ProposalStatus] = field(default_factory=list)
    unanswered: list[int] = field(default_factory=list)
    waited: list[int | None] = field(default_factory=list)
    reaches: list[str | None] = field(default_factory=list)

    def add_statuses(
        self,
        on: str,
        proposals: Sequence[tuple[str, str | None, str | None]],
        responses: Mapping[str, ResponseSums],
        superseded: frozenset[str],
    ) -> None:
        """Add what follows on a day for each of the proposals.

        They come with their days, and with how far the sources about them reach.
        """
        for (proposal, at, reach), requests in zip(proposals, self.requests, strict=True):
            sums = responses.get(proposal)
            status = status_from_sums(requests, sums, superseded=proposal in superseded)
            self.statuses.append(status)
            self.unanswered.append(count_open_requests(requests, sums, status))
            self.waited.append(days_from_sums(at, sums, on, reach))
            self.reaches.append(reach)
