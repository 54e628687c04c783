"""What reads the statements of quick questions."""

from __future__ import annotations

from typing import Any, Protocol, TypeAlias

from schema import Head, Steps

Data: TypeAlias = "dict[str, Any]"


class NotSoon(Exception):
    """A question was not answered: it is to be asked in a thread, where it may take its time.

    Attributes:
        slow: whether it would only fail again if it were asked in the same way.
    """

    def __init__(self, *, slow: bool) -> None:
        self.slow = slow
        super().__init__(slow)


class Reader(Protocol):
    """What reads them from one kind of database."""

    async def read(self, steps: Steps[Data]) -> tuple[Data, Head]:
        """The data of a question, and the newest entry of the record that it was read from.

        Raises:
            NotSoon: it takes too long, the record changed meanwhile, or the database fails.
        """
        ...

    def close(self) -> None:
        """Let go of every connection."""
