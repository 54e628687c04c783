"""What does not stand as it should: never an error, always shown."""

from __future__ import annotations

from typing import Any

from registry.reading.findings import describe_finding
from registry.vocabulary import Basis, FindingKind, Standing
from schema.bindings import QueryFields, any_kind, computed_value, object_type, value
from schema.bindings.findings.page import findings_field
from schema.inputs.filter_conditions import area_of_finding
from schema.inputs.filter_fields import filter_field, value_among
from schema.inputs.filters import plain_filter_type, standing_filter
from schema.planner.row_context import RowContext
from schema.scalars import Date
from schema.types.connections import Connection
from schema.types.interfaces import Resource


@plain_filter_type
@standing_filter
class FindingFilter:
    """Which findings."""

    # Only the kinds that are wanted are computed.
    kind: list[FindingKind] | None = filter_field(
        value_among("kind"), "Of one of these kinds", chooses=True
    )
    about: list[str] | None = filter_field(
        value_among("about"), "About one of these records, by reference"
    )
    agreement: list[str] | None = filter_field(
        value_among("agreement"), "In one of these agreements, by reference"
    )
    area: list[str] | None = filter_field(
        area_of_finding, "In agreements of one of these areas, or about them, by reference"
    )


# What a finding's sentence is made of.
SAID = ("kind", "title", "detail", "more", "reach")


def _write_sentence(*parts: str | None) -> str:
    return describe_finding(dict(zip(SAID, parts, strict=True)))


def _sentence_values(context: RowContext) -> list[Any]:
    return [context.column(name) for name in SAID]


@object_type
class Finding:
    """Something on the record that does not stand as it should."""

    kind: FindingKind = value(
        "kind", "What does not stand as it should", basis=Basis.ABSENCE, said_by="says"
    )
    about: Resource = any_kind("about_kind", "about", "What it is about")
    says: str = computed_value(
        _write_sentence,
        _sentence_values,
        "The finding in one sentence",
        basis=Basis.ABSENCE,
        said_by="says",
    )
    since: Date | None = value("since", "Since when, where that is known")
    sources_reach: Date | None = value(
        "reach",
        "The last day, by the day asked about, to which the sources about it speak, where the"
        " finding follows from what is not on record; empty if none",
    )
    standing: Standing = value("standing", "How the record that it is about stands to its source")


class FindingQueries(QueryFields):
    """Root fields for findings."""

    findings: Connection[Finding] = findings_field(
        FindingFilter, "What does not stand as it should"
    )
