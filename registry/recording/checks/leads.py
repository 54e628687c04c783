"""Checks of who answers for a target."""

from __future__ import annotations

from collections.abc import Iterator

from registry.acts import AccountabilityTaken
from registry.errors import Refusal
from registry.recording.checks.check import Ask, Check, without
from registry.recording.facts import Facts
from registry.rules.leads import check_one_lead
from registry.vocabulary import Author


def _refuse_accountability(
    act: AccountabilityTaken, facts: Facts, _author: Author
) -> Iterator[Refusal]:
    others = without(facts.where("accountability", "target", act.target), act)
    mended = facts.get("accountability", act.reference) is not None
    return check_one_lead(act, others, mended=mended)


ACCOUNTABILITY = Check(
    AccountabilityTaken, _refuse_accountability, (Ask("accountability", "target", "target"),)
)
