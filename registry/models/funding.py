"""Tables of the money behind targets: streams, grants, pools, and what became of them."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from registry.models.base import (
    STRICT,
    Base,
    Sourced,
    code,
    day,
    flag,
    number,
    pence,
    refers,
    words,
)
from registry.vocabulary import ContributionTerms, Extent, TotalOf


class Stream(Sourced, Base):
    """A named stream of money, such as a grant of one department."""

    __tablename__ = "streams"
    __table_args__ = STRICT
    TYPE = "Stream"
    SEARCHED = ("title",)
    title: Mapped[str] = words("What the stream is called")
    department: Mapped[str | None] = refers("partners", "The department that pays it")


class Grant(Sourced, Base):
    """What one area gets of a stream in one financial year, and how much of it is pooled."""

    __tablename__ = "grants"
    __table_args__ = STRICT
    TYPE = "Grant"
    COUNTED = "Grants"
    stream: Mapped[str] = refers("streams", "The stream that pays")
    area: Mapped[str] = refers("areas", "The area that is paid")
    financial_year: Mapped[str] = words("The financial year, April to March, such as 2007-08")
    amount: Mapped[int | None] = pence("How much the area gets")
    stated: Mapped[str | None] = words("The amount as the source words it")
    through: Mapped[str] = code(
        Extent, "through", "How much of the grant is paid through the agreement"
    )
    through_amount: Mapped[int | None] = pence("How much of it is paid through the agreement")
    through_stated: Mapped[str | None] = words(
        "What the source says of payment through the agreement"
    )


class Pool(Sourced, Base):
    """Money that the partners of an agreement put together for one financial year."""

    __tablename__ = "pools"
    __table_args__ = STRICT
    TYPE = "Pool"
    COUNTED = "Pools of money"
    SEARCHED = ("title",)
    title: Mapped[str] = words("What the pool is called")
    agreement: Mapped[str] = refers("agreements", "The agreement that the pool is for")
    financial_year: Mapped[str] = words("The financial year, April to March, such as 2007-08")
    accountable_body: Mapped[str | None] = refers("partners", "The body that answers for the pot")


class Contribution(Sourced, Base):
    """What a partner or department puts into a pool."""

    __tablename__ = "contributions"
    # The amounts stand beside what they are added up for.
    __table_args__ = (Index(None, "pool", "amount"), STRICT)
    TYPE = "Contribution"
    pool: Mapped[str] = refers("pools", "The pool", index=False)
    partner: Mapped[str] = refers("partners", "The partner or department that contributes")
    stream: Mapped[str] = refers("streams", "The stream out of which it contributes")
    amount: Mapped[int] = pence("How much it contributes")
    stated: Mapped[str | None] = words("The amount as the source words it")
    terms: Mapped[str] = code(ContributionTerms, "terms", "Pooled, aligned or ring-fenced")
    extent: Mapped[str] = code(Extent, "extent", "Whether it is the whole of the grant or a part")


class Allocation(Sourced, Base):
    """What a pool gives to a target."""

    __tablename__ = "allocations"
    __table_args__ = (Index(None, "pool", "amount"), STRICT)
    TYPE = "Allocation"
    pool: Mapped[str] = refers("pools", "The pool that gives", index=False)
    target: Mapped[str] = refers("targets", "The target that is given to")
    amount: Mapped[int] = pence("How much is given")
    stated: Mapped[str | None] = words("The amount as the source words it")
    as_stated: Mapped[bool] = flag(
        "Whether it is kept because the source says so though the pool has less"
    )


class Outturn(Sourced, Base):
    """What was spent of a pool, or of its allocation to one target."""

    __tablename__ = "outturns"
    __table_args__ = STRICT
    TYPE = "Outturn"
    pool: Mapped[str] = refers("pools", "The pool that was spent from")
    target: Mapped[str | None] = refers(
        "targets", "The target it was spent on; empty for the whole pool"
    )
    amount: Mapped[int] = pence("How much was spent")
    stated: Mapped[str | None] = words("The amount as the source words it")
    reported_on: Mapped[str | None] = day("The day on which it was reported")


class Total(Sourced, Base):
    """A total as a source states it, beside the sum of its rows."""

    __tablename__ = "totals"
    __table_args__ = STRICT
    TYPE = "Total"
    of: Mapped[str] = code(TotalOf, "of", "What it claims to add up")
    pool: Mapped[str | None] = refers(
        "pools", "The pool whose contributions or allocations it adds up"
    )
    area: Mapped[str | None] = refers("areas", "The area whose grants it adds up")
    financial_year: Mapped[str | None] = words("The financial year whose grants it adds up")
    amount: Mapped[int] = pence("The total")
    stated: Mapped[str | None] = words("The total as the source words it")


class RewardRule(Sourced, Base):
    """How an agreement pays by result."""

    __tablename__ = "reward_rules"
    __table_args__ = STRICT
    TYPE = "RewardRule"
    agreement: Mapped[str] = refers("agreements", "The agreement that pays by result")
    percent_of_net_budget: Mapped[str | None] = number(
        "The reward at most, in percent of the net budget requirement"
    )
    net_budget: Mapped[int | None] = pence("The net budget requirement")
    potential: Mapped[int | None] = pence(
        "The reward at most, as stated or worked out by the source"
    )
    pump_priming: Mapped[int | None] = pence("What is paid at the start to get going")
    floor_percent: Mapped[str | None] = number(
        "The percentage of a target below which nothing is paid"
    )
    cap_percent: Mapped[str | None] = number(
        "The percentage of a target above which no more is paid"
    )
    stated: Mapped[str | None] = words("The rule as the source words it")
