"""What a search has found, and what it could not look into."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from publish.word_search.phrases import Counts, Phrases

MOST = 1_000
"""So many places are listed; more are counted."""
_WHERE = 5
OnPlace = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class FoundWords:
    """A place where words still stand.

    Attributes:
        place: a table and column, a file, or a member of one.
        phrase: the number of the line of standard input.
        count: how often they stand there.
        remedy: what removes them.
        where: some of the rows that hold them.
    """

    place: str
    phrase: int
    count: int
    remedy: str
    where: tuple[str, ...] = ()


@dataclass(slots=True)
class Findings:
    """What a search has found so far.

    Attributes:
        unsearched: places that could not be looked into, and why.
        notes: what no search can reach, and what to do about it.
        searched: how many tables and files were looked into.
    """

    phrases: Phrases
    on_place: OnPlace = lambda _: None
    found: list[FoundWords] = field(default_factory=list)
    unlisted: int = 0
    unsearched: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    searched: int = 0

    def begin(self, place: str) -> None:
        """Say what is looked into now."""
        self.searched += 1
        self.on_place(self.phrases.mask(place))

    def add(self, place: str, counts: Counts, remedy: str, where: Iterable[str] = ()) -> None:
        """Add a place; nothing happens where it has none of the words."""
        for phrase, count in sorted(counts.items()):
            if len(self.found) >= MOST:
                self.unlisted += 1
                continue
            rows = tuple(self.phrases.mask(one) for one in list(where)[:_WHERE])
            masked = self.phrases.mask(place)
            self.found.append(FoundWords(masked, phrase, count, self.phrases.mask(remedy), rows))

    def skip(self, place: str, why: str) -> None:
        """Add a place that could not be looked into."""
        self.unsearched.append((self.phrases.mask(place), self.phrases.mask(why)))
