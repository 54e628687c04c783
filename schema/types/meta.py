"""What the register says of itself."""

from __future__ import annotations

from dataclasses import asdict, fields
from importlib.metadata import PackageNotFoundError, version
from typing import Any, TypeVar

from strawberry.utils.str_converters import to_camel_case

from registry import Limits as Figures
from registry.ledger import compute_root as ledger_root
from registry.ledger import read_position
from registry.vocabulary import Basis
from schema.bindings import FunctionField, QueryFields, bound_field, object_type, root_field
from schema.planner.statements import QueryRun
from schema.scalars import DateTime

T = TypeVar("T")


def _show_figures(shown: type[T]) -> type[T]:
    """Add a field per figure of the limits, described by what the figure counts."""
    for figure in fields(Figures):
        shown.__annotations__[figure.name] = figure.type
        setattr(shown, figure.name, bound_field(None, figure.metadata["counts"], basis=Basis.FACTS))
    return shown


@object_type
@_show_figures
class Limits:
    """How much one question may ask for."""


@object_type
class Meta:
    """What the register says of itself."""

    version: str = bound_field(None, "The version of the software", basis=Basis.FACTS)
    entries: int = bound_field(None, "How many entries the ledger holds", basis=Basis.FACTS)
    head: str = bound_field(
        None, "The root hash of the ledger (RFC 6962), in hex", basis=Basis.FACTS
    )
    recorded_at: DateTime | None = bound_field(
        None, "The instant of the newest entry", basis=Basis.FACTS
    )
    limits: Limits = bound_field(None, "How much one question may ask for", basis=Basis.FACTS)


def read_meta(run: QueryRun, limits: Figures) -> dict[str, Any]:
    """Read the register's version, the position of its ledger, and its limits."""
    connection = run.record.hold()
    where = read_position(connection)
    return {
        "__typename": "Meta",
        "version": software_version(),
        "entries": where.number,
        "head": ledger_root(connection, where.number),
        "recordedAt": where.recorded_at or None,
        "limits": {
            "__typename": "Limits",
            **{to_camel_case(name): figure for name, figure in asdict(limits).items()},
        },
    }


def software_version() -> str:
    """Return the installed version."""
    try:
        return version("answerable")
    except PackageNotFoundError:
        return "0"


class MetaQueries(QueryFields):
    """The root field for the register itself."""

    meta: Meta = root_field(FunctionField(read_meta), "What the register says of itself", [])
