"""Find an act on record again after words were taken off it, without knowing which these were."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from registry.acts import Act, Corrected, Redacted
from registry.recording.facts import Facts, Lookup
from registry.rules.corrections import REDACTED

_CORRECTIONS, _REDACTIONS = Corrected.KIND, Redacted.KIND


def list_redaction_lookups(act: Act) -> Iterator[Lookup]:
    """Yield what ``find_redacted_entry`` is going to ask for."""
    yield _REDACTIONS, "record", act.reference
    if isinstance(act, Corrected) and act.corrects is None:
        yield _CORRECTIONS, "record", act.record


def find_redacted_entry(act: Act, facts: Facts) -> int | None:
    """Find the redacted entry that says all that an act says, but for the words taken off it.

    Whatever stands in the place of these words, the act counts as that entry's: to tell the same
    words from others, the registry would have to know something that follows from them.
    """
    for record in _list_candidates(act, facts):
        remains: dict[int, str] = {}
        for row in sorted(facts.where(_REDACTIONS, "record", record), key=lambda row: row["entry"]):
            if row["kind"] == act.KIND and row["remains"] != REDACTED:
                remains[row["redacts"]] = row["remains"]
        for number, left in remains.items():
            if _says_the_same(act, json.loads(left)):
                return number
    return None


def _list_candidates(act: Act, facts: Facts) -> Iterator[str]:
    """Yield the references under which an act may be on record."""
    yield act.reference
    if isinstance(act, Corrected) and act.corrects is None:
        # Its reference names the entry that it corrects, which only the record tells.
        for row in facts.where(_CORRECTIONS, "record", act.record):
            if (row["kind"], row["field"]) == (act.kind, act.field) and REDACTED in row.values():
                yield row["reference"]


def _says_the_same(act: Act, remains: Mapping[str, str]) -> bool:
    """Whether an act says what remains of another, and something in the place of what does not."""
    said = act.cells()
    completed = _list_completed_fields(act)
    names = (said.keys() | remains.keys()) - completed
    return all(
        name in said and name in remains and remains[name] in (said[name], REDACTED)
        for name in names
    )


def _list_completed_fields(act: Act) -> set[str]:
    """List the fields which the record itself fills in where an act leaves them out."""
    if isinstance(act, Redacted):
        return {"remains"}
    if isinstance(act, Corrected) and act.corrects is None:
        return {"corrects", "reference"}
    return set()
