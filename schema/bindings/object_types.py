"""Decorators that make object types of the contract from classes with bound fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import strawberry

from registry.models import Base
from schema.descriptions import describe

T = TypeVar("T")


def record_type(model: type[Base]) -> Callable[[type[T]], type[T]]:
    """Make an object type that shows the rows of a model; it is described as the model is.

    The class gets ``KIND``, the name of the model's table.
    """

    def make(shown: type[T]) -> type[T]:
        shown.KIND = model.__tablename__  # type: ignore[attr-defined]  # read by the planner alone
        return strawberry.type(shown, description=describe(model))

    return make


def object_type(shown: type[T]) -> type[T]:
    """Make an object type that is no kind of record; its docstring describes it."""
    return strawberry.type(shown, description=describe(shown))


def interface_type(shown: type[T]) -> type[T]:
    """Make an interface; its docstring describes it."""
    return strawberry.interface(shown, description=describe(shown))
