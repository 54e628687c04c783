"""The table, the model and the table of old versions of each kind, in the order of the kinds."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import cast

from sqlalchemy import Table

from registry.acts import ACTS
from registry.models import (
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
from registry.models.base import Base, Record
from registry.models.history import history_of

# The modules whose classes are the tables of kinds; a new module is added here.
MODULES = (
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


def table_of(model: type[Record]) -> Table:
    """Return the table behind a model."""
    return cast(Table, cast(type[Base], model).__table__)


def pair_kinds(kinds: Iterable[str], models: Iterable[type[Record]]) -> dict[str, type[Record]]:
    """Return the model of each kind of act, in the order of the kinds.

    Raises:
        ValueError: a kind has no model, or a model no kind.
    """
    named, wanted = {table_of(model).name: model for model in models}, list(kinds)
    if alone := named.keys() ^ set(wanted):
        raise ValueError(f"kinds without a table, or tables without a kind: {sorted(alone)}")
    return {kind: named[kind] for kind in wanted}


_PAIRED = pair_kinds(
    ACTS,
    (
        value
        for module in MODULES
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Record) and issubclass(value, Base)
    ),
)

TYPES = MappingProxyType(_PAIRED)
TABLES = MappingProxyType({kind: table_of(model) for kind, model in _PAIRED.items()})
HISTORY = MappingProxyType(
    {kind: history_of(table, Base.metadata) for kind, table in TABLES.items()}
)
