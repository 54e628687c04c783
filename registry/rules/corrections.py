"""Rule 3: nothing is quietly removed. What a correction and a redaction may do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from registry.acts import ACTS, MENDING, Act, Corrected, Redacted, TargetChanged, fields_of
from registry.acts.fields import TEXT
from registry.errors import Refusal, RefusalCode
from registry.vocabulary import Standing

_FIXED = frozenset({"reference"})
# Fields that tell which record an act is about, or what a redaction left: never mere words.
_TELLING = frozenset({"kind", "record", "field", "fields", "remains"})
REDACTED = "[redacted]"


def check_correction(
    act: Corrected, row: Mapping[str, Any] | None, now: str | None
) -> Iterator[Refusal]:
    """Yield why a field cannot be corrected; ``now`` is its present value, as text."""
    if act.kind not in ACTS or act.kind in MENDING:
        yield _refusal(
            RefusalCode.INVALID,
            "kind",
            act.kind,
            f"there is no kind of record {act.kind}",
            f"Name one of {', '.join(kind for kind in ACTS if kind not in MENDING)}",
        )
    elif row is None:
        yield _refusal(
            RefusalCode.NOT_FOUND,
            "record",
            act.record,
            f"{act.record} is not among the {act.kind} on record",
            "Mend the reference",
        )
    elif act.field in _FIXED or act.field not in {f.name for f in fields_of(ACTS[act.kind])}:
        yield _refusal(
            RefusalCode.INVALID,
            "field",
            act.field,
            f"{act.kind} have no field {act.field} that could be corrected",
            "Name a field other than the reference",
        )
    elif now == act.value:
        yield _refusal(
            RefusalCode.DUPLICATE,
            "value",
            act.value,
            f"{act.field} of {act.record} already says so",
            "Nothing needs correcting",
        )
    elif act.corrects is not None and act.corrects != row["entry"]:
        yield _refusal(
            RefusalCode.STALE,
            "corrects",
            str(act.corrects),
            f"{act.record} has changed since: it stands in entry {row['entry']}",
            "Read it again before correcting it",
        )


def check_redaction(
    act: Redacted, told: Act | None, *, superseded: bool = False
) -> Iterator[Refusal]:
    """Yield why words cannot be redacted; ``told`` is the act of the entry that holds them.

    What a redaction says to remain of an act can go once it is ``superseded`` by another.
    """
    if told is None or (told.KIND, told.reference) != (act.kind, act.record):
        yield _refusal(
            RefusalCode.NOT_FOUND,
            "redacts",
            str(act.redacts),
            f"entry {act.redacts} is not about {act.kind} {act.record}",
            "Name the entry that holds the words, and its record",
        )
        return
    words = [*_words_of(told), *(["remains"] if superseded else [])]
    for name in act.fields.split():
        if name not in words:
            yield _refusal(
                RefusalCode.INVALID,
                "fields",
                name,
                f"{name} of entry {act.redacts} holds no words that could be taken off",
                f"Name some of {', '.join(words)}" if words else "Redact an entry that does",
            )


def check_one_world(act: Corrected | Redacted, row: Mapping[str, Any] | None) -> Iterator[Refusal]:
    """Yield why a record of one world cannot be mended by an act of another."""
    if row is not None and Standing(row["standing"]).world != act.standing.world:
        yield _refusal(
            RefusalCode.INVALID,
            "standing",
            act.standing.value,
            f"{act.record} is {Standing(row['standing']).world.lower()}, "
            f"but the record itself is {act.standing.world.lower()}",
            "Keep real, fictional and synthetic records apart",
        )


def _words_of(told: Act) -> list[str]:
    """Return the stated fields of an act that hold mere words: nothing else follows from them."""
    fixed = _TELLING | set(told.KEY)
    if isinstance(told, Corrected | TargetChanged):
        mended = ACTS[told.kind if isinstance(told, Corrected) else "targets"]
        if told.field not in {field.name for field in fields_of(mended) if field.form is TEXT}:
            fixed |= {"value", "was"}
    return [
        field.name
        for field in fields_of(type(told))
        if field.form is TEXT
        and field.name not in fixed
        and getattr(told, field.attribute) is not None
    ]


def _refusal(
    code: RefusalCode, field: str, value: str | None, message: str, remedy: str
) -> Refusal:
    return Refusal(code, message, remedy, field=field, value=value)
