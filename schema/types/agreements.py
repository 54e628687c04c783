"""Local Area Agreements: who signed them, how they changed, and who consented."""

from __future__ import annotations

import strawberry

from registry import models
from registry.reading import agreement_status
from registry.vocabulary import AgreementStatus
from schema.bindings import always, cited, column, connection, expressed, many, related, route_of
from schema.inputs.filters import TargetFilter
from schema.inputs.orders import TargetOrder
from schema.scalars import Date
from schema.types.connections import Connection
from schema.types.interfaces import Resource
from schema.types.refs import (
    AgreementRef,
    AreaRef,
    DesignationTermRef,
    NegotiationRef,
    PartnerRef,
    PoolRef,
    ProtocolRef,
    RevisionRef,
    RewardRuleRef,
    TargetChangeRef,
    TargetRef,
)
from schema.types.values import Signature, Source


@strawberry.type(description="A block of an agreement, such as safer and stronger communities")
class AgreementBlock:
    """A block of an agreement, such as safer and stronger communities."""

    title: str = column(models.AgreementBlock.title)
    source: Source | None = cited(models.AgreementBlock.source)


@strawberry.type(description="That a body consented to a revision")
class Consent:
    """That a body consented to a revision."""

    partner: PartnerRef = related(models.RevisionConsent.partner)
    on: Date | None = column(models.RevisionConsent.on)


@strawberry.type(description="A later revision of an agreement, often called its refresh")
class Revision(Resource):
    """A later revision of an agreement, often called its refresh."""

    KIND = "revisions"
    title: str = column(models.Revision.title)
    agreement: AgreementRef = related(models.Revision.agreement)
    on: Date = column(models.Revision.on)
    consents: list[Consent] = many(
        models.RevisionConsent.revision, "The bodies that consented to it", order=("on",)
    )
    changes: list[TargetChangeRef] = many(
        models.TargetChange.revision, "What it changed in targets", order=("target",)
    )
    designations: list[DesignationTermRef] = many(
        models.TargetDesignation.revision,
        "The targets that it designated, or made local",
        where=always,
        order=("target",),
    )


@strawberry.type(
    description="A Local Area Agreement (LAA) or local Public Service Agreement of one area"
)
class Agreement(Resource):
    """A Local Area Agreement (LAA) or local Public Service Agreement of one area."""

    KIND = "agreements"
    title: str = column(models.Agreement.title)
    area: AreaRef = related(models.Agreement.area)
    round: str | None = column(models.Agreement.round)
    stage: AgreementStatus = column(models.Agreement.stage)
    status: AgreementStatus = expressed(
        lambda place: agreement_status(place.moment.view, place.row),
        "How far the agreement has come on the day: by its term, the latest decision, or as stated",
    )
    single_pot: bool | None = column(models.Agreement.single_pot)
    broker: PartnerRef | None = related(models.Agreement.broker)
    accountable_body: PartnerRef | None = related(models.Agreement.accountable_body)
    from_: Date | None = column(models.Agreement.from_, name="from")
    until: Date | None = column(models.Agreement.until)
    blocks: list[AgreementBlock] = many(models.AgreementBlock.agreement, "Its blocks")
    signatories: list[Signature] = many(
        models.AgreementSignature.agreement, "Who signed it", order=("signed_on",)
    )
    revisions: list[RevisionRef] = many(
        models.Revision.agreement, "Its later revisions", order=("on",)
    )
    targets: Connection[TargetRef] = connection(
        route_of(models.Target.agreement), "Its targets", filters=TargetFilter, orders=TargetOrder
    )
    protocols: Connection[ProtocolRef] = connection(
        route_of(models.Protocol.agreement), "The protocols that belong to it"
    )
    pools: Connection[PoolRef] = connection(
        route_of(models.Pool.agreement), "The money that its partners put together"
    )
    reward_rules: list[RewardRuleRef] = many(models.RewardRule.agreement, "How it pays by result")
    negotiations: Connection[NegotiationRef] = connection(
        route_of(models.Negotiation.agreement), "The negotiations of it and of its refreshes"
    )
