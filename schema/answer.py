"""What a request is answered: data, errors or both, and the JSON of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import orjson
from graphql import GraphQLError

from registry import Limits
from schema.errors import Reason, format_error, refusal
from schema.planner.snapshots import Head

# Seconds that are in the price of every answer: collecting garbage takes as long now and then.
_IN_THE_PRICE = 0.02


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request is answered: data, errors, or both; and what it cost in points.

    Attributes:
        head: the number and the instant of the newest entry of the record that the answer was read
            from; None where that cannot be told for all of it.
        encoded: its JSON, where that was made already.
    """

    data: dict[str, Any] | None
    errors: tuple[Mapping[str, Any], ...] = ()
    cost: int = 0
    head: Head | None = None
    encoded: bytes | None = None
    # What it cost in the end: never less than it was to cost. None where nobody measured it.
    actual: int | None = None

    @property
    def is_refused(self) -> bool:
        """Whether the request was refused before any of it was executed."""
        return self.data is None and any("path" not in error for error in self.errors)

    @property
    def reasons(self) -> frozenset[str]:
        """Why not all of the request was answered."""
        return frozenset(error["extensions"]["reason"] for error in self.errors)

    @property
    def body(self) -> bytes:
        """The answer as JSON; what was refused has no data, not even null."""
        if self.encoded is not None:
            return self.encoded
        if self.is_refused:
            told: dict[str, Any] = {"errors": self.errors}
        elif self.errors:
            told = {"errors": self.errors, "data": self.data}
        else:
            told = {"data": self.data}
        body = orjson.dumps(told)
        return body if self.actual is None else _add_cost(body, self.cost, self.actual)

    def with_seconds(self, seconds: Callable[[], float], rate: int) -> Answer:
        """Return the answer with its JSON, which says what it cost.

        Args:
            seconds: tells how long it was worked on; it is asked when all else is done.
            rate: the points of a second.
        """
        body = self.body
        cost = max(self.cost, round((seconds() - _IN_THE_PRICE) * rate))
        body = _add_cost(body, self.cost, cost)
        # All fields in their order: dataclasses.replace takes several times as long.
        return Answer(self.data, self.errors, self.cost, self.head, body, cost)

    def within(self, limits: Limits) -> Answer:
        """Return the answer with its JSON; where that is too long, the refusal that says so."""
        body = self.body
        if len(body) <= limits.answer_bytes:
            return self if self.encoded is not None else replace(self, encoded=body)
        refused = (format_error(_too_long(len(body), limits), limits),)
        return Answer(None, refused, self.cost, actual=self.actual)

    def without_data(self) -> Answer:
        """Return the answer with nothing but its JSON: the objects take ten times the room."""
        return replace(self, encoded=self.body, data={})


def _add_cost(body: bytes, requested: int, actual: int) -> bytes:
    """Add the last field of the answer, which says what it cost."""
    told = (body[:-1], requested, actual)
    return b'%b,"extensions":{"cost":{"requested":%d,"actual":%d}}}' % told


def _too_long(size: int, limits: Limits) -> GraphQLError:
    return refusal(
        Reason.ANSWER_BYTES,
        f"The answer would have {size:,} bytes; the limit is {limits.answer_bytes:,}."
        " Ask for smaller pages with first, or for fewer fields",
    )
