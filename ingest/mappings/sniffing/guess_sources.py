"""Files whose rows name their own source, and say how they stand to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.mappings.sniffing.guess import FieldGuess, Guess, SniffedColumns
from ingest.mappings.sniffing.heading_words import holds_word
from ingest.mappings.sniffing.profiles import ColumnProfile, is_address
from registry.vocabulary import Standing

_RESTATED = ("restated", "approximate", "summarised", "paraphrased")


class RowSources:
    """The columns that say where a row comes from, taken before any other guess is made."""

    def __init__(self, sniffed: SniffedColumns) -> None:
        columns = sniffed.columns
        self.reference = sniffed.reference
        self.address = _take_address(sniffed)
        cells = [row[self.address.name] for row in sniffed.rows] if self.address else []
        # The address of a source is one: where a cell holds two, it only says which source it is.
        self.are_addresses = all(is_address(cell) for cell in cells if cell.strip())
        self.title = columns.take_column("words", "label", named=("source",))
        self.standing = columns.holds_only([one.value for one in Standing])
        if self.standing:
            columns.take(self.standing)
        day = columns.take_column("date", named=("source",)) if self.key else None
        self.day = day if day and day.filled == day.rows else None

    @property
    def key(self) -> ColumnProfile | None:
        """The column that tells one source from another."""
        return self.address or self.title

    def add_to(self, guesses: Sequence[Guess]) -> Iterator[Guess]:
        """Yield the sources of the rows, then the guesses, each of which cites them."""
        key = self.key
        if key is not None and guesses:
            yield self._guess_source(key)
        for guess in guesses:
            if not guess.once and key is not None:
                guess.fields["source"] = self._cite(key)
            if not guess.once and self.standing is not None:
                guess.fields["standing"] = self.standing.cell
            yield guess

    def _guess_source(self, key: ColumnProfile) -> Guess:
        fields: dict[str, FieldGuess] = {
            "once_per": key.cell,
            "reference": self._reference(key),
            "title": (self.title or key).cell,
        }
        if self.address and self.are_addresses:
            fields["url"] = self.address.cell
        if self.day:
            fields["published_on"] = self.day.cell
        only = f'{{ column = "{key.name}", filled = true }}' if key.filled < key.rows else None
        return Guess("sources", fields, when=only)

    def _reference(self, key: ColumnProfile) -> str:
        return f"{self.reference}/{{{key.name}|key}}"

    def _cite(self, key: ColumnProfile) -> FieldGuess:
        """Return the row's own source, or the document itself where a row names none."""
        named = self._reference(key)
        blank = key.filled < key.rows
        return {"from": named, "words": {"": self.reference}} if blank else named


def _take_address(sniffed: SniffedColumns) -> ColumnProfile | None:
    for one in sniffed.columns:
        if one.looks == "address":
            return sniffed.columns.take(one)
    return None


def mark_restated(guesses: Sequence[Guess], restated: Sequence[ColumnProfile]) -> None:
    """Say of every record with words from a restated column that it restates its source."""
    cells = [one.cell for one in restated]
    for guess in guesses:
        used = " ".join(str(words) for words in guess.fields.values())
        if "standing" not in guess.fields and any(cell in used for cell in cells):
            guess.fields["standing"] = "RESTATED"


def find_restated(profiles: Sequence[ColumnProfile]) -> list[ColumnProfile]:
    """Return the columns whose heading says that their words are not those of the source."""
    return [one for one in profiles if holds_word(one.heading, _RESTATED)]
