"""Places: areas, their regions and their codes."""

from __future__ import annotations

import strawberry

from registry import models
from registry.vocabulary import AreaKind
from schema.bindings import column, connection, in_force, many, related, route_of
from schema.scalars import Date
from schema.types.connections import Connection
from schema.types.interfaces import Resource
from schema.types.refs import AgreementRef, AreaRef, GrantRef, PartnerRef, TotalRef
from schema.types.values import Code


@strawberry.type(description="A region of England, as the Government Offices had them")
class Region:
    """A region of England, as the Government Offices had them."""

    name: str = column(models.Region.name)
    code: str | None = column(models.Region.code)
    reference: str = column(models.Region.reference)


@strawberry.type(description="A place with a local authority, or a part of one")
class Area(Resource):
    """A place with a local authority, or a part of one."""

    KIND = "areas"
    name: str = column(models.Area.name)
    kind: AreaKind = column(models.Area.kind)
    region: Region = related(models.Area.region)
    within: AreaRef | None = related(models.Area.within)
    parts: list[AreaRef] = many(models.Area.within, "The areas that are part of this one")
    codes: list[Code] = many(
        models.AreaCode.area,
        "The codes by which it goes, each in its scheme",
        where=in_force,
        order=("scheme", "value"),
    )
    from_: Date | None = column(models.Area.from_, name="from")
    until: Date | None = column(models.Area.until)
    replaced_by: list[AreaRef] = many(
        models.AreaSuccession.area, "The areas that took its place", to=models.AreaSuccession.by
    )
    replaces: list[AreaRef] = many(
        models.AreaSuccession.by, "The areas whose place it took", to=models.AreaSuccession.area
    )
    partners: list[PartnerRef] = many(models.Partner.area, "The organisations that serve it")
    agreements: Connection[AgreementRef] = connection(
        route_of(models.Agreement.area), "The agreements made for it"
    )
    grants: list[GrantRef] = many(
        models.Grant.area, "What it gets of each stream of money", order=("financial_year",)
    )
    totals: list[TotalRef] = many(
        models.Total.area, "Totals of its grants as sources state them", order=("financial_year",)
    )
