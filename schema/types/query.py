"""The root of all questions."""

from __future__ import annotations

import strawberry

from schema.bindings import (
    Changes,
    Named,
    Search,
    Told,
    argument,
    look_up,
    page_arguments,
    page_of,
    root,
)
from schema.bindings.findings.page import findings_page
from schema.inputs import filters, lookups, orders
from schema.scalars import URI
from schema.types.agreements import Agreement
from schema.types.connections import Connection
from schema.types.entries import Entry
from schema.types.findings import Finding
from schema.types.funding import Pool
from schema.types.goals import Goal
from schema.types.interfaces import Node, Resource
from schema.types.meta import Meta, tell
from schema.types.negotiations import Negotiation
from schema.types.partners import Partner
from schema.types.places import Area
from schema.types.proposals import Proposal
from schema.types.responsibility import Responsibility
from schema.types.search import SearchConnection
from schema.types.statistics import (
    FundingStatistics,
    ProposalStatistics,
    funding_statistics,
    proposal_statistics,
)
from schema.types.targets import Target


@strawberry.type(description="All that can be asked")
class Query:
    """All that can be asked."""

    node: Node | None = root(
        Named("id"), "Anything by its id", [argument("id", strawberry.ID, "The id")]
    )
    nodes: list[Node | None] = root(
        Named("ids"),
        "Several things by their ids, each in the place of its id",
        [argument("ids", list[strawberry.ID], "The ids, at most a page of them")],
    )
    resource: Resource | None = root(
        Named("uri"),
        "A record by its permanent address",
        [argument("uri", URI, "The address")],
    )
    who_is_responsible: Responsibility | None = look_up(
        "targets",
        lookups.TargetBy,
        "Who answers for a target, under what terms, with whose money",
        name="target",
    )
    area: Area | None = look_up("areas", lookups.AreaBy, "An area")
    partner: Partner | None = look_up("partners", lookups.PartnerBy, "An organisation")
    goal: Goal | None = look_up("goals", lookups.GoalBy, "A national goal")
    agreement: Agreement | None = look_up("agreements", lookups.AgreementBy, "An agreement")
    target: Target | None = look_up("targets", lookups.TargetBy, "A target")
    pool: Pool | None = look_up("pools", lookups.PoolBy, "A pot of money")
    negotiation: Negotiation | None = look_up(
        "negotiations", lookups.NegotiationBy, "A negotiation"
    )
    proposal: Proposal | None = look_up("proposals", lookups.ProposalBy, "A proposal")
    areas: Connection[Area] = page_of("areas", filters.AreaFilter, orders.AreaOrder, "Areas")
    partners: Connection[Partner] = page_of(
        "partners", filters.PartnerFilter, orders.PartnerOrder, "Organisations"
    )
    goals: Connection[Goal] = page_of(
        "goals", filters.GoalFilter, orders.GoalOrder, "National goals"
    )
    agreements: Connection[Agreement] = page_of(
        "agreements", filters.AgreementFilter, orders.AgreementOrder, "Agreements"
    )
    targets: Connection[Target] = page_of(
        "targets", filters.TargetFilter, orders.TargetOrder, "Targets"
    )
    proposals: Connection[Proposal] = page_of(
        "proposals", filters.ProposalFilter, orders.ProposalOrder, "Proposals"
    )
    findings: Connection[Finding] = findings_page(
        filters.FindingFilter, "What does not stand as it should"
    )
    proposal_statistics: ProposalStatistics = proposal_statistics(
        "Proposals counted: how many were answered and how, and how long that took"
    )
    funding_statistics: FundingStatistics = funding_statistics(
        "Money added up: what was put into pools, given to targets, and spent"
    )
    search: SearchConnection = root(
        Search(),
        "Records by their words",
        [
            argument("text", str, "Words that are all to be found, in whatever form and order"),
            *page_arguments(),
        ],
    )
    changes: Connection[Entry] = root(
        Changes(),
        "What was recorded after an entry, the first first",
        [argument("since", int, "The number of the entry; 0 for all", 0), *page_arguments()],
    )
    meta: Meta = root(Told(tell), "What the register says of itself", [])
