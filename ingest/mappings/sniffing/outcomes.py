"""What the words of an answer come to, where they leave no doubt."""

from __future__ import annotations

from ingest.mappings.patterns import matches_any_pattern
from registry.vocabulary import Outcome

# The first that fits; "not ..." stands before what it denies. Whatever is not here is for a person.
_MEANINGS: tuple[tuple[Outcome, tuple[str, ...]], ...] = (
    (Outcome.WITHDRAWN, ("withdrawn", "withdrawn by...", "...now withdrawn")),
    (Outcome.PARTLY_AGREED, ("partly agreed...", "agreed in part...", "partially a...")),
    (
        Outcome.REJECTED,
        ("rejected...", "refused...", "declined...", "negative response", "not agreed...",
         "not accepted...", "turned down..."),
    ),
    (Outcome.AGREED, ("agreed", "accepted", "approved", "granted", "agreed in full")),
    (Outcome.DEFERRED, ("deferred...",)),
    (Outcome.TO_BE_CONSULTED_ON, ("consult", "to be consulted on...", "will consult...")),
    (
        Outcome.UNDER_CONSIDERATION,
        ("consider", "under consideration...", "being considered...", "to be considered...",
         "review", "under review..."),
    ),
    (Outcome.ALREADY_POSSIBLE, ("already possible...", "could be done anyway...")),
)  # fmt: skip


def guess_outcome(words: str) -> str | None:
    """Return what an answer comes to, or None where a person has to say it.

    >>> guess_outcome("Not accepted as a submission")
    'REJECTED'
    """
    found = (outcome for outcome, marks in _MEANINGS if matches_any_pattern(marks, words))
    return next((outcome.value for outcome in found), None)
