"""All kinds of act: those that the modules of this package declare."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType, ModuleType

from registry.acts import (
    accountability,
    agreements,
    corrections,
    funding,
    goals,
    negotiations,
    partners,
    places,
    targets,
)
from registry.acts.base import Act
from registry.acts.corrections import Mending
from registry.acts.order import order_kinds

# Where kinds do not name each other, they are published in the order of these modules and, in
# each, in that of its classes. A new module is added here; a new kind in one of these is not.
MODULES: tuple[ModuleType, ...] = (
    places,
    partners,
    goals,
    agreements,
    targets,
    accountability,
    funding,
    negotiations,
    corrections,
)


def declared_in(module: ModuleType) -> Iterator[type[Act]]:
    """Yield the kinds of act that a module declares, in the order in which it does."""
    for value in vars(module).values():
        declared = isinstance(value, type) and value.__module__ == module.__name__
        if declared and issubclass(value, Act) and "KIND" in vars(value):
            yield value


_ORDERED = order_kinds(act for module in MODULES for act in declared_in(module))

ACTS = MappingProxyType({act.KIND: act for act in _ORDERED})
ACT_NAMED = MappingProxyType({act.__name__: act for act in _ORDERED})
# Kinds that mend the record of others: they show in its history and are published as entries only.
MENDING = tuple(kind for kind, act in ACTS.items() if issubclass(act, Mending))
