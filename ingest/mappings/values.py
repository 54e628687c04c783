"""Reading words as the value of a field, by the field's own form."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.files import SHOWN_ERROR, is_cell_error
from ingest.mappings.amounts import read_amount
from ingest.mappings.dates import read_date, read_years
from ingest.mappings.patterns import normalise_words
from ingest.mappings.quantities import read_quantity
from ingest.mappings.resolve_names import NameResolver
from registry.acts import Field
from registry.acts.fields import COUNT, DAY, FLAG, NUMBER, POUNDS, REFERENCE, TEXT, YEAR
from registry.vocabulary import is_reference

_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3}){1,2}")


@dataclass(frozen=True, slots=True)
class Value:
    """A field's value as a text cell, or why there is none; ``note`` tells how it was found."""

    value: str | None = None
    why: str | None = None
    note: str | None = None


def read_value(field: Field, words: str, names: NameResolver, on: str | None, scale: str) -> Value:
    """Return what words say of a field."""
    if is_cell_error(words):
        return Value(why=SHOWN_ERROR)
    if field.refers:
        found = names.resolve_name(field.refers, words, on)
        return Value(found.reference, found.why, found.note)
    if field.form is POUNDS:
        amount = read_amount(words, scale)
        return Value(amount.value, amount.why)
    if field.form is DAY:
        day = read_date(words)
        return Value(day.value, day.why)
    if field.form is YEAR:
        year = read_years(words)
        return Value(year.value, year.why)
    if field.name == "period":
        return Value(read_years(words).value or words)
    if field.form is TEXT:
        return Value(words)
    return _plain(field, words)


def _plain(field: Field, words: str) -> Value:
    if field.form is REFERENCE:
        return Value(words) if is_reference(words) else Value(why="no reference")
    if field.form is NUMBER:
        number = read_quantity(words)
        return Value(number.number, number.why)
    if field.form is COUNT:
        whole = words.removesuffix(".0")
        whole = whole.replace(",", "") if _THOUSANDS.fullmatch(whole) else whole
        counts = whole.isascii() and whole.isdecimal() and len(whole) < 10
        return Value(whole) if counts else Value(why="no whole number")
    if field.form is FLAG:
        said = {"true": "true", "yes": "true", "y": "true", "false": "false", "no": "false"}
        value = said.get(normalise_words(words))
        return Value(value, None if value else "neither yes nor no")
    # A closed list of words: only its own are read, in capitals or not.
    value = words.strip().upper().replace(" ", "_")
    try:
        field.form.check(value)
    except ValueError:
        return Value(why=f"{words!r} is none of its words")
    return Value(value)
