"""Builders of results: each makes a column of values from many rows at once.

Working column by column leaves nearly all the looping to Python's builtins, so that no code has to
be generated and compiled for a document that was not seen before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import compress, repeat
from typing import Any, Protocol, TypeAlias

# What waits for a later statement: objects with a place to be filled, each under its key, or by
# their keys the lists and objects that are there already and empty.
Waiting: TypeAlias = "list[tuple[Any, dict[str, Any]]] | dict[Any, Any]"


class BuilderRows:
    """Rows of a statement, the objects that wait to be filled, and values of the run."""

    def __init__(self, rows: Sequence[Any], waiting: dict[Any, Waiting], value: Any) -> None:
        self.count = len(rows)
        self.waiting = waiting
        self.value: Callable[[str], Any] = value
        self._columns: Sequence[Sequence[Any]] = list(zip(*rows, strict=True))
        self._there: Sequence[bool] | None = None

    def column(self, place: int) -> Sequence[Any]:
        """Return the values at one index of each row."""
        column = self._columns[place] if self._columns else ()
        return column if self._there is None else list(compress(column, self._there))

    def where(self, there: Sequence[bool]) -> BuilderRows:
        """Return only some of the rows."""
        some = BuilderRows((), self.waiting, self.value)
        some.count = sum(there)
        some._columns = self._columns
        if self._there is not None:
            further = iter(there)
            there = [was_there and next(further) for was_there in self._there]
        some._there = there
        return some


class ResultBuilder(Protocol):
    """Makes values from rows."""

    def make(self, rows: BuilderRows) -> Sequence[Any]:
        """Make the values, one per row."""
        ...


@dataclass(frozen=True, slots=True)
class LeafBuilder:
    """The value at one index of the row, converted for the response."""

    index: int
    convert: Callable[[Any], Any] | None = None

    def make(self, rows: BuilderRows) -> Sequence[Any]:
        """Return the column, converted unless it is null."""
        column, form = rows.column(self.index), self.convert
        return column if form is None else [None if v is None else form(v) for v in column]


@lru_cache(maxsize=4096)
def build_leaf(place: int, form: Callable[[Any], Any] | None = None) -> LeafBuilder:
    """Return the leaf for an index and a conversion, shared by all plans."""
    return LeafBuilder(place, form)


@dataclass(frozen=True, slots=True)
class ConstantBuilder:
    """The same value for every row."""

    value: str | None

    def make(self, rows: BuilderRows) -> Sequence[Any]:
        """Repeat the value."""
        return [self.value] * rows.count


@dataclass(frozen=True, slots=True)
class ComputedBuilder:
    """What a function makes of values at several indexes of the row."""

    function: Callable[..., Any]
    indexes: tuple[int, ...]
    # What a run works out under this name comes first among the values.
    deferred: str | None = None

    def make(self, rows: BuilderRows) -> Sequence[Any]:
        """Call the function for each row."""
        columns: list[Iterable[Any]] = [rows.column(place) for place in self.indexes]
        if self.deferred is not None and rows.count:
            columns.insert(0, repeat(rows.value(self.deferred)))
        return list(map(self.function, *columns))


@dataclass(frozen=True, slots=True, eq=False)
class ChildBuilder:
    """A list or an object that a later statement fills, by its key.

    Rows of one key share it. It is there from the beginning, so that nobody has to come back to the
    objects that hold it.
    """

    child: Any
    index: int
    empty: Callable[[], Any]

    def make(self, rows: BuilderRows) -> Sequence[Any]:
        """Make it empty; rows of one key share it."""
        found = rows.waiting.get(self)
        if found is None:
            found = rows.waiting[self] = defaultdict(self.empty)
        return list(map(found.__getitem__, rows.column(self.index)))

    def fill(self, run: Any, waiting: Waiting) -> Any:
        """Fill it everywhere."""
        return self.child.fill(run, waiting)


@dataclass(frozen=True, slots=True, eq=False)
class SlotBuilder:
    """A slot that a later statement fills, possibly with null, by its key."""

    child: Any
    indexes: tuple[int, ...]
    name: str

    def make(self, rows: BuilderRows) -> Sequence[Any]:
        """Make nulls; the objects that hold the slot are noted under their keys."""
        return [None] * rows.count

    def note(self, rows: BuilderRows, objects: Sequence[dict[str, Any]]) -> None:
        """Let the objects wait, each under its key."""
        columns = [rows.column(place) for place in self.indexes]
        keys = columns[0] if len(columns) == 1 else zip(*columns, strict=True)
        waiting = rows.waiting.setdefault(self, [])
        assert isinstance(waiting, list)
        waiting.extend(zip(keys, objects, strict=True))

    def fill(self, run: Any, waiting: Waiting) -> Any:
        """Fill the slot everywhere."""
        return self.child.fill(run, self.name, waiting)


@dataclass(slots=True)
class ObjectBuilder:
    """An object with its fields, or null where the row says that there is none."""

    keys: list[str] = field(default_factory=list)
    shapes: list[ResultBuilder] = field(default_factory=list)
    presence: int | None = None

    def add(self, key: str, shape: ResultBuilder) -> None:
        """Add a field."""
        self.keys.append(key)
        self.shapes.append(shape)

    def make(self, rows: BuilderRows) -> Sequence[Any]:
        """Make the objects; below an object that is null, nothing is made."""
        if self.presence is not None:
            values = rows.column(self.presence)
            if None in values:
                there = [value is not None for value in values]
                made = iter(self._objects(rows.where(there)))
                return [next(made) if is_there else None for is_there in there]
        return self._objects(rows)

    def _objects(self, rows: BuilderRows) -> list[dict[str, Any]]:
        if not self.keys:  # all of them were skipped
            return [{} for _ in range(rows.count)]
        columns = [shape.make(rows) for shape in self.shapes]
        objects = object_maker(len(columns))(columns, *self.keys)
        for shape in self.shapes:
            if isinstance(shape, SlotBuilder):
                shape.note(rows, objects)
        return objects


@dataclass(frozen=True, slots=True)
class TupleBuilder:
    """Several objects from one row, for the lists that one statement serves."""

    views: tuple[ResultBuilder, ...]

    def make(self, rows: BuilderRows) -> Sequence[Any]:
        """Make a tuple of all views per row."""
        if not self.views:
            return [()] * rows.count
        return list(zip(*(view.make(rows) for view in self.views), strict=True))


@cache
def object_maker(count: int) -> Callable[..., list[dict[str, Any]]]:
    """Return a function that makes objects of so many columns, then as many keys.

    Written out once for each number of fields, because a display of known size is three times as
    fast as ``dict(zip(keys, values))``.
    """
    keys = "".join(f"k{i}, " for i in range(count))
    values = "".join(f"v{i}, " for i in range(count))
    pairs = "".join(f"k{i}: v{i}, " for i in range(count))
    source = f"lambda columns, {keys}: [{{{pairs}}} for {values} in zip(*columns)]"
    made: Callable[..., Any] = eval(compile(source, "<objects>", "eval"), {})
    return made
