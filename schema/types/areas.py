"""Places: areas, their regions and their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registry import models
from registry.vocabulary import AreaKind
from schema.bindings import (
    QueryFields,
    column,
    connection,
    in_force,
    look_up,
    many,
    page_of,
    record_type,
    relation,
    route_of,
)
from schema.inputs.filter_fields import (
    column_among,
    exists_on,
    filter_field,
    has_words,
    linked_among,
)
from schema.inputs.filters import filter_type
from schema.inputs.lookups import lookup_input
from schema.inputs.orders import by_term, order_input
from schema.scalars import Date
from schema.types.connections import Connection
from schema.types.interfaces import Resource
from schema.types.values import Code

if TYPE_CHECKING:
    from schema.types.agreements import Agreement
    from schema.types.partners import Partner
    from schema.types.streams import Grant, Total


@filter_type
class AreaFilter:
    """Which areas."""

    kind: list[AreaKind] | None = filter_field(
        column_among(models.Area.kind), "Of one of these kinds"
    )
    region: list[str] | None = filter_field(
        column_among(models.Area.region), "In one of these regions, by reference"
    )
    within: list[str] | None = filter_field(
        column_among(models.Area.within), "Part of one of these areas, by reference"
    )
    name: str | None = filter_field(
        has_words(models.Area),
        "With all these words in its name or reference, as search finds them",
    )
    code: list[str] | None = filter_field(
        linked_among(models.AreaCode.area, models.AreaCode.value),
        "Going by one of these codes, whatever the scheme",
    )
    gss_code: list[str] | None = filter_field(
        linked_among(
            models.AreaCode.area, models.AreaCode.value, lambda row, _: row.c.scheme == "GSS"
        ),
        "Going by one of these GSS codes",
    )
    exists_on: Date | None = filter_field(exists_on, "Existing on this day")


AreaOrder = order_input(
    "Area",
    "areas",
    (models.Area.name, "By name"),
    (models.Area.kind, "By kind, as its word is spelt"),
    (models.Area.region, "By the reference of its region"),
    *by_term(models.Area.from_, models.Area.until),
)

AreaBy = lookup_input("Area", "An area", gss_code="The area's GSS code, such as E06000022")


@record_type(models.Region)
class Region(Resource):
    name: str = column(models.Region.name)
    code: str | None = column(models.Region.code)
    reference: str = column(models.Region.reference)


@record_type(models.Area)
class Area(Resource):
    name: str = column(models.Area.name)
    kind: AreaKind = column(models.Area.kind)
    region: Region = relation(models.Area.region)
    within: Area | None = relation(models.Area.within)
    parts: list[Area] = many(models.Area.within, "The areas that are part of this one")
    codes: list[Code] = many(
        models.AreaCode.area,
        "The codes by which it goes, each in its scheme",
        where=in_force,
        order=("scheme", "value"),
    )
    from_: Date | None = column(models.Area.from_, name="from")
    until: Date | None = column(models.Area.until)
    replaced_by: list[Area] = many(
        models.AreaSuccession.area, "The areas that took its place", to=models.AreaSuccession.by
    )
    replaces: list[Area] = many(
        models.AreaSuccession.by, "The areas whose place it took", to=models.AreaSuccession.area
    )
    partners: list[Partner] = many(models.Partner.area, "The organisations that serve it")
    agreements: Connection[Agreement] = connection(
        route_of(models.Agreement.area), "The agreements made for it"
    )
    grants: list[Grant] = many(
        models.Grant.area, "What it gets of each stream of money", order=("financial_year",)
    )
    totals: list[Total] = many(
        models.Total.area, "Totals of its grants as sources state them", order=("financial_year",)
    )


class AreaQueries(QueryFields):
    """Root fields for areas."""

    area: Area | None = look_up("areas", AreaBy, "An area")
    areas: Connection[Area] = page_of("areas", AreaFilter, AreaOrder, "Areas")
