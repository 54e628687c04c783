"""What holds for every act: what it names is on record, of its own world, and belongs together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from registry.acts import Act, Field
from registry.errors import Refusal, RefusalCode
from registry.vocabulary import Standing


@dataclass(frozen=True, slots=True)
class Belonging:
    """That what ``field`` names must agree with the act: its ``theirs`` is the act's ``ours``."""

    field: str
    theirs: str
    ours: str


BELONGING: Mapping[str, tuple[Belonging, ...]] = {
    "scraps": (Belonging("derivation", "target", "target"),),
    "measurements": (Belonging("revises", "target", "target"),),
    "protocols": (
        Belonging("target", "agreement", "agreement"),
        Belonging("supersedes", "agreement", "agreement"),
    ),
    "answer_steps": (Belonging("clause", "protocol", "protocol"),),
    "negotiations": (Belonging("revision", "agreement", "agreement"),),
    "deadlines": (Belonging("round", "negotiation", "negotiation"),),
    "proposals": (Belonging("supersedes", "negotiation", "negotiation"),),
    "responses": (Belonging("request", "proposal", "proposal"),),
    "decisions": (Belonging("advice", "negotiation", "negotiation"),),
}
# Two fields of an act that must name records with the same owner.
TOGETHER: Mapping[str, tuple[str, str, str]] = {
    "target_designations": ("target", "revision", "agreement"),
    "target_changes": ("target", "revision", "agreement"),
    "allocations": ("target", "pool", "agreement"),
    "outturns": ("target", "pool", "agreement"),
    "citations": ("advice", "decision", "negotiation"),
}


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
    for tie in BELONGING.get(act.KIND, ()):
        if tie.field == field.name and row[tie.theirs] != getattr(act, tie.ours):
            yield Refusal(
                RefusalCode.INVALID,
                f"{reference} belongs to {tie.theirs} {row[tie.theirs]}, "
                f"not to {getattr(act, tie.ours)}",
                f"Name one of the same {tie.ours}",
                field=field.name,
                value=reference,
            )


def check_same_owner(act: Act, rows: Mapping[str, Mapping[str, Any] | None]) -> Iterator[Refusal]:
    """Yield why an act cannot name two records of different owners; ``rows`` are they, by field."""
    first, second, owner = TOGETHER.get(act.KIND, ("", "", ""))
    one, other = rows.get(first), rows.get(second)
    if one is not None and other is not None and one[owner] != other[owner]:
        yield Refusal(
            RefusalCode.INVALID,
            f"{one['reference']} belongs to {owner} {one[owner]}, "
            f"but {other['reference']} to {other[owner]}",
            f"Name a {first} and a {second} of the same {owner}",
            field=first,
            value=str(one["reference"]),
        )


def check_term(act: Act) -> Iterator[Refusal]:
    """Yield why a term cannot end on the day on which it begins, or before."""
    begins, ends = getattr(act, "from_", None), getattr(act, "until", None)
    if begins and ends and ends <= begins:
        yield Refusal(
            RefusalCode.INVALID,
            f"it ends on {ends} but begins on {begins}",
            "until is the first day on which it held no more: give a later day",
            field="until",
            value=ends,
        )
