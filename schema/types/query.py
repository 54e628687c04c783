"""Query: the root fields of all modules in this folder, merged."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import ModuleType

import strawberry
from strawberry.tools import merge_types
from strawberry.types import get_object_definition

import schema.types
from schema.bindings import QueryFields
from schema.types.interfaces import Resource
from schema.types.other_kinds import make_other_types


@cache
def merge_query() -> type:
    """Merge Query from the subclasses of ``QueryFields`` that the modules define."""
    modules = _import_modules()
    parts = [
        strawberry.type(defined)
        for module in modules
        for defined in _defined_in(module).values()
        if issubclass(defined, QueryFields)
    ]
    _link_types(modules)
    query = merge_types("Query", tuple(parts))
    get_object_definition(query, strict=True).description = "All that can be asked"
    return query


def list_other_types() -> tuple[type, ...]:
    """Return the types of kinds that no module in this folder shows as records."""
    merge_query()
    known = {
        defined.KIND: defined
        for module in _import_modules()
        for defined in _defined_in(module).values()
        if issubclass(defined, Resource) and hasattr(defined, "KIND")
    }
    return tuple(make_other_types(known))


def _import_modules() -> list[ModuleType]:
    folder = schema.types.__path__
    names = sorted(found.name for found in pkgutil.iter_modules(folder))
    return [import_module(f"{schema.types.__name__}.{name}") for name in names]


def _defined_in(module: ModuleType) -> Mapping[str, type]:
    return {
        name: value
        for name, value in vars(module).items()
        if isinstance(value, type) and value.__module__ == module.__name__
    }


def _link_types(modules: list[ModuleType]) -> None:
    """Let annotations name types of other modules that are imported for the type checker alone.

    Types refer to each other in circles, so not every module can import what it names.
    """
    every: dict[str, type] = {}
    for module in modules:
        every |= _defined_in(module)
    for module in modules:
        namespace = every | vars(module)
        for defined in _defined_in(module).values():
            definition = getattr(defined, "__strawberry_definition__", None)
            for field in getattr(definition, "fields", ()):
                if field.origin is defined:
                    field.type_annotation.namespace = namespace
