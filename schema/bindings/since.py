"""The number of an entry after which to go on: one that is on record, or 0 for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from graphql import GraphQLError

from schema.errors import Reason, refusal
from schema.planner.plan_execution import read_together
from schema.planner.snapshots import HEAD
from schema.planner.statements import QueryRun, Steps


class ReadsPage(Protocol):
    """What reads a page of entries."""

    def read(self, run: QueryRun) -> Steps[dict[str, Any]]:
        """Read it."""
        ...


@dataclass(frozen=True, slots=True)
class PageSince:
    """A page of the entries after a number, which is compared with the newest entry.

    Attributes:
        since: the name under which a run finds the number.
    """

    page: ReadsPage
    since: str
    path: Sequence[str | int]

    def read(self, run: QueryRun) -> Steps[dict[str, Any]]:
        """Read the page.

        Raises:
            GraphQLError: the number is beyond the newest entry.
        """
        since: int = run.value(self.since)
        if since == 0:
            return (yield from self.page.read(run))
        both: list[Steps[Any]] = [_read_newest(), self.page.read(run)]
        newest, page = yield from read_together(both)
        if since > newest:
            # Refused in a thread: on the event loop a query is answered or handed on.
            run.record.hold()
            raise beyond_head_error(since, newest, self.path)
        read: dict[str, Any] = page
        return read


def _read_newest() -> Steps[Any]:
    ((head, *_),) = yield [HEAD]
    return head[0]


def check_since(since: int, path: Sequence[str | int]) -> int:
    """Return the number that was given.

    Raises:
        GraphQLError: no entry can have it.
    """
    if since < 0:
        message = f"since is {since}; give the number of an entry, or 0 for all of them"
        raise refusal(Reason.ARGUMENT, message, path)
    return since


def beyond_head_error(
    since: int, newest: int, path: Sequence[str | int] | None = None
) -> GraphQLError:
    """Return the refusal of a number that no entry has yet."""
    told = f"since is {since}, and the newest entry is {newest}: give a number up to that."
    restored = "A registry that was restored from a copy may have fewer entries than before"
    return refusal(Reason.BEYOND_HEAD, f"{told} {restored}", path)
