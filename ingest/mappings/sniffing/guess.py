"""What one kind of record takes from a file's columns, and which columns are still free."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.mappings.sniffing.heading_words import holds_word
from ingest.mappings.sniffing.profiles import ColumnProfile

FieldGuess = str | Mapping[str, str | Mapping[str, str]]


@dataclass(slots=True)
class Guess:
    """One ``[[row]]`` to write: the kind, its fields, and what has to be settled about them.

    Attributes:
        act: the kind of record.
        fields: its fields: a template, or the keys of a table.
        settle: what only a person can say of it.
        each: the column whose cell holds several names.
        parted: what parts these names.
        start: the first of these names that is meant.
        when: for which rows it holds, as TOML.
        unless: for which rows it does not.
        once: whether it stands beside the rows.
    """

    act: str
    fields: dict[str, FieldGuess] = field(default_factory=dict)
    settle: list[str] = field(default_factory=list)
    each: str | None = None
    parted: tuple[str, ...] = (";",)
    start: int = 1
    when: str | None = None
    unless: str | None = None
    once: bool = False


class RemainingColumns:
    """The columns of a file, each of which is taken for one field only."""

    def __init__(self, profiles: Sequence[ColumnProfile]) -> None:
        self.left = [one for one in profiles if one.looks != "empty"]

    def __iter__(self) -> Iterator[ColumnProfile]:
        return iter(tuple(self.left))

    def take(self, column: ColumnProfile) -> ColumnProfile:
        """Take one column out of those that are left."""
        self.left.remove(column)
        return column

    def take_column(self, *looks: str, named: Sequence[str] = ()) -> ColumnProfile | None:
        """Return the first column left that looks so and whose heading holds one of these words.

        Words that come first count first; without looks, every look will do.
        """
        for word in named or ("",):
            # A column with few words is rarely what a row is named for.
            for one in sorted(self.left, key=lambda each: each.filled * 2 < each.rows):
                if looks and one.looks not in looks:
                    continue
                if not word or holds_word(one.heading, (word,)):
                    return self.take(one)
        return None

    def list_columns(self, *looks: str) -> list[ColumnProfile]:
        """Take every column left that looks so."""
        return [self.take(one) for one in self if one.looks in looks]

    def has_look(self, *looks: str) -> bool:
        """Return whether a column left looks so."""
        return any(one.looks in looks for one in self.left)

    def has_heading(self, *words: str) -> bool:
        """Return whether the heading of a column left holds one of these words."""
        return any(holds_word(one.heading, words) for one in self.left)

    def has_filled(self, *looks: str, named: Sequence[str] = ()) -> bool:
        """Return whether a column left looks so, is named so and is filled in half of the rows."""
        return any(
            one.looks in looks
            and one.filled * 2 >= one.rows
            and (not named or holds_word(one.heading, named))
            for one in self.left
        )

    def holds_only(self, words: Sequence[str]) -> ColumnProfile | None:
        """Return the column left that holds no other words than these."""
        return next(
            (
                one
                for one in self.left
                if set(one.examples) <= set(words) and one.filled == one.rows
            ),
            None,
        )


@dataclass(frozen=True, slots=True)
class SniffedColumns:
    """What a guess is made of: the columns, the file's reference, what its title says, its rows."""

    columns: RemainingColumns
    reference: str
    about: str
    rows: Sequence[Mapping[str, str]] = ()

    @property
    def negotiation(self) -> str:
        """The reference of the negotiation that the file tells of."""
        return f"{self.reference}-NEGOTIATION"

    @property
    def agreement(self) -> str:
        """The reference of the agreement that the file tells of."""
        return f"{self.reference}-LAA"

    def tells_apart(self, *columns: ColumnProfile | None) -> bool:
        """Return whether no two rows have the same words in all of these columns."""
        names = [one.name for one in columns if one is not None]
        words = [tuple(row[name].strip().casefold() for name in names) for row in self.rows]
        return len(set(words)) == len(words)


def when_filled(column: ColumnProfile) -> str:
    """Return the condition that a row has something in a column that is no mark for nothing."""
    listed = ", ".join(f'"{mark}"' for mark in column.marks if '"' not in mark)
    marks = f", is_not = [{listed}]" if listed else ""
    return f'{{ column = "{column.name}", filled = true{marks} }}'


def list_words(column: ColumnProfile, words: Sequence[str]) -> str:
    """Return the condition that a column holds one of these words."""
    listed = ", ".join(json.dumps(word, ensure_ascii=False) for word in words)
    return f'{{ column = "{column.name}", is = [{listed}] }}'


def guess_negotiation(sniffed: SniffedColumns) -> Guess:
    """Return the negotiation that proposals or deadlines belong to."""
    fields: dict[str, FieldGuess] = {"reference": sniffed.negotiation}
    return Guess("negotiations", {**fields, "title": "settle: the negotiation"}, once=True)


def guess_agreement(sniffed: SniffedColumns) -> Guess:
    """Return the agreement that targets belong to."""
    fields: dict[str, FieldGuess] = {"reference": sniffed.agreement}
    fields |= {"title": "settle: the agreement", "area": "settle"}
    return Guess("agreements", fields, once=True)
