"""What a reader does, whichever database it reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol, TypeAlias

from schema import Head, Steps

Data: TypeAlias = "dict[str, Any]"
Spend: TypeAlias = "Callable[[float], None]"


def ignore_seconds(_: float) -> None:
    """Do nothing, where nobody counts the seconds of the database."""


class LedgerState(NamedTuple):
    """All that an answer depends on beside its request: where the ledger stands, and the day."""

    number: int
    recorded_at: str
    day: str


class NotInline(Exception):
    """A query cannot be answered on the event loop: it is to be run in a thread.

    Attributes:
        slow: whether it would fail again if it were tried in the same way.
    """

    def __init__(self, *, slow: bool) -> None:
        self.slow = slow
        super().__init__(slow)


class Reader(Protocol):
    """Reads one kind of database."""

    async def state(self) -> LedgerState | None:
        """Read where the ledger stands, no earlier than when this was called.

        Returns None where that cannot be read.
        """
        ...

    async def read(self, steps: Steps[Data], spend: Spend = ...) -> tuple[Data, Head]:
        """Return the data of a query, and the newest entry of the record that it was read from.

        Args:
            steps: the query.
            spend: is told the seconds for which the database worked.

        Raises:
            NotInline: it takes too long, the record changed meanwhile, or the database fails.
        """
        ...

    def close(self) -> None:
        """Close every connection."""
