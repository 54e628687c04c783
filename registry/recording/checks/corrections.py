"""Checks of what mends the record: corrections and redactions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from registry.acts import Corrected, Redacted, TargetChanged
from registry.errors import InvalidInput, Refusal, RefusalCode
from registry.models import TABLES
from registry.projection import Row, cells_of, correct_act
from registry.recording.checks.check import Check
from registry.recording.checks.refusals import find_refusals
from registry.recording.dependents import refuse_dependents
from registry.recording.facts import Facts
from registry.rules.corrections import check_correction, check_one_world, check_redaction
from registry.vocabulary import Author


def _refuse_correction(act: Corrected, facts: Facts, author: Author) -> Iterator[Refusal]:
    row = facts.get(act.kind, act.record) if act.kind in TABLES else None
    now = cells_of(act.kind, row).get(act.field) if row else None
    refusals = [*check_correction(act, row, now), *check_one_world(act, row)]
    if refusals:
        yield from refusals
    else:
        yield from refuse_correction_of(act.kind, row, act, facts, author)


def refuse_correction_of(
    kind: str, row: Row | None, act: Corrected | TargetChanged, facts: Facts, author: Author
) -> Iterator[Refusal]:
    """Yield why a record cannot say what it would: the new words must follow the rules as well."""
    if row is None:
        return
    try:
        right = correct_act(kind, row, {act.field: act.value})
    except InvalidInput as error:
        for problem in error.problems:
            yield Refusal(
                RefusalCode.INVALID, problem.message, problem.remedy, field="value", value=act.value
            )
        return
    found = (*find_refusals(right, facts, author), *refuse_dependents(right, row, act.field, facts))
    for refusal in found:
        yield replace(refusal, field="value", value=act.value)


def _refuse_redaction(act: Redacted, facts: Facts, _author: Author) -> Iterator[Refusal]:
    told = facts.read_act_of_entry(act.redacts)
    superseded = isinstance(told, Redacted) and act.redacts in facts.find_superseded_redactions(
        told.redacts
    )
    yield from check_redaction(act, told, superseded=superseded)
    yield from check_one_world(act, facts.get(act.kind, act.record) if act.kind in TABLES else None)


CORRECTION = Check(Corrected, _refuse_correction)
REDACTION = Check(Redacted, _refuse_redaction)
