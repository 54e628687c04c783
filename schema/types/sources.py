"""Documents that records are taken from, as records of their own."""

from __future__ import annotations

from registry import models
from registry.reading import select_cited
from registry.vocabulary import Basis, Standing
from schema.bindings import (
    ConstantBinding,
    QueryFields,
    Route,
    always,
    archived_copy,
    bound_field,
    column,
    connection,
    page_of,
    record_type,
)
from schema.inputs.filters import filter_type
from schema.scalars import URI, Date
from schema.types.connections import Connection
from schema.types.interfaces import Resource
from schema.types.values import Source


@filter_type
class SourceFilter:
    """Which documents."""


@record_type(models.Source)
class SourceDocument(Resource):
    title: str = column(models.Source.title)
    source: Source | None = bound_field(
        ConstantBinding(None),
        "Always null: a document is taken from no other",
        basis=Basis.FACTS,
    )
    standing: Standing = column(models.Source.standing)
    publisher: str | None = column(models.Source.publisher)
    published_on: Date | None = column(models.Source.published_on)
    url: URI | None = column(models.Source.url)
    archived: URI | None = archived_copy(
        models.Source.url, "Where an archive may have a copy of the page at the address"
    )
    records: Connection[Resource] = connection(
        Route(select_cited, "source", where=always),
        "The records that are taken from it, kind by kind",
        unique=("kind", "reference"),
    )


class SourceQueries(QueryFields):
    """Root fields for documents."""

    sources: Connection[SourceDocument] = page_of(
        "sources", SourceFilter, None, "The documents that records are taken from"
    )
