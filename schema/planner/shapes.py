"""What becomes of a row: shapes, and the function written out from them that makes the objects.

A row maker is written once for each statement of a plan, as ``dataclasses`` writes its methods:
one pass over the rows, no generic walk over fields.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

Maker: TypeAlias = Callable[[Sequence[Any], Sequence[list[Any]], Callable[[str], Any]], list[Any]]


class Writer:
    """The source of a row maker while it is being written."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.names: dict[str, Any] = {}
        self.slots: list[Slot] = []
        self.worked_out: dict[str, str] = {}
        self.depth = 2
        self._variables = 0

    def line(self, text: str) -> None:
        """Write one line at the depth reached."""
        self.lines.append("    " * self.depth + text)

    def bind(self, value: Any) -> str:
        """A name in the source for a value that lives outside of it."""
        for name, known in self.names.items():
            if known is value:
                return name
        name = f"v{len(self.names)}"
        self.names[name] = value
        return name

    def late(self, name: str) -> str:
        """A variable for what a run works out under a name."""
        self.worked_out.setdefault(name, f"w{len(self.worked_out)}")
        return self.worked_out[name]

    def fresh(self) -> str:
        """A variable that is not yet in use."""
        self._variables += 1
        return f"o{self._variables}"


class Shape(Protocol):
    """Something that can be made from a row."""

    def write(self, writer: Writer) -> str:
        """Write what is needed first, and return the expression for the value."""
        ...


@dataclass(frozen=True, slots=True)
class Leaf:
    """The value at one place of the row, in the form that the answer wants."""

    place: int
    form: Callable[[Any], Any] | None = None

    def write(self, writer: Writer) -> str:
        """``r[3]``, or that through its form unless there is nothing."""
        if self.form is None:
            return f"r[{self.place}]"
        return f"(None if r[{self.place}] is None else {writer.bind(self.form)}(r[{self.place}]))"


@dataclass(frozen=True, slots=True)
class Constant:
    """The same value for every row."""

    value: str | int | float | bool | list[Any] | None

    def write(self, writer: Writer) -> str:
        """The value itself; what can change is made anew for each row."""
        return repr(self.value)


@dataclass(frozen=True, slots=True)
class Computed:
    """What a function makes of values at several places of the row."""

    function: Callable[..., Any]
    places: tuple[int, ...]
    # What a run works out under this name comes first among the values.
    late: str | None = None

    def write(self, writer: Writer) -> str:
        """The call."""
        first = [] if self.late is None else [writer.late(self.late)]
        values = ", ".join([*first, *(f"r[{place}]" for place in self.places)])
        return f"{writer.bind(self.function)}({values})"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place that a later statement fills: by which key, with what."""

    child: Any
    places: tuple[int, ...]
    name: str

    def write(self, writer: Writer) -> str:
        """Nothing as yet; the record that holds the place notes itself down under the key."""
        return "None"


@dataclass(slots=True)
class Fields:
    """An object with its fields, or nothing where the row says that there is none."""

    fields: list[tuple[str, Shape]] = field(default_factory=list)
    presence: int | None = None

    def write(self, writer: Writer) -> str:
        """Make the parts, then the object, then note it down for whatever is filled later."""
        if self.presence is None:
            return self._write_object(writer, writer.fresh())
        name = writer.fresh()
        writer.line(f"{name} = None")
        writer.line(f"if r[{self.presence}] is not None:")
        writer.depth += 1
        self._write_object(writer, name)
        writer.depth -= 1
        return name

    def _write_object(self, writer: Writer, name: str) -> str:
        parts = [(key, shape.write(writer)) for key, shape in self.fields]
        writer.line(f"{name} = {{{', '.join(f'{key!r}: {part}' for key, part in parts)}}}")
        for _, shape in self.fields:
            if isinstance(shape, Slot):
                values = ", ".join(f"r[{place}]" for place in shape.places)
                key = f"({values})" if len(shape.places) > 1 else values
                writer.line(f"s{len(writer.slots)}(({key}, {name}))")
                writer.slots.append(shape)
        return name


@dataclass(frozen=True, slots=True)
class Views:
    """Several objects out of one row, for the lists that one statement serves."""

    views: tuple[Shape, ...]

    def write(self, writer: Writer) -> str:
        """A tuple of them all."""
        return f"({''.join(view.write(writer) + ', ' for view in self.views)})"


def written(shape: Shape) -> tuple[Maker, list[Slot]]:
    """The function that makes objects of this shape from rows, and the places left to fill."""
    writer = Writer()
    result = shape.write(writer)
    writer.line(f"add({result})")
    slots = [f"    s{i} = slots[{i}].append" for i in range(len(writer.slots))]
    late = [f"    {variable} = value({name!r})" for name, variable in writer.worked_out.items()]
    head = ["def make(rows, slots, value):", "    out = []", "    add = out.append", *slots, *late]
    source = "\n".join([*head, "    for r in rows:", *writer.lines, "    return out"])
    names: dict[str, Any] = dict(writer.names)
    exec(compile(source, "<row maker>", "exec"), names)
    maker: Maker = names["make"]
    return maker, writer.slots
