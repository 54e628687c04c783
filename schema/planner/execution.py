"""Plans at work: each list is read by one statement, a level at a time, and joined in Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from schema.planner.shapes import Rows, Shape, Slot
from schema.planner.statements import Run, Statement

Waiting: TypeAlias = Sequence[tuple[Any, dict[str, Any]]]


class Child(Protocol):
    """What fills a place in objects that are already made."""

    def fill(self, run: Run, name: str, waiting: Waiting) -> None:
        """Put the value under ``name`` into every waiting object, found by its key."""
        ...


class Block:
    """One statement and what becomes of its rows."""

    def __init__(self, statement: Statement, shape: Shape) -> None:
        self.statement = statement
        self._shape = shape

    def rows(self, run: Run, keys: Iterable[Any] | None = None) -> Sequence[Any]:
        """The rows of the statement; with keys, those that belong to them."""
        return self.statement.run(run, keys)

    def read(self, run: Run, keys: Iterable[Any] | None = None) -> Iterator[tuple[Any, Any]]:
        """Each row with the object made of it, everything below it filled in."""
        rows = self.rows(run, keys)
        return zip(rows, self.make(run, rows), strict=True)

    def make(self, run: Run, rows: Sequence[Any]) -> list[Any]:
        """The objects of some rows, everything below them filled in."""
        waiting: dict[Slot, list[tuple[Any, dict[str, Any]]]] = {}
        objects = list(self._shape.make(Rows(rows, waiting, run.value)))
        for slot, holders in waiting.items():
            child: Child = slot.child
            child.fill(run, slot.name, holders)
        return objects


@dataclass(frozen=True, slots=True)
class Many:
    """A list below each object: one statement for the lists of them all."""

    block: Block

    def fill(self, run: Run, name: str, waiting: Waiting) -> None:
        """Read the lists of all keys at once and hand them out."""
        lists: dict[Any, list[Any]] = {key: [] for key, _ in waiting if key is not None}
        if lists:
            for row, made in self.block.read(run, lists):
                lists[row[0]].append(made)
        for key, holder in waiting:
            holder[name] = lists[key] if key is not None else []
