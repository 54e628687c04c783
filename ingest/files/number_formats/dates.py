"""Days, times and durations under a section of a format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from ingest.files.number_formats.format_codes import Section, Token, parse_format_code
from ingest.files.number_formats.languages import LONG_DATE, LONG_TIME, NAMES, OTHER

DAY = 86_400
LAST = 2_958_465
# The calendar of spreadsheets has a 29 February 1900, which never was.
NO_DAY = 60
_SYSTEM = {LONG_DATE: "dd mmmm yyyy", LONG_TIME: "hh:mm:ss"}


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment as it is shown, and its day where the format shows all of it."""

    words: str
    day: str | None = None


def show_moment(serial: Decimal, section: Section, *, since_1904: bool) -> Moment | None:
    """Return a moment, counted in days, under a section; None where it cannot be shown."""
    if section.language in _SYSTEM:
        section = parse_format_code(_SYSTEM[section.language])[0]
    units = list(_name_units(section.tokens))
    if serial < 0 or serial >= LAST + 1 or "unknown" in {kind for kind, _ in units}:
        return None
    language = "en" if section.language not in NAMES else section.language
    if section.language == OTHER and any(kind in ("mmm", "ddd") for kind in _name_kinds(units)):
        return None
    seconds = (serial * DAY).quantize(_second_parts(units), ROUND_HALF_UP)
    days, clock = int(seconds // DAY), seconds % DAY
    showing = _Showing(_find_day(days, since_1904), seconds, clock, language)
    if showing.day is None and any(kind == "date" for kind, _ in units):
        return None
    showing.twelve = any(kind == "meridiem" for kind, _ in units)
    words = "".join(showing.show_unit(kind, text) for kind, text in units)
    shown = {text[0] for kind, text in units if kind == "date"}
    whole = showing.day is not None and shown == {"d", "m", "y"}
    return Moment(words, showing.day.isoformat() if whole and showing.day else None)


def _name_kinds(units: Sequence[tuple[str, str]]) -> Iterator[str]:
    for kind, text in units:
        if kind == "date" and text[0] in "md":
            yield text[:3]


def _find_day(days: int, since_1904: bool) -> date | None:
    if since_1904:
        return date(1904, 1, 1) + timedelta(days) if days <= LAST - 1_462 else None
    if days in (0, NO_DAY):
        return None
    return date(1899, 12, 31 if days < NO_DAY else 30) + timedelta(days)


def _name_units(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Yield date, time, elapsed, fraction and text units; what ``m`` means depends on others."""
    units = [place for place, token in enumerate(tokens) if token.kind in ("date", "elapsed")]
    before, digits = "", 0
    for place, token in enumerate(tokens):
        if token.kind in ("date", "elapsed"):
            later = next((tokens[one].text[0] for one in units if one > place), "")
            minutes = token.text[0] == "m" and (before == "h" or later == "s")
            clock = minutes or token.text[0] in "hs"
            kind = "elapsed" if token.kind == "elapsed" else "time" if clock else "date"
            yield kind, token.text
            before = token.text[0]
        elif token.kind == "point" and before == "s" and _count_zeros(tokens, place + 1):
            digits = _count_zeros(tokens, place + 1)
            yield "fraction", "0" * digits
        elif token.kind == "digit" and digits:
            digits -= 1
        elif token.kind in ("digit", "general", "at", "exponent", "percent"):
            yield "unknown", token.text
        else:
            kind = token.kind if token.kind in ("meridiem", "unknown") else "text"
            yield kind, token.text


def _count_zeros(tokens: Sequence[Token], place: int) -> int:
    count = 0
    while place + count < len(tokens) and tokens[place + count] == Token("digit", "0"):
        count += 1
    return count


def _second_parts(units: Sequence[tuple[str, str]]) -> Decimal:
    return Decimal(1).scaleb(
        -max((len(text) for kind, text in units if kind == "fraction"), default=0)
    )


@dataclass(slots=True)
class _Showing:
    day: date | None
    seconds: Decimal
    clock: Decimal
    language: str
    twelve: bool = False

    def show_unit(self, kind: str, text: str) -> str:
        """Return one unit of a format."""
        if kind == "date":
            return self._show_date(text)
        if kind == "time":
            return self._show_time(text)
        if kind == "elapsed":
            size = {"h": 3_600, "m": 60, "s": 1}[text[0]]
            return str(int(self.seconds // size)).zfill(len(text))
        if kind == "fraction":
            part = self.clock % 1
            return f"{part:.{len(text)}f}"[1:]
        if kind == "meridiem":
            after = self.clock >= DAY // 2
            marks = ("AM", "PM") if "/" in text and len(text) > 3 else ("A", "P")
            return marks[after]
        return text

    def _show_time(self, text: str) -> str:
        hours = int(self.clock // 3_600)
        if self.twelve:
            hours = (hours + 11) % 12 + 1
        parts = {"h": hours, "m": int(self.clock // 60 % 60), "s": int(self.clock % 60)}
        return str(parts[text[0]]).zfill(min(len(text), 2))

    def _show_date(self, text: str) -> str:
        day = self.day or date.min
        names = NAMES[self.language]
        if text[0] == "y":
            return f"{day.year % 100:02d}" if len(text) < 3 else f"{day.year:04d}"
        if text[0] == "d":
            number, full, short = (
                day.day,
                names.days[day.weekday()],
                names.short_days[day.weekday()],
            )
        else:
            number, full, short = (
                day.month,
                names.months[day.month - 1],
                names.short_months[day.month - 1],
            )
        if len(text) == 5 and text[0] == "m":
            return full[0]
        return [str(number), f"{number:02d}", short, full][min(len(text), 4) - 1]
