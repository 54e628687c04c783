"""All kinds of record, in the order in which one may refer to another."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Table

from registry.models import (
    accountability,
    agreements,
    corrections,
    funding,
    goals,
    negotiations,
    partners,
    places,
    targets,
)
from registry.models.base import Base, Record
from registry.models.history import history_of

RECORDS: tuple[type[Record], ...] = (
    places.Source,
    places.Region,
    places.Area,
    places.AreaCode,
    places.AreaSuccession,
    partners.Partner,
    partners.PartnerIdentifier,
    partners.PartnerSuccession,
    goals.Goal,
    goals.Measure,
    goals.MeasureGoal,
    goals.AssignedTarget,
    agreements.Agreement,
    agreements.AgreementBlock,
    agreements.AgreementSignature,
    agreements.Revision,
    agreements.RevisionConsent,
    targets.Target,
    targets.TargetDesignation,
    targets.Derivation,
    targets.Scrap,
    targets.Milestone,
    targets.Measurement,
    accountability.Accountability,
    targets.TargetChange,
    accountability.Protocol,
    accountability.Clause,
    accountability.ProtocolSignature,
    accountability.AnswerStep,
    funding.Stream,
    funding.Grant,
    funding.Pool,
    funding.Contribution,
    funding.Allocation,
    funding.Outturn,
    funding.Total,
    funding.RewardRule,
    negotiations.Negotiation,
    negotiations.Round,
    negotiations.Deadline,
    negotiations.Constraint,
    negotiations.Proposal,
    negotiations.ProposalPartner,
    negotiations.Request,
    negotiations.Response,
    negotiations.Advice,
    negotiations.Decision,
    negotiations.Citation,
    corrections.Correction,
    corrections.Redaction,
)


def table_of(model: type[Record]) -> Table:
    """The table behind a model."""
    return cast(Table, cast(type[Base], model).__table__)


TABLES: dict[str, Table] = {table_of(model).name: table_of(model) for model in RECORDS}
TYPES: dict[str, type[Record]] = {table_of(model).name: model for model in RECORDS}
HISTORY: dict[str, Table] = {
    name: history_of(table, Base.metadata) for name, table in TABLES.items()
}
