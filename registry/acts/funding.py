"""Acts about the money behind targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from registry.acts.base import SourcedAct
from registry.acts.days import On
from registry.acts.fields import Day, FinancialYear, Number, To
from registry.acts.ties import Tie
from registry.vocabulary import ContributionTerms, Extent, Pence, TotalOf


@dataclass(frozen=True, kw_only=True)
class StreamNamed(SourcedAct):
    """A stream of money was named."""

    KIND = "streams"
    ABOUT = ("streams", "reference")
    HAPPENED = None

    title: str
    department: Annotated[str, To("partners")] | None = None


@dataclass(frozen=True, kw_only=True)
class GrantPaid(SourcedAct):
    """An area was given money out of a stream."""

    KIND = "grants"
    ABOUT = ("areas", "area")
    KEY = ("area", "financial_year", "stream")
    HAPPENED = None

    stream: Annotated[str, To("streams")]
    area: Annotated[str, To("areas")]
    financial_year: FinancialYear
    amount: Pence | None = None
    stated: str | None = None
    through: Extent = Extent.UNSTATED
    through_amount: Pence | None = None
    through_stated: str | None = None


@dataclass(frozen=True, kw_only=True)
class PoolFormed(SourcedAct):
    """The partners of an agreement formed a pool."""

    KIND = "pools"
    ABOUT = ("pools", "reference")
    HAPPENED = None
    PART_OF = "agreement"

    title: str
    agreement: Annotated[str, To("agreements")]
    financial_year: FinancialYear
    accountable_body: Annotated[str, To("partners")] | None = None


@dataclass(frozen=True, kw_only=True)
class ContributionMade(SourcedAct):
    """A partner put money into a pool."""

    KIND = "contributions"
    ABOUT = ("pools", "pool")
    KEY = ("pool", "partner", "stream")
    HAPPENED = None

    pool: Annotated[str, To("pools")]
    partner: Annotated[str, To("partners")]
    stream: Annotated[str, To("streams")]
    amount: Pence
    stated: str | None = None
    terms: ContributionTerms
    extent: Extent = Extent.UNSTATED


@dataclass(frozen=True, kw_only=True)
class AllocationMade(SourcedAct):
    """A pool gave money to a target."""

    KIND = "allocations"
    ABOUT = ("pools", "pool")
    KEY = ("pool", "target")
    HAPPENED = None
    TIES = (Tie("target", "agreement", other="pool"),)

    pool: Annotated[str, To("pools")]
    target: Annotated[str, To("targets")]
    amount: Pence
    stated: str | None = None
    as_stated: bool = False


@dataclass(frozen=True, kw_only=True)
class OutturnReported(SourcedAct):
    """What was spent of a pool was reported."""

    KIND = "outturns"
    ABOUT = ("pools", "pool")
    KEY = ("pool", "target", "reported_on")
    HAPPENED = On("reported_on")
    TIES = (Tie("target", "agreement", other="pool"),)

    pool: Annotated[str, To("pools")]
    target: Annotated[str, To("targets")] | None = None
    amount: Pence
    stated: str | None = None
    reported_on: Day | None = None


@dataclass(frozen=True, kw_only=True)
class TotalStated(SourcedAct):
    """A source stated a total."""

    KIND = "totals"
    ABOUT = ("totals", "reference")
    HAPPENED = None

    of: TotalOf
    pool: Annotated[str, To("pools")] | None = None
    area: Annotated[str, To("areas")] | None = None
    financial_year: FinancialYear | None = None
    amount: Pence
    stated: str | None = None
    stream: Annotated[str, To("streams")] | None = None


@dataclass(frozen=True, kw_only=True)
class RewardRuleSet(SourcedAct):
    """How an agreement pays by result was set."""

    KIND = "reward_rules"
    ABOUT = ("agreements", "agreement")
    KEY = ("agreement",)
    HAPPENED = On("agreement")

    agreement: Annotated[str, To("agreements")]
    percent_of_net_budget: Number | None = None
    net_budget: Pence | None = None
    potential: Pence | None = None
    pump_priming: Pence | None = None
    floor_percent: Number | None = None
    cap_percent: Number | None = None
    stated: str | None = None
