"""What the rows of a file probably become: acts of one kind or of several, field by field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ingest.mappings.check_mapping import SETTLE
from ingest.mappings.sniffing.guess import Guess, RemainingColumns, SniffedColumns
from ingest.mappings.sniffing.guess_grants import guess_grants, is_about_grants
from ingest.mappings.sniffing.guess_lists import (
    guess_agreements,
    guess_clauses,
    guess_frameworks,
    guess_goals,
    is_about_agreements,
    is_about_clauses,
    is_about_frameworks,
    is_about_goals,
)
from ingest.mappings.sniffing.guess_negotiations import (
    guess_days,
    guess_proposals,
    is_about_days,
    is_about_proposals,
)
from ingest.mappings.sniffing.guess_pools import guess_pools, is_about_pools
from ingest.mappings.sniffing.guess_rewards import guess_rewards, is_about_rewards
from ingest.mappings.sniffing.guess_sources import RowSources, find_restated, mark_restated
from ingest.mappings.sniffing.guess_targets import guess_targets, is_about_targets
from ingest.mappings.sniffing.other_kinds import find_other_kind
from ingest.mappings.sniffing.profiles import ColumnProfile

_Fits = Callable[[SniffedColumns], bool]
_Guess = Callable[[SniffedColumns], Iterator[Guess]]

# The kinds of file that are known, the most telling first.
_KINDS: tuple[tuple[_Fits, _Guess], ...] = (
    (is_about_clauses, guess_clauses),
    (is_about_frameworks, guess_frameworks),
    (is_about_goals, guess_goals),
    (is_about_days, guess_days),
    (is_about_proposals, guess_proposals),
    (is_about_rewards, guess_rewards),
    (is_about_pools, guess_pools),
    (is_about_grants, guess_grants),
    (is_about_targets, guess_targets),
    (is_about_agreements, guess_agreements),
)


def guess_acts(
    profiles: Sequence[ColumnProfile],
    reference: str,
    about: str,
    rows: Sequence[Mapping[str, str]],
) -> list[Guess]:
    """Return what each row probably becomes; nothing where the file is of no kind that is known.

    ``about`` are the words of the file's name and of its title.
    """
    sniffed = SniffedColumns(RemainingColumns(profiles), reference, about, rows)
    sources = RowSources(sniffed)
    for fits, guess in _KINDS:
        if fits(sniffed):
            if why := find_other_kind(guess, sniffed):
                return [Guess(SETTLE, settle=[why])]
            guesses = list(guess(sniffed))
            mark_restated(guesses, find_restated(profiles))
            return list(sources.add_to(guesses))
    return []
