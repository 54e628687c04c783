"""By what proposals are grouped, and the filter that lists those of a group."""

from __future__ import annotations

import strawberry

from registry.vocabulary import CodeList
from schema.enums import register_enum


@register_enum
class ProposalGrouping(CodeList):
    """By what proposals are grouped."""

    PROPOSER = "PROPOSER", "The body that makes it"
    RESPONDENT = (
        "RESPONDENT",
        "Each body that has responded to it by the day; what nobody has answered is a group",
    )
    DEPARTMENT = (
        "DEPARTMENT",
        "Each department that leads a goal from which the target that it is about is derived;"
        " no source says to whom a proposal is addressed",
    )
    GOAL = "GOAL", "Each goal from which the target that it is about is derived"
    OUTCOME = "OUTCOME", "Each outcome that a response to it has by the day"
    AGREEMENT = "AGREEMENT", "The agreement that is negotiated"
    AREA = "AREA", "The area of the agreement that is negotiated"
    BROKER = "BROKER", "The Government Office that brokers the negotiation"
    SUBJECT = "SUBJECT", "What it is about"
    THEME = "THEME", "The theme under which the source lists it"


@strawberry.input(description="The key of a group of proposals, as statistics show it")
class ProposalGroupKey:
    """The key of a group of proposals."""

    by: ProposalGrouping = strawberry.field(description="By what they are grouped")
    value: str | None = strawberry.field(
        default=None,
        description="The key's value: a reference or a word; null for what nothing is on record of",
    )
