"""Inputs that say by what statistics are grouped, and which group comes first."""

from __future__ import annotations

from registry.vocabulary import CodeList
from schema.enums import told


@told
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


@told
class ProposalGroupOrder(CodeList):
    """Which group of proposals comes first; ties are settled by the groups' keys."""

    PROPOSALS = "PROPOSALS", "Most proposals first"
    UNANSWERED = "UNANSWERED", "Most unanswered proposals first"
    REQUESTS_UNANSWERED = "REQUESTS_UNANSWERED", "Most unanswered requests first"
    AMOUNT = "AMOUNT", "Most money asked for first"
    ANSWERED_AFTER = "ANSWERED_AFTER", "Greatest median of days until the first response first"
    UNANSWERED_FOR = "UNANSWERED_FOR", "Longest without any response first"
    KEY = "KEY", "By the groups' keys; what nothing is on record of first"


@told
class FundingGrouping(CodeList):
    """By what money is grouped."""

    POOL = "POOL", "The pool"
    AGREEMENT = "AGREEMENT", "The agreement that the pool is for"
    AREA = "AREA", "The area of that agreement"
    FINANCIAL_YEAR = "FINANCIAL_YEAR", "The financial year of the pool"
    ACCOUNTABLE_BODY = "ACCOUNTABLE_BODY", "The body that answers for the pool"
    STREAM = "STREAM", "The stream out of which is contributed; tells contributions only"
    CONTRIBUTOR = "CONTRIBUTOR", "The body that contributes; tells contributions only"
    TERMS = "TERMS", "On what terms is contributed; tells contributions only"
    TARGET = "TARGET", "The target that is given to; tells allocations only"
    GOAL = (
        "GOAL",
        "Each goal from which the target that is given to is derived; tells allocations only",
    )


@told
class FundingGroupOrder(CodeList):
    """Which group of money comes first; ties are settled by the groups' keys."""

    CONTRIBUTED = "CONTRIBUTED", "Most contributed first"
    ALLOCATED = "ALLOCATED", "Most allocated first"
    SPENT = "SPENT", "Most spent first"
    POOLS = "POOLS", "Most pools first"
    KEY = "KEY", "By the groups' keys; what nothing is on record of first"
