"""What becomes of rows: shapes, each of which makes a column of values out of many rows at once.

Working column by column leaves nearly all the looping to Python's own machinery, so that nothing
has to be written out or compiled for a question that was never asked before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import compress, repeat
from typing import Any, Protocol, TypeAlias

Waiting: TypeAlias = list[tuple[Any, dict[str, Any]]]


class Rows:
    """Some rows of a statement, which objects wait to be filled, and what the run works out."""

    def __init__(self, rows: Sequence[Any], waiting: dict[Slot, Waiting], value: Any) -> None:
        self._columns: list[tuple[Any, ...]] = list(zip(*rows, strict=True))
        self._rows = rows
        self.count = len(rows)
        self.waiting = waiting
        self.value: Callable[[str], Any] = value

    def column(self, place: int) -> Sequence[Any]:
        """The values at one place of each row."""
        return self._columns[place] if self.count else ()

    def where(self, there: Iterable[bool]) -> Rows:
        """Only some of the rows."""
        return Rows(list(compress(self._rows, there)), self.waiting, self.value)


class Shape(Protocol):
    """Something that can be made from rows."""

    def make(self, rows: Rows) -> Sequence[Any]:
        """The values, one for each row."""
        ...


@dataclass(frozen=True, slots=True)
class Leaf:
    """The value at one place of the row, in the form that the answer wants."""

    place: int
    form: Callable[[Any], Any] | None = None

    def make(self, rows: Rows) -> Sequence[Any]:
        """The column itself, or that through its form unless there is nothing."""
        column, form = rows.column(self.place), self.form
        return column if form is None else [None if v is None else form(v) for v in column]


@dataclass(frozen=True, slots=True)
class Constant:
    """The same value for every row."""

    value: str

    def make(self, rows: Rows) -> Sequence[Any]:
        """The value again and again."""
        return [self.value] * rows.count


@dataclass(frozen=True, slots=True)
class Computed:
    """What a function makes of values at several places of the row."""

    function: Callable[..., Any]
    places: tuple[int, ...]
    # What a run works out under this name comes first among the values.
    late: str | None = None

    def make(self, rows: Rows) -> Sequence[Any]:
        """The results."""
        columns: list[Iterable[Any]] = [rows.column(place) for place in self.places]
        if self.late is not None and rows.count:
            columns.insert(0, repeat(rows.value(self.late)))
        return list(map(self.function, *columns))


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """A place that a later statement fills: by which key, with what."""

    child: Any
    places: tuple[int, ...]
    name: str

    def make(self, rows: Rows) -> Sequence[Any]:
        """Nothing as yet; the objects that hold the place are noted down under their keys."""
        return [None] * rows.count

    def note(self, rows: Rows, objects: Sequence[dict[str, Any]]) -> None:
        """Let the objects wait, each under its key."""
        columns = [rows.column(place) for place in self.places]
        keys = columns[0] if len(columns) == 1 else zip(*columns, strict=True)
        rows.waiting.setdefault(self, []).extend(zip(keys, objects, strict=True))


@dataclass(slots=True)
class Fields:
    """An object with its fields, or nothing where the row says that there is none."""

    fields: list[tuple[str, Shape]] = field(default_factory=list)
    presence: int | None = None

    def make(self, rows: Rows) -> Sequence[Any]:
        """The objects; below an object that is not there, nothing is made."""
        if self.presence is not None:
            told = rows.column(self.presence)
            if None in told:
                there = [value is not None for value in told]
                made = iter(self._objects(rows.where(there)))
                return [next(made) if is_there else None for is_there in there]
        return self._objects(rows)

    def _objects(self, rows: Rows) -> list[dict[str, Any]]:
        if not self.fields:  # all of them were skipped
            return [{} for _ in range(rows.count)]
        columns = [shape.make(rows) for _, shape in self.fields]
        objects = objects_of(len(columns))(*(key for key, _ in self.fields))(columns)
        for _, shape in self.fields:
            if isinstance(shape, Slot):
                shape.note(rows, objects)
        return objects


@dataclass(frozen=True, slots=True)
class Views:
    """Several objects out of one row, for the lists that one statement serves."""

    views: tuple[Shape, ...]

    def make(self, rows: Rows) -> Sequence[Any]:
        """A tuple of them all for each row."""
        if not self.views:
            return [()] * rows.count
        return list(zip(*(view.make(rows) for view in self.views), strict=True))


@cache
def objects_of(count: int) -> Callable[..., Callable[[list[Sequence[Any]]], list[dict[str, Any]]]]:
    """What takes so many keys and makes objects of so many columns.

    Written out once for each number of fields, because a display of known size is three times as
    fast as ``dict(zip(keys, values))``.
    """
    keys = "".join(f"k{i}, " for i in range(count))
    values = "".join(f"v{i}, " for i in range(count))
    pairs = "".join(f"k{i}: v{i}, " for i in range(count))
    source = f"lambda {keys}: lambda columns: [{{{pairs}}} for {values} in zip(*columns)]"
    made: Callable[..., Any] = eval(compile(source, "<objects>", "eval"), {})
    return made
