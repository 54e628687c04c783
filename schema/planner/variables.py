"""Variables whose values are bound when a plan runs; the plan holds only references to them.

A plan is cached for a document and the *shape* of its variables. Flags, enum values and which
fields of an input are present decide what the statements are; texts and numbers do not, nor do enum
values that filters only compare with, so the plan holds references to them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLInputType,
    get_named_type,
    get_nullable_type,
    is_input_object_type,
    is_list_type,
    is_scalar_type,
)


@dataclass(frozen=True, slots=True)
class VariableRef:
    """A value by its path into the variables: a variable's name, then keys and indexes."""

    path: tuple[str | int, ...]

    @property
    def name(self) -> str:
        """Return the path as one word."""
        return "_".join(map(str, self.path))


@dataclass(frozen=True, slots=True)
class Deferred:
    """A value that is computed when a plan runs, from variables; or a plain value."""

    value: Any
    make: Callable[[Any], Any] | None = None

    def resolve_with(self, given: Mapping[str, Any]) -> Any:
        """Return the value with these variables."""
        return self.value if self.make is None else self.make(resolve(self.value, given))


@dataclass(frozen=True, slots=True)
class EarlyRead:
    """That a value is computed of rows that are read before all else, and of what was given.

    Attributes:
        rows: the rows, as a statement of their own reads them.
        make: computes the value of the rows and of what was given.
    """

    rows: Any
    make: Callable[[Sequence[Any], Any], Any]


def is_blank(value: Any) -> bool:
    """Tell whether a value is a text of blanks alone: a filter takes it for none."""
    return isinstance(value, str) and not value.strip()


def open_values(
    kind: GraphQLInputType, value: Any, path: tuple[str | int, ...], compared: Collection[str] = ()
) -> Any:
    """Replace all texts, numbers and values of ``compared`` types by references."""
    if value is None:
        return None
    named = get_named_type(kind)
    if is_scalar_type(named) or named.name in compared:
        if is_blank(value):
            return ""
        if named.name == "URI" and "?" in value:
            return value  # what it asks for decides the statement
        return value if isinstance(value, bool) else VariableRef(path)
    nullable = get_nullable_type(kind)
    if is_list_type(nullable):
        return [
            open_values(nullable.of_type, each, (*path, i), compared)
            for i, each in enumerate(value)
        ]
    if is_input_object_type(nullable):
        fields = nullable.fields
        return {
            name: open_values(fields[name].type, each, (*path, name), compared)
            for name, each in value.items()
        }
    return value


def resolve(value: Any, given: Mapping[str, Any]) -> Any:
    """Replace references by the variables' values."""
    if isinstance(value, VariableRef):
        found: Any = given
        for step in value.path:
            found = found[step]
        return found
    if isinstance(value, Mapping):
        return {name: resolve(each, given) for name, each in value.items()}
    if isinstance(value, list):
        return [resolve(each, given) for each in value]
    return value


def is_open(value: Any) -> bool:
    """Tell whether some part of a value is a reference."""
    if isinstance(value, Mapping):
        return any(map(is_open, value.values()))
    return any(map(is_open, value)) if isinstance(value, list) else isinstance(value, VariableRef)


def is_storable(value: Any, most: int) -> bool:
    """Tell whether both databases accept every text in an argument, each up to a length."""
    if isinstance(value, str):
        return len(value) <= most and (
            (value.isascii() and "\0" not in value) or _is_storable_text(value)
        )
    if isinstance(value, Mapping):
        return all(is_storable(each, most) for each in value.values())
    return not isinstance(value, list) or all(is_storable(each, most) for each in value)


def longest_text(value: Any) -> int:
    """Return the length of the longest text in an argument."""
    if isinstance(value, str):
        return len(value)
    below = value.values() if isinstance(value, Mapping) else value
    return max(map(longest_text, below), default=0) if isinstance(value, Mapping | list) else 0


def _is_storable_text(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= c <= "\udfff" for c in text)
