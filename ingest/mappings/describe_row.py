"""What a row becomes, in lines for a person: records, values beside words, words without field."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.mappings.plan import RowPlan

_LONGEST = 60


def describe_row(row: RowPlan) -> Iterator[str]:
    """Yield each record of a row with what was read for it, then the words that no field takes."""
    for act in row.acts:
        yield f"{act.KIND} {act.reference}"
        for reading in row.readings:
            if (reading.kind, reading.reference) != (act.KIND, act.reference) or reading.is_plain:
                continue
            yield f"  {reading.field}: {shorten(reading.words)} → {reading.value or 'not read'}"
    for kind, reference in row.known:
        yield f"{kind} {reference} (on record already)"
    for column, words in row.unplaced:
        yield f"no field: {column}: {shorten(words)}"


def shorten(words: str) -> str:
    """Return words in one line of a terminal, with a mark where they go on."""
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
