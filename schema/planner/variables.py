"""Values that are given anew each time a plan runs: those of variables that only become binds.

A plan is kept for a document and the *shape* of its variables. Flags, choices and which fields of
an input are there decide what the statements look like; texts and numbers do not, nor do choices
that filters only compare records with, so they stand in the plan as what they are called.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
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
    """A value by its way into the variables: the name of one, then keys and places."""

    path: tuple[str | int, ...]

    @property
    def name(self) -> str:
        """The way as one word."""
        return "_".join(map(str, self.path))


@dataclass(frozen=True, slots=True)
class Deferred:
    """What is worked out when a plan runs, of values that may be given then; or a value itself."""

    value: Any
    make: Callable[[Any], Any] | None = None

    def resolve_with(self, given: Mapping[str, Any]) -> Any:
        """What it is with these variables."""
        return self.value if self.make is None else self.make(resolve(self.value, given))


def open_values(
    kind: GraphQLInputType, value: Any, path: tuple[str | int, ...], compared: Collection[str] = ()
) -> Any:
    """A variable's value with all texts, numbers and choices of ``compared`` types left open."""
    if value is None:
        return None
    named = get_named_type(kind)
    if is_scalar_type(named) or named.name in compared:
        return value if isinstance(value, bool) else VariableRef(path)
    told = get_nullable_type(kind)
    if is_list_type(told):
        return [
            open_values(told.of_type, each, (*path, i), compared) for i, each in enumerate(value)
        ]
    if is_input_object_type(told):
        fields = told.fields
        return {
            name: open_values(fields[name].type, each, (*path, name), compared)
            for name, each in value.items()
        }
    return value


def resolve(value: Any, given: Mapping[str, Any]) -> Any:
    """A value with what is given in its places."""
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
    """Whether some part of a value is given only when a plan runs."""
    if isinstance(value, Mapping):
        return any(map(is_open, value.values()))
    return any(map(is_open, value)) if isinstance(value, list) else isinstance(value, VariableRef)


def is_storable(value: Any) -> bool:
    """Whether every text in an argument is one that both databases take."""
    if isinstance(value, str):
        return (value.isascii() and "\0" not in value) or _is_storable_text(value)
    if isinstance(value, Mapping):
        return all(map(is_storable, value.values()))
    return all(map(is_storable, value)) if isinstance(value, list) else True


def _is_storable_text(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= c <= "\udfff" for c in text)
