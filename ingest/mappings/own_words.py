"""Words that a mapping puts into a record itself: with them it restates its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ingest.files import Table
from ingest.mappings.act_fields import fields_by_name, quantities_of
from ingest.mappings.dates import find_years
from ingest.mappings.fill_fields import BESIDE_WORDS
from ingest.mappings.patterns import normalise_words
from ingest.mappings.spec import ActSpec, FieldSpec
from ingest.mappings.templates import split_template
from registry.acts.fields import DAY, NUMBER, POUNDS, TEXT, YEAR

# Filters that change words, and do not only choose among them.
_CHANGING = ("upper", "lower", "slug", "key", "prefix", "suffix")
_WORDS = re.compile(r"[\w%£]")
_FORMS = (TEXT, NUMBER, POUNDS, DAY, YEAR)


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """What stands in a header and above it: a constant with these words is the source's own."""

    words: str
    years: frozenset[str]

    def hold(self, words: str) -> bool:
        """Return whether words stand there, or a financial year written in another way."""
        plain = " ".join(_split(words))
        return f" {plain} " in self.words or find_years(words) in self.years


def read_header_words(table: Table, header: tuple[int, ...]) -> HeaderWords:
    """Return the words of a table's header and of what stands above it."""
    rows = [row for row in table.rows if row.number <= header[-1]]
    cells = [cell for row in rows for cell in row.cells if cell.strip()]
    years = (find_years(cell.replace("_", " ")) for cell in cells)
    words = " ".join(word for cell in cells for word in ("|", *_split(cell)))
    return HeaderWords(f" {words} ", frozenset(year for year in years if year))


def _split(words: str) -> list[str]:
    return re.findall(r"[^\W_]+|£|%", normalise_words(words))


def find_own_words(
    spec: ActSpec, fields: Mapping[str, FieldSpec], header: HeaderWords
) -> list[str]:
    """Return the fields of an act that a mapping fills with words of its own."""
    labels = tuple(spec.each.columns.values()) if spec.each is not None else ()
    return [
        name
        for name, field in fields.items()
        if _takes_words(spec.act, name)
        and any(not header.hold(own) for own in _list_own_words(field, labels))
    ]


def _takes_words(kind: str, name: str) -> bool:
    """Return whether a field holds a source's words or figures, and no reference or code."""
    if name in BESIDE_WORDS:
        return False
    if name in quantities_of(kind):
        return True
    field = fields_by_name(kind)[name]
    return not field.refers and field.form in _FORMS


def _list_own_words(field: FieldSpec, labels: tuple[str, ...]) -> Iterator[str]:
    """Yield what a template says beside its cells."""
    for text, filters in split_template(field.from_):
        if filters is None:
            yield from [text] if _WORDS.search(text) else []
        elif text == "label":
            yield from labels
        else:
            # A prefix such as "; " only joins; other capitals are other words.
            yield from (
                argument or name
                for name, argument in filters
                if name in _CHANGING and (not argument or _WORDS.search(argument))
            )
