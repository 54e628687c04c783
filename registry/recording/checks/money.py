"""Checks of the money in pools."""

from __future__ import annotations

from collections.abc import Iterator

from registry.acts import AllocationMade, ContributionMade
from registry.errors import Refusal
from registry.projection import row_of
from registry.recording.checks.check import Ask, Check, without
from registry.recording.facts import Facts
from registry.rules.money import check_money_adds_up
from registry.vocabulary import Author

_POOL = (Ask("contributions", "pool", "pool"), Ask("allocations", "pool", "pool"))


def _refuse_contribution(act: ContributionMade, facts: Facts, _author: Author) -> Iterator[Refusal]:
    others = without(facts.where("contributions", "pool", act.pool), act)
    allocations = facts.where("allocations", "pool", act.pool)
    return check_money_adds_up(act.pool, [*others, row_of(act, 0, "")], allocations)


def _refuse_allocation(act: AllocationMade, facts: Facts, _author: Author) -> Iterator[Refusal]:
    others = without(facts.where("allocations", "pool", act.pool), act)
    contributions = facts.where("contributions", "pool", act.pool)
    return check_money_adds_up(act.pool, contributions, [*others, row_of(act, 0, "")])


CONTRIBUTION = Check(ContributionMade, _refuse_contribution, _POOL)
ALLOCATION = Check(AllocationMade, _refuse_allocation, _POOL)
