"""The model, the table and the table of old versions of each kind, in the order of the kinds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from types import MappingProxyType
from typing import cast

from sqlalchemy import Table

from registry.acts import ACTS
from registry.models.base import Base, Record
from registry.models.history import make_history_table


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


def find_models() -> Iterator[type[Record]]:
    """Yield the models of this folder; each is in the module named as that of its act."""
    package = __name__.rpartition(".")[0]
    names = dict.fromkeys(act.__module__.rpartition(".")[2] for act in ACTS.values())
    for name in names:
        for value in vars(import_module(f"{package}.{name}")).values():
            if isinstance(value, type) and issubclass(value, Record) and issubclass(value, Base):
                yield value


def title_column(kind: str) -> str | None:
    """Return the column that says what a record of a kind is called; None where it has no name."""
    return next((name for name in ("title", "name") if name in TABLES[kind].c), None)


_PAIRED = pair_kinds(ACTS, find_models())

TYPES = MappingProxyType(_PAIRED)
TABLES = MappingProxyType({kind: table_of(model) for kind, model in _PAIRED.items()})
HISTORY = MappingProxyType(
    {kind: make_history_table(table, Base.metadata) for kind, table in TABLES.items()}
)
