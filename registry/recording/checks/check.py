"""What a check of a kind of act is: how its rules get the values on which they decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from registry.acts import Act
from registry.errors import Refusal
from registry.projection import Row
from registry.recording.facts import Facts
from registry.vocabulary import Author

# Each check takes its own kind of act, which the type of all checks cannot express: hence Any.
Refuse = Callable[[Any, Facts, Author], Iterator[Refusal]]


@dataclass(frozen=True, slots=True)
class Ask:
    """Rows that most acts of a kind ask for: of ``kind``, whose ``column`` holds ``attribute``."""

    kind: str
    column: str
    attribute: str


@dataclass(frozen=True, slots=True)
class Check:
    """The rules of one kind of act.

    Attributes:
        act: the kind of act.
        refuse: yields why an act cannot be recorded; what the act names is there.
        asks: the rows, besides those that an act names, that are read for a batch at once.
    """

    act: type[Act]
    refuse: Refuse
    asks: tuple[Ask, ...] = ()


def without(rows: Iterable[Row], act: Act) -> list[Row]:
    """Return rows but for the act's own, which is there already where it is corrected."""
    return [row for row in rows if row["reference"] != act.reference]
