"""What a number format shows: codes with zeros, fixed decimals, months; never fewer digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

# Number formats that every XLSX knows without declaring them, as far as they are shown here.
BUILTIN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    16: "d-mmm",
    17: "mmm-yy",
}
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
# Each alternative begins with another character, so nothing backtracks.
_PART = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.'
    r"|\[\$(?P<currency>[^\]\-]*)[^\]]*\]"
    r"|\[(?:Black|Blue|Cyan|Green|Magenta|Red|White|Yellow|Color\d+)\]"
    r"|(?P<digits>[#0.,]+)|(?P<plain>[%£€$()+\-/: ])|(?P<code>[dmy]+)|(?P<other>.)",
    re.IGNORECASE,
)


def show_number(number: float, code: str) -> str | None:
    """Return a number under a format; None where the format is another or would cut digits off.

    >>> show_number(331, "0000")
    '0331'
    """
    section, *others = code.removesuffix(";@").split(";")
    parts = list(_split_code(section))
    kinds = [kind for kind, _ in parts]
    if kinds.count("digits") != 1 or "code" in kinds or "other" in kinds:
        return None
    if others and number <= 0:
        return None
    shift = 2 if ("plain", "%") in parts else 0
    exact = Decimal(f"{abs(number):.15g}").scaleb(shift)
    digits = next(text for kind, text in parts if kind == "digits")
    shown = _show_digits(exact, digits)
    if shown is None:
        return None
    words = "".join(shown if kind == "digits" else text for kind, text in parts).strip()
    return f"-{words}" if number < 0 else words


def _show_digits(number: Decimal, code: str) -> str | None:
    whole, _, part = code.partition(".")
    if "," in part or "." in part or whole.endswith(","):
        return None
    rounded = round(number, len(part))
    if rounded != number:
        return None
    before, _, after = f"{rounded:f}".partition(".")
    least = whole.count("0")
    before = f"{int(before):,}" if "," in whole else before.lstrip("0").zfill(least)
    after = after.rstrip("0").ljust(part.count("0"), "0")
    return f"{before}.{after}" if "." in code and (after or part) else before


def show_part_of_date(day: date, code: str) -> str | None:
    """Return a day under a format that shows less than a day, such as Mar-07; None under any other.

    >>> show_part_of_date(date(2007, 3, 1), "mmm-yy")
    'Mar-07'
    """
    parts = list(_split_code(code.removesuffix(";@")))
    units = {text[0].casefold() for kind, text in parts if kind == "code"}
    if any(kind in ("digits", "other") for kind, _ in parts) or not units or len(units) == 3:
        return None
    shown = (_show_unit(day, text.casefold()) if kind == "code" else text for kind, text in parts)
    return "".join(shown).strip()


def _show_unit(day: date, unit: str) -> str:
    month, weekday = _MONTHS[day.month - 1], _DAYS[day.weekday()]
    names = {
        "d": str(day.day),
        "dd": f"{day.day:02d}",
        "ddd": weekday[:3],
        "m": str(day.month),
        "mm": f"{day.month:02d}",
        "mmm": month[:3],
        "mmmmm": month[0],
        "y": f"{day.year % 100:02d}",
        "yy": f"{day.year % 100:02d}",
    }
    longest = {"d": weekday, "m": month, "y": str(day.year)}
    return names.get(unit) or longest[unit[0]]


def _split_code(section: str) -> Iterator[tuple[str, str]]:
    """The parts of a format: digits, units of a day, what is shown as it stands, and others."""
    for match in _PART.finditer(section):
        kind = match.lastgroup
        if kind in ("quoted", "escaped", "currency"):
            yield "text", match[kind]
        elif kind == "code":
            # "dm" without a mark between is two units.
            yield from (("code", one[0]) for one in re.finditer(r"(.)\1*", match[0].casefold()))
        elif kind is not None:
            yield kind, match[kind]
