"""The organisations that lead, answer, fund, negotiate, advise and decide."""

from __future__ import annotations

import strawberry

from registry import models
from registry.vocabulary import PartnerKind
from schema.bindings import Route, column, connection, in_force, many, present, related, route_of
from schema.derived_rows import answerable, led
from schema.inputs.filters import ProposalFilter, TargetFilter
from schema.inputs.orders import ProposalOrder, TargetOrder
from schema.scalars import Date
from schema.types.connections import Connection
from schema.types.interfaces import Resource
from schema.types.refs import (
    AgreementRef,
    AreaRef,
    AssignedTargetRef,
    ContributionRef,
    PartnerRef,
    PoolRef,
    ProposalRef,
    ProtocolRef,
    TargetRef,
)
from schema.types.values import Code


@strawberry.type(
    description="An organisation: a council, a local partner, a department, an inspectorate"
)
class Partner(Resource):
    """An organisation: a council, a local partner, a department, an inspectorate."""

    KIND = "partners"
    name: str = column(models.Partner.name)
    kind: PartnerKind = column(models.Partner.kind)
    identifiers: list[Code] = many(
        models.PartnerIdentifier.partner,
        "The identifiers by which it goes, each in its scheme",
        where=in_force,
        order=("scheme", "value"),
    )
    parent: PartnerRef | None = related(models.Partner.parent)
    area: AreaRef | None = related(models.Partner.area)
    from_: Date | None = column(models.Partner.from_, name="from")
    until: Date | None = column(models.Partner.until)
    replaced_by: list[PartnerRef] = many(
        models.PartnerSuccession.partner,
        "The organisations that took its place",
        to=models.PartnerSuccession.by,
    )
    replaces: list[PartnerRef] = many(
        models.PartnerSuccession.by,
        "The organisations whose place it took",
        to=models.PartnerSuccession.partner,
    )
    leads: Connection[TargetRef] = connection(
        Route(led, "partner", ("target", "targets"), where=present),
        "The targets that it leads on the day, alone or jointly",
        filters=TargetFilter,
        orders=TargetOrder,
    )
    accountable_for: Connection[TargetRef] = connection(
        Route(answerable, "partner", ("target", "targets"), where=present),
        "The targets for which it is accountable on the day",
        filters=TargetFilter,
        orders=TargetOrder,
    )
    contributions: Connection[ContributionRef] = connection(
        route_of(models.Contribution.partner), "What it puts into pools"
    )
    accountable_for_pools: Connection[PoolRef] = connection(
        route_of(models.Pool.accountable_body), "The pots of money that it answers for"
    )
    signed_agreements: Connection[AgreementRef] = connection(
        route_of(models.AgreementSignature.partner, to=models.AgreementSignature.agreement),
        "The agreements that it signed",
    )
    signed_protocols: Connection[ProtocolRef] = connection(
        route_of(models.ProtocolSignature.partner, to=models.ProtocolSignature.protocol),
        "The protocols that it signed",
    )
    assigned_targets: list[AssignedTargetRef] = many(
        models.AssignedTarget.partner, "What Whitehall set for it in particular"
    )
    proposals: Connection[ProposalRef] = connection(
        route_of(models.Proposal.by),
        "The proposals that it made",
        filters=ProposalFilter,
        orders=ProposalOrder,
    )
