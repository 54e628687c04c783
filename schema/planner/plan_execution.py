"""Runs of plans: one statement per list, level by level, joined in Python.

Reads are generators that yield statements and are sent their rows, so that all lists of one level
are read together, whichever objects they belong to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeAlias, TypeVar

from schema.planner.result_builders import BuilderRows, ChildBuilder, ResultBuilder, SlotBuilder
from schema.planner.result_builders import Waiting as Held
from schema.planner.snapshots import BoundStatement
from schema.planner.statements import QueryRun, Statement, Steps

T = TypeVar("T")
Waiting: TypeAlias = Sequence[tuple[Any, dict[str, Any]]]


def return_value(value: T) -> Steps[T]:
    """Return a value without reading anything."""
    yield from ()
    return value


def read_together(branches: Sequence[Steps[T]]) -> Steps[list[T]]:
    """Run branches side by side, their statements of one level together."""
    outcomes: dict[int, T] = {}
    # What each branch that still runs is sent next; None at its beginning.
    told: dict[int, Any] = dict.fromkeys(range(len(branches)))
    while told:
        asked: dict[int, Sequence[BoundStatement]] = {}
        for place, rows in told.items():
            try:
                asked[place] = branches[place].send(rows)
            except StopIteration as done:
                outcomes[place] = done.value
        found = iter((yield [each for some in asked.values() for each in some]) if asked else ())
        told = {place: list(islice(found, len(some))) for place, some in asked.items()}
    return [outcomes[place] for place in range(len(branches))]


class Block:
    """A statement and the objects that are made of its rows."""

    def __init__(self, statement: Statement, shape: ResultBuilder) -> None:
        self.statement = statement
        self._shape = shape

    def read(
        self, run: QueryRun, keys: Iterable[Any] | None = None
    ) -> Steps[Iterator[tuple[Any, Any]]]:
        """Read each row with its object, everything below it filled in.

        With keys, those that belong to them.
        """
        (rows,) = yield [self.statement.prepare(run, keys)]
        made = yield from self.make(run, rows)
        return zip(rows, made, strict=True)

    def make(self, run: QueryRun, rows: Sequence[Any]) -> Steps[list[Any]]:
        """Make the objects of some rows, everything below them filled in."""
        waiting: dict[SlotBuilder | ChildBuilder, Held] = {}
        objects = list(self._shape.make(BuilderRows(rows, waiting, run.value)))
        if waiting:
            yield from read_together([slot.fill(run, held) for slot, held in waiting.items()])
        return objects


@dataclass(frozen=True, slots=True)
class ListPlan:
    """A list below each object: one statement for all of them."""

    block: Block

    def fill(self, run: QueryRun, lists: Mapping[Any, list[Any]]) -> Steps[None]:
        """Read the lists of all keys at once."""
        keys = [key for key in lists if key is not None]
        if keys:
            for row, made in (yield from self.block.read(run, keys)):
                lists[row[0]].append(made)
