"""What the register says of itself."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any

from registry import Limits as Figures
from registry.ledger import position
from registry.ledger import root as ledger_root
from schema.bindings import QueryFields, Told, bound, object_type, root
from schema.planner.statements import Run
from schema.scalars import DateTime


@object_type
class Limits:
    """How much one question may ask for."""

    page_size: int = bound(None, "Items a page")
    nodes: int = bound(None, "Items a question, counted at their worst")
    depth: int = bound(None, "Fields below fields")
    aliases: int = bound(None, "Fields shown under another name")
    fields: int = bound(None, "Fields, with all fragments written out")
    directives: int = bound(None, "Directives, with all fragments written out")
    pairs: int = bound(
        None, "Fields under one name in one place, and fragments there, counted as pairs"
    )
    rounds: int = bound(None, "Lists of one kind within each other, connections apart")
    tokens: int = bound(None, "Words and signs of the document")
    body_bytes: int = bound(None, "Bytes of the request")
    nesting: int = bound(
        None, "Brackets, and fragments, within each other, in the document and the JSON around it"
    )
    seconds: float = bound(None, "Seconds that the answer may take")
    errors: int = bound(None, "Errors that one answer tells")
    answer_bytes: int = bound(None, "Bytes of the answer, uncompressed")


@object_type
class Meta:
    """What the register says of itself."""

    version: str = bound(None, "The version of the software")
    entries: int = bound(None, "How many entries the ledger holds")
    head: str = bound(None, "The root hash of the ledger (RFC 6962), in hex")
    recorded_at: DateTime | None = bound(None, "The instant of the newest entry")
    limits: Limits = bound(None, "How much one question may ask for")


def tell(run: Run, limits: Figures) -> dict[str, Any]:
    """The register's version, where its ledger stands, and its limits."""
    connection = run.record.hold()
    where = position(connection)
    return {
        "__typename": "Meta",
        "version": software_version(),
        "entries": where.number,
        "head": ledger_root(connection, where.number),
        "recordedAt": where.recorded_at or None,
        "limits": {
            "__typename": "Limits",
            "pageSize": limits.page_size,
            "nodes": limits.nodes,
            "depth": limits.depth,
            "aliases": limits.aliases,
            "fields": limits.fields,
            "directives": limits.directives,
            "pairs": limits.pairs,
            "rounds": limits.rounds,
            "tokens": limits.tokens,
            "bodyBytes": limits.body_bytes,
            "nesting": limits.nesting,
            "seconds": limits.seconds,
            "errors": limits.errors,
            "answerBytes": limits.answer_bytes,
        },
    }


def software_version() -> str:
    """The version that is installed."""
    try:
        return version("answerable")
    except PackageNotFoundError:
        return "0"


class MetaQueries(QueryFields):
    """The root field for the register itself."""

    meta: Meta = root(Told(tell), "What the register says of itself", [])
