"""All kinds of act, as the modules of this folder declare them: no list names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType

from registry.acts.base import Act, fields_of
from registry.acts.corrections import Mending
from registry.acts.days import Between, On
from registry.acts.fields import Field
from registry.acts.order import order_kinds

# Kinds that do not name each other are published in the order of these modules and, in each, in
# that of its classes. Those of other modules follow by name; what mends the record comes last.
CHAPTERS = (
    "places",
    "partners",
    "goals",
    "agreements",
    "targets",
    "accountability",
    "funding",
    "negotiations",
)


def declare_kinds() -> Iterator[type[Act]]:
    """Yield every kind of act that a module of this folder declares, chapter by chapter."""
    package = __name__.rpartition(".")[0]
    names = sorted(found.name for found in iter_modules(import_module(package).__path__))
    others = (name for name in names if name not in CHAPTERS and name != "corrections")
    for name in (*CHAPTERS, *others, "corrections"):
        yield from find_kinds_in(import_module(f"{package}.{name}"))


def find_kinds_in(module: ModuleType) -> Iterator[type[Act]]:
    """Yield the kinds of act that a module declares, in the order in which it does."""
    for value in vars(module).values():
        declared = isinstance(value, type) and value.__module__ == module.__name__
        if declared and issubclass(value, Act) and "KIND" in vars(value):
            yield value


_ORDERED = order_kinds(declare_kinds())

ACTS = MappingProxyType({act.KIND: act for act in _ORDERED})
ACT_NAMED = MappingProxyType({act.__name__: act for act in _ORDERED})
# Kinds that mend the record of others: they show in its history and are published as entries only.
MENDING = tuple(kind for kind, act in ACTS.items() if issubclass(act, Mending))


@dataclass(frozen=True, slots=True)
class Owner:
    """That a kind's records belong to those of ``kind``, which their ``column`` names."""

    column: str
    kind: str


def owner_of(kind: str) -> Owner | None:
    """Return what the records of a kind belong to; None where they belong to nothing."""
    act: type[Act] = ACTS[kind]
    attribute = act.PART_OF or (act.ABOUT[1] if act.ABOUT[0] != kind else None)
    for field in fields_of(act):
        if field.attribute == attribute and field.refers:
            return Owner(field.name, field.refers)
    return None


def parts_of(kind: str) -> Mapping[str, Owner]:
    """Return the kinds that belong to a kind, directly or through others, each with its owner."""
    parts: dict[str, Owner] = {}
    for each in ACTS:
        owner = owner_of(each)
        if owner is not None and (owner.kind == kind or owner.kind in parts):
            parts[each] = owner
    return parts


@cache
def direct_parts_of(kind: str) -> Mapping[str, Owner]:
    """Return the kinds whose records belong to a kind without others in between."""
    return {part: owner for part, owner in parts_of(kind).items() if owner.kind == kind != part}


def first_day_fields(act: type[Act]) -> tuple[Field, ...]:
    """Return the fields that tell the day on which a kind of act happened or began."""
    fields = {field.attribute: field for field in fields_of(act)}
    match act.HAPPENED:
        case None:
            return ()
        case Between(begins=begins):
            return (fields[begins],)
        case On(fields=names):
            return tuple(fields[name] for name in names)


def day_fields(act: type[Act]) -> tuple[Field, ...]:
    """Return the fields in which a kind of act states its own day, or its first and its last."""
    fields = {field.attribute: field for field in fields_of(act)}
    match act.HAPPENED:
        case None:
            return ()
        case Between(begins=begins, ends=ends):
            return fields[begins], fields[ends]
        case On(fields=names):
            return tuple(fields[name] for name in names if not fields[name].refers)
