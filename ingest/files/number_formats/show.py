"""Which section of a format is meant for a value, and what it shows."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from ingest.files.number_formats.dates import show_moment
from ingest.files.number_formats.format_codes import Section, parse_format_code
from ingest.files.number_formats.numbers import format_general, show_digits
from ingest.files.number_formats.plain_numbers import PlainFormat, find_plain_format

_COMPARE = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows.

    Attributes:
        words: what a person sees, without blanks around it; nothing where the format hides it.
        day: the whole day that the words stand for, however the format writes it.
        cut: whether the words do not show all digits of the stored number, or none.
    """

    words: str
    day: str | None = None
    cut: bool = False


# Sheets repeat their values: years, percentages, days.
@lru_cache(maxsize=10_000)
def show_number(stored: str, code: str, *, since_1904: bool = False) -> Shown | None:
    """Return what a format shows of a stored number; None where that cannot be said.

    >>> show_number("331", "0000").words
    '0331'
    """
    try:
        number = Decimal(f"{float(stored):.15g}")
    except ValueError:
        return None
    if not number.is_finite():
        return None
    chosen = _choose_section(number, _read_code(code))
    if chosen is None:
        return None
    section, negative = chosen
    sign = "-" if number < 0 and not negative else ""
    if section.kind == "general":
        return Shown(f"{sign}{_show_general(abs(number), section.section)}".strip())
    if section.kind == "moment":
        moment = show_moment(number, section.section, since_1904=since_1904)
        return Shown(moment.words.strip(), moment.day) if moment else None
    return _show_digits(abs(number), sign, section) if section.kind == "number" else None


def _show_digits(number: Decimal, sign: str, section: _CheckedSection) -> Shown | None:
    try:
        if section.plain is not None:
            shown = section.plain.show(number)
        else:
            shown = show_digits(number, section.section.tokens)
    except InvalidOperation:
        # More digits than anybody reads.
        return None
    words = shown.words.strip()
    cut = not shown.whole or not any(mark.isdigit() for mark in words)
    return Shown(f"{sign}{words}" if words else "", cut=cut)


@dataclass(frozen=True, slots=True)
class _CheckedSection:
    """A section with its kind: general, moment, number or unknown."""

    section: Section
    kind: str
    plain: PlainFormat | None


@lru_cache(maxsize=1_024)
def _read_code(code: str) -> tuple[_CheckedSection, ...]:
    return tuple(_check_section(section) for section in parse_format_code(code))


def _check_section(section: Section) -> _CheckedSection:
    if section.has("unknown"):
        kind = "unknown"
    elif section.has("date", "elapsed", "meridiem"):
        kind = "moment"
    else:
        kind = "general" if section.has("general", "at") else "number"
    plain = find_plain_format(section.tokens) if kind == "number" else None
    return _CheckedSection(section, kind, plain)


def show_text(words: str, code: str) -> str | None:
    """Return what a format shows of words; None where it shows them as they are.

    >>> show_text("154", '"NI "@')
    'NI 154'
    """
    sections = parse_format_code(code)
    section = sections[-1]
    if len(sections) < 4 and not section.has("at"):
        return None
    return "".join(
        words if token.kind == "at" else token.text
        for token in section.tokens
        if token.kind in ("at", "text")
    ).strip()


def _show_general(number: Decimal, section: Section) -> str:
    return "".join(
        format_general(number) if token.kind in ("general", "at") else token.text
        for token in section.tokens
    )


def _choose_section(
    number: Decimal, sections: tuple[_CheckedSection, ...]
) -> tuple[_CheckedSection, bool] | None:
    """Return the section that is meant for a number, and whether it writes the sign itself."""
    if len(sections) == 1 and sections[0].section.condition is None:
        return sections[0], False
    if len(sections) < 4 and len(sections) > 1 and sections[-1].section.has("at"):
        sections = sections[:-1]
    numbers = sections[:3]
    if any(one.section.condition for one in numbers[:2]):
        return _choose_by_condition(number, numbers)
    if len(numbers) == 1 or number > 0 or (number == 0 and len(numbers) < 3):
        return numbers[0], False
    return (numbers[1], True) if number < 0 else (numbers[2], False)


def _choose_by_condition(
    number: Decimal, sections: tuple[_CheckedSection, ...]
) -> tuple[_CheckedSection, bool] | None:
    for place, section in enumerate(sections):
        condition = section.section.condition
        if condition is None:
            # A second section without a condition takes what is below nothing, if a third follows.
            taken = place == len(sections) - 1 or number < 0
        else:
            taken = _COMPARE[condition[0]](number, condition[1])
        if taken:
            own = condition is not None and condition[0] in ("<", "<=") and condition[1] <= 0
            return section, own or (condition is None and place == 1 and len(sections) > 2)
    return None
