"""Local Area Agreements: their blocks and who signed them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registry import models
from registry.reading import agreement_status
from registry.vocabulary import AgreementStatus
from schema.bindings import (
    QueryFields,
    belonging_changes,
    column,
    connection,
    look_up,
    many,
    page_of,
    reach_field,
    record_type,
    relation,
    route_of,
    status_field,
    status_sentence,
)
from schema.inputs.filter_conditions import in_region
from schema.inputs.filter_fields import (
    column_among,
    expression_among,
    filter_field,
    has_words,
)
from schema.inputs.filters import filter_type
from schema.inputs.lookups import lookup_input
from schema.inputs.orders import by_term, order_input
from schema.scalars import Date
from schema.types.connections import Connection
from schema.types.interfaces import Resource
from schema.types.targets import TargetFilter, TargetOrder
from schema.types.values import Signature

if TYPE_CHECKING:
    from schema.types.areas import Area
    from schema.types.entries import Entry
    from schema.types.negotiations import Negotiation
    from schema.types.partners import Partner
    from schema.types.pools import Pool
    from schema.types.protocols import Protocol
    from schema.types.revisions import Revision
    from schema.types.reward_rules import RewardRule
    from schema.types.targets import Target


@filter_type
class AgreementFilter:
    """Which agreements."""

    area: list[str] | None = filter_field(
        column_among(models.Agreement.area), "Of one of these areas, by reference"
    )
    region: list[str] | None = filter_field(
        in_region, "Of areas in one of these regions, by reference"
    )
    status: list[AgreementStatus] | None = filter_field(
        expression_among(lambda context: agreement_status(context.moment.view, context.row)),
        "Having come this far on the day",
    )
    stage: list[AgreementStatus] | None = filter_field(
        column_among(models.Agreement.stage), "Having come this far, as the source says"
    )
    round: list[str] | None = filter_field(
        column_among(models.Agreement.round), "Made in one of these rounds"
    )
    text: str | None = filter_field(
        has_words(models.Agreement),
        "With all these words in its title or reference, as search finds them",
    )


AgreementOrder = order_input(
    "Agreement",
    "agreements",
    (models.Agreement.title, "By title"),
    (models.Agreement.round, "By the round in which it was made"),
    *by_term(models.Agreement.from_, models.Agreement.until),
)

AgreementBy = lookup_input("Agreement", "An agreement")


@record_type(models.AgreementBlock)
class AgreementBlock(Resource):
    title: str = column(models.AgreementBlock.title)


@record_type(models.Agreement)
class Agreement(Resource):
    title: str = column(models.Agreement.title)
    area: Area = relation(models.Agreement.area)
    round: str | None = column(models.Agreement.round)
    stage: AgreementStatus = column(models.Agreement.stage)
    status: AgreementStatus = status_field(
        agreement_status,
        "How far the agreement has come on the day: by its term, the latest decision, or as stated",
    )
    status_says: str = status_sentence("agreements", AgreementStatus, agreement_status)
    sources_reach: Date | None = reach_field("agreements")
    single_pot: bool | None = column(models.Agreement.single_pot)
    broker: Partner | None = relation(models.Agreement.broker)
    accountable_body: Partner | None = relation(models.Agreement.accountable_body)
    from_: Date | None = column(models.Agreement.from_, name="from")
    until: Date | None = column(models.Agreement.until)
    blocks: list[AgreementBlock] = many(models.AgreementBlock.agreement, "Its blocks")
    signatories: list[Signature] = many(
        models.AgreementSignature.agreement, "Who signed it", order=("signed_on",)
    )
    revisions: list[Revision] = many(
        models.Revision.agreement, "Its later revisions", order=("on",)
    )
    targets: Connection[Target] = connection(
        route_of(models.Target.agreement), "Its targets", filters=TargetFilter, orders=TargetOrder
    )
    protocols: Connection[Protocol] = connection(
        route_of(models.Protocol.agreement), "The protocols that belong to it"
    )
    pools: Connection[Pool] = connection(
        route_of(models.Pool.agreement), "The money that its partners put together"
    )
    reward_rules: list[RewardRule] = many(models.RewardRule.agreement, "How it pays by result")
    changes: Connection[Entry] = belonging_changes(
        "agreements",
        "What was recorded about it and all that belongs to it, in the order of the ledger; between"
        " days, what happened then by the acts' own days, in their order",
    )
    negotiations: Connection[Negotiation] = connection(
        route_of(models.Negotiation.agreement), "The negotiations of it and of its refreshes"
    )


class AgreementQueries(QueryFields):
    """Root fields for agreements."""

    agreement: Agreement | None = look_up("agreements", AgreementBy, "An agreement")
    agreements: Connection[Agreement] = page_of(
        "agreements", AgreementFilter, AgreementOrder, "Agreements"
    )
