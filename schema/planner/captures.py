"""The guard of expressions that outlive their request: what made them may hold none of its values.

An expression is made once and reused for every request that is alike. A function that makes it and
has captured a value of a request would show that value to the next request.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import partial
from types import FunctionType, MethodType
from typing import Any

from graphql import GraphQLNamedType
from sqlalchemy import ClauseElement


class RequestContext:
    """Base of what a maker works with; it knows its request, and the guard cannot look into it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class RequestValue:
    """A value of the request, as the maker of an expression gets it: it can only be bound.

    Attributes:
        index: its position among the values that the maker was given.
        hidden: the value itself, which is for the statement alone.
    """

    index: int
    hidden: Any


def check_captures(maker: Callable[..., Any], key: Hashable) -> None:
    """Refuse a function that captured what is neither constant nor part of the key.

    Raises:
        TypeError: it did; a value of the request has to come in as an argument.
    """
    known = list(_parts(key))
    for name, value in _captured_values(maker):
        if not _is_constant(value, known):
            message = f"{maker!r} captured {name} ({type(value).__name__}), which is not in its key"
            raise TypeError(message)


def _parts(key: Any) -> Iterator[Any]:
    """Yield a key and all that it is made of."""
    yield key
    if isinstance(key, tuple | list):
        for part in key:
            yield from _parts(part)
    elif is_dataclass(key) and not isinstance(key, type):
        for field in fields(key):
            yield from _parts(getattr(key, field.name))


def _captured_values(maker: Callable[..., Any]) -> Iterator[tuple[str, Any]]:
    """Yield the values that a function took along from where it was made, by their names."""
    if isinstance(maker, partial):
        yield from _captured_values(maker.func)
        yield from (("an argument", value) for value in (*maker.args, *maker.keywords.values()))
    elif isinstance(maker, MethodType):
        yield "self", maker.__self__
    elif isinstance(maker, FunctionType):
        cells = maker.__closure__ or ()
        for name, cell in zip(maker.__code__.co_freevars, cells, strict=True):
            yield name, cell.cell_contents
        yield from (("a default", value) for value in maker.__defaults__ or ())


def _is_constant(value: Any, known: list[Any]) -> bool:
    if value is None or isinstance(value, ClauseElement | GraphQLNamedType | RequestContext | type):
        return True
    if any(_is_same(value, each) for each in known):
        return True
    if isinstance(value, Mapping):
        return all(_is_constant(each, known) for each in value.values())
    if isinstance(value, list | tuple):
        return all(_is_constant(each, known) for each in value)
    if isinstance(value, partial | FunctionType | MethodType):
        return all(_is_constant(each, known) for _, each in _captured_values(value))
    return False


def _is_same(value: Any, part: Any) -> bool:
    # An expression of SQLAlchemy answers == with another expression.
    if value is part:
        return True
    return type(value) is type(part) and not isinstance(part, ClauseElement) and value == part
