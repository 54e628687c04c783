"""The organisations that lead, answer, fund, negotiate, advise and decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registry import models
from registry.reading import select_accountable, select_led
from registry.vocabulary import PartnerKind
from schema.bindings import (
    QueryFields,
    Route,
    column,
    connection,
    in_force,
    look_up,
    many,
    page_of,
    present,
    record_type,
    relation,
    route_of,
)
from schema.inputs.filter_conditions import goes_by
from schema.inputs.filter_fields import (
    column_among,
    exists_on,
    filter_field,
    has_words,
)
from schema.inputs.filters import filter_type
from schema.inputs.lookups import lookup_input
from schema.inputs.orders import order_input
from schema.scalars import Date
from schema.types.connections import Connection
from schema.types.interfaces import Resource
from schema.types.proposals import ProposalFilter, ProposalOrder
from schema.types.targets import TargetFilter, TargetOrder
from schema.types.values import Code

if TYPE_CHECKING:
    from schema.types.agreements import Agreement
    from schema.types.areas import Area
    from schema.types.measures import AssignedTarget
    from schema.types.pools import Contribution, Pool
    from schema.types.proposals import Proposal
    from schema.types.protocols import Protocol
    from schema.types.targets import Target


@filter_type
class PartnerFilter:
    """Which organisations."""

    kind: list[PartnerKind] | None = filter_field(
        column_among(models.Partner.kind), "Of one of these kinds"
    )
    name: str | None = filter_field(
        has_words(models.Partner),
        "With all these words in its name or reference, as search finds them",
    )
    area: list[str] | None = filter_field(
        column_among(models.Partner.area), "Serving one of these areas, by reference"
    )
    parent: list[str] | None = filter_field(
        column_among(models.Partner.parent), "Answerable to one of these bodies, by reference"
    )
    identifier: list[str] | None = filter_field(
        goes_by,
        "Going by one of these identifiers: in full, such as GB-LAE-BAS, or whatever the scheme",
    )
    exists_on: Date | None = filter_field(exists_on, "Existing on this day")


PartnerOrder = order_input(
    "Partner",
    "organisations",
    (models.Partner.name, "By name"),
    (models.Partner.kind, "By kind, as its word is spelt"),
)

PartnerBy = lookup_input(
    "Partner",
    "An organisation",
    identifier="Scheme and identifier, such as GB-LAE-BAS"
    " (the identifier alone finds whoever alone goes by it)",
)


@record_type(models.Partner)
class Partner(Resource):
    name: str = column(models.Partner.name)
    kind: PartnerKind = column(models.Partner.kind)
    identifiers: list[Code] = many(
        models.PartnerIdentifier.partner,
        "The identifiers by which it goes, each in its scheme",
        where=in_force,
        order=("scheme", "value"),
    )
    parent: Partner | None = relation(models.Partner.parent)
    area: Area | None = relation(models.Partner.area)
    from_: Date | None = column(models.Partner.from_, name="from")
    until: Date | None = column(models.Partner.until)
    replaced_by: list[Partner] = many(
        models.PartnerSuccession.partner,
        "The organisations that took its place",
        to=models.PartnerSuccession.by,
    )
    replaces: list[Partner] = many(
        models.PartnerSuccession.by,
        "The organisations whose place it took",
        to=models.PartnerSuccession.partner,
    )
    leads: Connection[Target] = connection(
        Route(select_led, "partner", ("target", "targets"), where=present),
        "The targets that it leads on the day, alone or jointly",
        filters=TargetFilter,
        orders=TargetOrder,
    )
    accountable_for: Connection[Target] = connection(
        Route(select_accountable, "partner", ("target", "targets"), where=present),
        "The targets for which it is accountable on the day",
        filters=TargetFilter,
        orders=TargetOrder,
    )
    contributions: Connection[Contribution] = connection(
        route_of(models.Contribution.partner), "What it puts into pools"
    )
    accountable_for_pools: Connection[Pool] = connection(
        route_of(models.Pool.accountable_body), "The pots of money that it answers for"
    )
    signed_agreements: Connection[Agreement] = connection(
        route_of(models.AgreementSignature.partner, to=models.AgreementSignature.agreement),
        "The agreements that it signed",
    )
    signed_protocols: Connection[Protocol] = connection(
        route_of(models.ProtocolSignature.partner, to=models.ProtocolSignature.protocol),
        "The protocols that it signed",
    )
    assigned_targets: list[AssignedTarget] = many(
        models.AssignedTarget.partner, "What Whitehall set for it in particular"
    )
    proposals: Connection[Proposal] = connection(
        route_of(models.Proposal.by),
        "The proposals that it made",
        filters=ProposalFilter,
        orders=ProposalOrder,
    )


class PartnerQueries(QueryFields):
    """Root fields for organisations."""

    partner: Partner | None = look_up("partners", PartnerBy, "An organisation")
    partners: Connection[Partner] = page_of(
        "partners", PartnerFilter, PartnerOrder, "Organisations"
    )
