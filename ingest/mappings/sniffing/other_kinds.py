"""Files that resemble a kind that is known but tell of something else: nothing is made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ingest.mappings.sniffing.guess import Guess, SniffedColumns
from ingest.mappings.sniffing.guess_grants import guess_grants
from ingest.mappings.sniffing.guess_negotiations import guess_proposals
from ingest.mappings.sniffing.guess_targets import guess_targets
from ingest.mappings.sniffing.heading_words import holds_word, read_heading_year, split_heading

_Fits = Callable[[SniffedColumns], bool]
_Guess = Callable[[SniffedColumns], Iterator[Guess]]

_COUNTED = ("indicators", "targets", "measures")
_LINES = ("line", "item", "entry", "figure")


def _is_about_recommendations(sniffed: SniffedColumns) -> bool:
    """Return whether the rows are recommendations of scrutiny: nobody negotiates about them."""
    columns = sniffed.columns
    proposed = columns.has_heading("proposal", "proposer", "proposed", "request")
    return not proposed and columns.has_heading("scrutiny", "recommendation", "recommended")


def _is_matrix(sniffed: SniffedColumns) -> bool:
    """Return whether most columns hold marks of one letter: a comparison of many things."""
    columns = list(sniffed.columns)
    marked = [one for one in columns if one.examples and all(map(_is_mark, one.examples))]
    return len(columns) > 3 and len(marked) * 2 > len(columns)


def _is_mark(words: str) -> bool:
    return len(words) == 1 and not words.isdigit()


def _is_about_counts(sniffed: SniffedColumns) -> bool:
    """Return whether figures count indicators or targets, rather than stating one of each."""
    columns = sniffed.columns
    if columns.has_look("indicator", "coded", "lead") or columns.has_heading("baseline"):
        return False
    named = columns.has_heading("agreement", "laa") or columns.has_look("areas")
    return named and any(
        one.looks in ("quantity", "number")
        and any(word in _COUNTED for word in split_heading(one.heading))
        and read_heading_year(one.heading) is None
        for one in columns
    )


def _is_about_pools(sniffed: SniffedColumns) -> bool:
    """Return whether the rows are figures of pooled budgets."""
    return sniffed.columns.has_look("amount") and sniffed.columns.has_heading("pool", "pooled")


def _is_about_account_lines(sniffed: SniffedColumns) -> bool:
    """Return whether the rows are figures of agreements: claims, shares and totals, one a row."""
    columns = sniffed.columns
    return (
        columns.has_look("amount")
        and columns.has_heading("agreement", "laa", "lpsa", "psa")
        and any(
            one.looks in ("words", "label") and holds_word(one.heading, _LINES) for one in columns
        )
    )


# For each guess: what only looks as if it were of its kind, and what to tell of it.
_RESEMBLING: Mapping[_Guess, tuple[tuple[_Fits, str], ...]] = {
    guess_proposals: (
        (
            _is_about_recommendations,
            "recommendations of scrutiny are no proposals of a negotiation. Say what a row becomes",
        ),
    ),
    guess_targets: (
        (_is_matrix, "most columns hold marks of one letter. Say what a row becomes"),
        (
            _is_about_counts,
            "the figures count indicators or targets, and no row is one. Say what a row becomes",
        ),
    ),
    guess_grants: (
        (
            _is_about_pools,
            "figures of a pool are contributions, totals or outturns. Say what a row becomes",
        ),
        (
            _is_about_account_lines,
            "figures of an agreement are claims, shares or totals. Say what a row becomes",
        ),
    ),
}


def find_other_kind(guess: _Guess, sniffed: SniffedColumns) -> str | None:
    """Return why a guess is wrong for a file, although its columns resemble those of the kind."""
    return next((why for fits, why in _RESEMBLING.get(guess, ()) if fits(sniffed)), None)
