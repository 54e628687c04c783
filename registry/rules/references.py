"""What holds for every act: what it names is on record, of its own world, and belongs together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from registry.acts import Act, Between, Field
from registry.errors import Refusal, RefusalCode
from registry.vocabulary import Standing


def check_reference(
    act: Act, field: Field, reference: str, row: Mapping[str, Any] | None
) -> Iterator[Refusal]:
    """Yield why an act cannot name a record; ``row`` is the record, None where there is none."""
    if row is None:
        yield Refusal(
            RefusalCode.NOT_FOUND,
            f"{field.name} names {reference}, which is not among the {field.refers} on record",
            f"Record it first (kind {field.refers}), or mend the reference",
            field=field.name,
            value=reference,
        )
        return
    # Of the same standing means of the same world, and is nearly always so.
    same = row["standing"] == act.standing
    world = act.standing.world if same else Standing(row["standing"]).world
    if not same and world != act.standing.world:
        yield Refusal(
            RefusalCode.INVALID,
            f"{field.name} names {reference}, which is {world.lower()}, "
            f"but the record itself is {act.standing.world.lower()}",
            "Keep real, fictional and synthetic records apart",
            field=field.name,
            value=reference,
        )
    for tie in act.TIES:
        alone = tie.field == field.name and tie.other is None
        if alone and row[tie.same] != getattr(act, tie.same):
            yield Refusal(
                RefusalCode.INVALID,
                f"{reference} belongs to {tie.same} {row[tie.same]}, "
                f"not to {getattr(act, tie.same)}",
                f"Name one of the same {tie.same}",
                field=field.name,
                value=reference,
            )


def check_same_owner(act: Act, rows: Mapping[str, Mapping[str, Any] | None]) -> Iterator[Refusal]:
    """Yield why an act cannot name two records of different owners; ``rows`` are they, by field."""
    for tie in act.TIES:
        one, other = rows.get(tie.field), rows.get(tie.other or "")
        if one is not None and other is not None and one[tie.same] != other[tie.same]:
            yield Refusal(
                RefusalCode.INVALID,
                f"{one['reference']} belongs to {tie.same} {one[tie.same]}, "
                f"but {other['reference']} to {other[tie.same]}",
                f"Name a {tie.field} and a {tie.other} of the same {tie.same}",
                field=tie.field,
                value=str(one["reference"]),
            )


def check_term(act: Act) -> Iterator[Refusal]:
    """Yield why a term cannot end on the day on which it begins, or before."""
    if not isinstance(act.HAPPENED, Between):
        return
    begins, ends = getattr(act, act.HAPPENED.begins), getattr(act, act.HAPPENED.ends)
    if begins and ends and ends <= begins:
        yield Refusal(
            RefusalCode.INVALID,
            f"it ends on {ends} but begins on {begins}",
            "until is the first day on which it held no more: give a later day",
            field=act.HAPPENED.ends,
            value=ends,
        )
