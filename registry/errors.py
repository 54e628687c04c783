"""Everything that can go wrong in the registry, as one tree.

::

    AnswerableError
    ├── InvalidInput       the data cannot be read as acts            (exit 1)
    ├── Damaged            the record does not prove itself           (exit 1)
    ├── Refused            a rule of the registry says no             (exit 3)
    ├── SigningRefused     the ledger does not extend what was signed (exit 3)
    ├── Unavailable        the registry cannot be reached right now   (exit 4)
    └── Incomplete         it was done, and something of it is owed   (exit 5)

None of them knows HTTP, GraphQL or a terminal: whoever shows an error decides how.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum


class RefusalCode(StrEnum):
    """Why an act is refused; the same codes as ``UserErrorCode`` of the API."""

    NOT_FOUND = "NOT_FOUND"
    INVALID = "INVALID"
    STALE = "STALE"
    NOT_ENTITLED = "NOT_ENTITLED"
    OUT_OF_ORDER = "OUT_OF_ORDER"
    DUPLICATE = "DUPLICATE"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with an input: where it stands, what it is, what to do."""

    message: str
    remedy: str
    file: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    code: str = RefusalCode.INVALID.value

    def as_dict(self) -> dict[str, str | int | None]:
        """Return the problem for machines, every place named even where it is unknown."""
        return asdict(self)

    def __str__(self) -> str:
        place = ", ".join(
            part
            for part in (
                self.file,
                f"row {self.row}" if self.row is not None else None,
                f"column {self.column}" if self.column else None,
            )
            if part
        )
        value = f" (value: {self.value!r})" if self.value is not None else ""
        return f"{place + ': ' if place else ''}{self.message}{value}. {self.remedy}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a rule refuses one act of a batch: ``index`` is its place, from 0."""

    code: RefusalCode
    message: str
    remedy: str
    field: str | None = None
    value: str | None = None
    index: int = 0

    def __str__(self) -> str:
        return f"{self.message}. {self.remedy}"


class AnswerableError(Exception):
    """Root of the tree: something that a person can be told in one sentence."""


class InvalidInput(AnswerableError):
    """The data cannot be read as acts; every problem found is in ``problems``."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class Damaged(AnswerableError):
    """The record does not prove itself; ``place`` names the first difference."""

    def __init__(self, place: str, message: str) -> None:
        self.place = place
        super().__init__(f"{place}: {message}")


class Refused(AnswerableError):
    """A rule of the registry says no; nothing was written."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__("\n".join(map(str, self.refusals)))


class SigningRefused(AnswerableError):
    """The ledger does not extend what was signed before; nothing was signed."""


class Unavailable(AnswerableError):
    """The registry cannot be reached right now: not set up, locked, or not answering."""


class Incomplete(AnswerableError):
    """What was asked is on record, but a part of it could not be done yet: try again."""
