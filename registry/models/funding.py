"""Tables of the money behind targets: streams, grants, pools, and what became of them."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from registry.models.base import (
    STRICT,
    Base,
    Sourced,
    boolean_column,
    code_column,
    day_column,
    decimal_column,
    pence_column,
    reference_column,
    text_column,
)
from registry.vocabulary import ContributionTerms, Extent, TotalOf


class Stream(Sourced, Base):
    """A named stream of money, such as a grant of one department."""

    __tablename__ = "streams"
    __table_args__ = STRICT
    TYPE = "Stream"
    SEARCHED = ("title",)
    title: Mapped[str] = text_column("What the stream is called")
    department: Mapped[str | None] = reference_column("partners", "The department that pays it")


class Grant(Sourced, Base):
    """What one area gets of a stream in one financial year, and how much of it is pooled."""

    __tablename__ = "grants"
    __table_args__ = STRICT
    TYPE = "Grant"
    COUNTED = "Grants"
    stream: Mapped[str] = reference_column("streams", "The stream that pays")
    area: Mapped[str] = reference_column("areas", "The area that is paid")
    financial_year: Mapped[str] = text_column("The financial year, April to March, such as 2007-08")
    amount: Mapped[int | None] = pence_column("How much the area gets")
    stated: Mapped[str | None] = text_column("The amount as the source words it")
    through: Mapped[str] = code_column(
        Extent, "through", "How much of the grant is paid through the agreement"
    )
    through_amount: Mapped[int | None] = pence_column(
        "How much of it is paid through the agreement"
    )
    through_stated: Mapped[str | None] = text_column(
        "What the source says of payment through the agreement"
    )


class Pool(Sourced, Base):
    """Money that the partners of an agreement put together for one financial year."""

    __tablename__ = "pools"
    __table_args__ = STRICT
    TYPE = "Pool"
    COUNTED = "Pools of money"
    SEARCHED = ("title",)
    title: Mapped[str] = text_column("What the pool is called")
    agreement: Mapped[str] = reference_column("agreements", "The agreement that the pool is for")
    financial_year: Mapped[str] = text_column("The financial year, April to March, such as 2007-08")
    accountable_body: Mapped[str | None] = reference_column(
        "partners", "The body that answers for the pot"
    )


class Contribution(Sourced, Base):
    """What a partner or department puts into a pool."""

    __tablename__ = "contributions"
    # The amounts stand beside what they are added up for.
    __table_args__ = (Index(None, "pool", "amount"), STRICT)
    TYPE = "Contribution"
    pool: Mapped[str] = reference_column("pools", "The pool", index=False)
    partner: Mapped[str] = reference_column(
        "partners", "The partner or department that contributes"
    )
    stream: Mapped[str] = reference_column("streams", "The stream out of which it contributes")
    amount: Mapped[int] = pence_column("How much it contributes")
    stated: Mapped[str | None] = text_column("The amount as the source words it")
    terms: Mapped[str] = code_column(ContributionTerms, "terms", "Pooled, aligned or ring-fenced")
    extent: Mapped[str] = code_column(
        Extent, "extent", "Whether it is the whole of the grant or a part"
    )


class Allocation(Sourced, Base):
    """What a pool gives to a target."""

    __tablename__ = "allocations"
    __table_args__ = (Index(None, "pool", "amount"), STRICT)
    TYPE = "Allocation"
    pool: Mapped[str] = reference_column("pools", "The pool that gives", index=False)
    target: Mapped[str] = reference_column("targets", "The target that is given to")
    amount: Mapped[int] = pence_column("How much is given")
    stated: Mapped[str | None] = text_column("The amount as the source words it")
    as_stated: Mapped[bool] = boolean_column(
        "Whether it is kept because the source says so though the pool has less"
    )


class Outturn(Sourced, Base):
    """What was spent of a pool, or of its allocation to one target."""

    __tablename__ = "outturns"
    __table_args__ = STRICT
    TYPE = "Outturn"
    pool: Mapped[str] = reference_column("pools", "The pool that was spent from")
    target: Mapped[str | None] = reference_column(
        "targets", "The target it was spent on; empty for the whole pool"
    )
    amount: Mapped[int] = pence_column("How much was spent")
    stated: Mapped[str | None] = text_column("The amount as the source words it")
    reported_on: Mapped[str | None] = day_column("The day on which it was reported")


class Total(Sourced, Base):
    """A total as a source states it, beside the sum of its rows."""

    __tablename__ = "totals"
    __table_args__ = STRICT
    TYPE = "Total"
    of: Mapped[str] = code_column(TotalOf, "of", "What it claims to add up")
    pool: Mapped[str | None] = reference_column(
        "pools", "The pool whose contributions or allocations it adds up"
    )
    area: Mapped[str | None] = reference_column("areas", "The area whose grants it adds up")
    financial_year: Mapped[str | None] = text_column("The financial year whose grants it adds up")
    amount: Mapped[int] = pence_column("The total")
    stated: Mapped[str | None] = text_column("The total as the source words it")
    stream: Mapped[str | None] = reference_column(
        "streams", "The stream whose grants it adds up: all of them, or those of the area"
    )


class RewardRule(Sourced, Base):
    """How an agreement pays by result."""

    __tablename__ = "reward_rules"
    __table_args__ = STRICT
    TYPE = "RewardRule"
    agreement: Mapped[str] = reference_column("agreements", "The agreement that pays by result")
    percent_of_net_budget: Mapped[str | None] = decimal_column(
        "The reward at most, in percent of the net budget requirement"
    )
    net_budget: Mapped[int | None] = pence_column("The net budget requirement")
    potential: Mapped[int | None] = pence_column(
        "The reward at most, as stated or worked out by the source"
    )
    pump_priming: Mapped[int | None] = pence_column("What is paid at the start to get going")
    floor_percent: Mapped[str | None] = decimal_column(
        "The percentage of a target below which nothing is paid"
    )
    cap_percent: Mapped[str | None] = decimal_column(
        "The percentage of a target above which no more is paid"
    )
    stated: Mapped[str | None] = text_column("The rule as the source words it")
