"""Numbers under a section of a format: digits, groups, percentages, exponents, fractions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from ingest.files.number_formats.format_codes import Token

_PADS = {"0": "0", "?": " ", "#": ""}


@dataclass(frozen=True, slots=True)
class Digits:
    """A number as it is shown, and whether all of its digits are."""

    words: str
    whole: bool


def format_general(number: Decimal) -> str:
    """Format a number without exponent and without zeros at its end.

    >>> format_general(Decimal("1E+3"))
    '1000'
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def show_digits(number: Decimal, tokens: Sequence[Token]) -> Digits:
    """Return a number that is not negative under the tokens of a section."""
    kinds = [token.kind for token in tokens]
    if "exponent" in kinds:
        return _show_scientific(number, tokens, kinds.index("exponent"))
    if "slash" in kinds and "digit" in kinds[: kinds.index("slash")]:
        return _show_fraction(number, tokens, kinds.index("slash"))
    return _show_decimal(number, tokens)


def _show_decimal(number: Decimal, tokens: Sequence[Token]) -> Digits:
    before, after, point = _find_places(tokens)
    scaling = _find_scaling(tokens, before, after)
    percents = sum(token.kind == "percent" for token in tokens)
    exact = number.scaleb(2 * percents - 3 * len(scaling))
    rounded = exact.quantize(Decimal(1).scaleb(-len(after)), ROUND_HALF_UP)
    whole, _, part = f"{rounded:f}".partition(".")
    grouped = any(
        token.kind == "comma" and before and before[0] < place < before[-1]
        for place, token in enumerate(tokens)
    )
    shown = _fill_whole(whole.lstrip("0"), tokens, before, grouped=grouped)
    shown |= _fill_part(part, tokens, after)
    words = []
    for place, token in enumerate(tokens):
        if token.kind == "digit":
            words.append(shown[place])
        elif token.kind in ("text", "percent", "slash"):
            words.append(token.text)
        elif place == point or (token.kind == "point" and not before and not after):
            words.append(".")
        elif token.kind == "comma" and place not in scaling and not _is_inside(place, before):
            words.append(",")
    digits = bool(before or after)
    return Digits("".join(words), digits and rounded == exact)


def _is_inside(place: int, places: Sequence[int]) -> bool:
    return bool(places) and places[0] < place < places[-1]


def _find_places(tokens: Sequence[Token]) -> tuple[list[int], list[int], int | None]:
    """Return where digits stand before and after the point, and where the point is."""
    kinds = [token.kind for token in tokens]
    point = kinds.index("point") if "point" in kinds else None
    digits = [place for place, kind in enumerate(kinds) if kind == "digit"]
    last = len(tokens) if point is None else point
    return [one for one in digits if one < last], [one for one in digits if one > last], point


def _find_scaling(tokens: Sequence[Token], before: list[int], after: list[int]) -> set[int]:
    """Return the commas behind the last digit, each of which leaves out a thousand."""
    found: set[int] = set()
    for places in (before, after):
        place = places[-1] + 1 if places else len(tokens)
        while place < len(tokens) and tokens[place].kind == "comma":
            found.add(place)
            place += 1
    return found


def _fill_whole(
    digits: str, tokens: Sequence[Token], places: list[int], *, grouped: bool
) -> dict[int, str]:
    """Return what stands at each place before the point, from right to left."""
    shown: dict[int, str] = {}
    for count, place in enumerate(reversed(places)):
        if place == places[0]:
            taken = digits or _PADS[tokens[place].text]
            digits = ""
        else:
            taken = digits[-1:] or _PADS[tokens[place].text]
            digits = digits[:-1]
        shown[place] = _group(taken, count) if grouped else taken
    return shown


def _group(digits: str, count: int) -> str:
    """Return digits with commas, of which the last is the ``count``-th from the right, from 0."""
    marked = ""
    for number, digit in enumerate(reversed(digits), count):
        mark = "," if number and number % 3 == 0 and digit.isdecimal() else ""
        marked = digit + mark + marked
    return marked


def _fill_part(digits: str, tokens: Sequence[Token], places: list[int]) -> dict[int, str]:
    """Return what stands at each place after the point; zeros at the end only where wanted."""
    last = len(digits.rstrip("0"))
    return {
        place: digits[count] if count < last else _PADS[tokens[place].text]
        for count, place in enumerate(places)
    }


def _show_scientific(number: Decimal, tokens: Sequence[Token], at: int) -> Digits:
    mantissa, power = tokens[:at], tokens[at + 1 :]
    before, after, _ = _find_places(mantissa)
    step = max(len(before), 1)
    exponent = (number.adjusted() // step * step) if number else 0
    places = Decimal(1).scaleb(-len(after))
    rounded = number.scaleb(-exponent).quantize(places, ROUND_HALF_UP)
    if rounded >= Decimal(10) ** step:
        exponent += step
        rounded = number.scaleb(-exponent).quantize(places, ROUND_HALF_UP)
    sign = "-" if exponent < 0 else "+" if tokens[at].text[1] == "+" else ""
    shown = _show_decimal(rounded, mantissa)
    written = _show_decimal(Decimal(abs(exponent)), power)
    whole = rounded.scaleb(exponent) == number
    return Digits(f"{shown.words}E{sign}{written.words}", whole)


def _show_fraction(number: Decimal, tokens: Sequence[Token], slash: int) -> Digits:
    first = slash
    while first and tokens[first - 1].kind == "digit":
        first -= 1
    last = slash + 1
    while last < len(tokens) and (tokens[last].kind == "digit" or tokens[last].text.isdecimal()):
        last += 1
    over, under = tokens[first:slash], tokens[slash + 1 : last]
    apart = any(token.kind == "digit" for token in tokens[:first])
    whole = int(number) if apart else 0
    part = _approximate(Fraction(number) - whole, "".join(token.text for token in under))
    if apart and part[0] == part[1]:
        whole, part = whole + 1, (0, part[1])
    exact = Fraction(*part) + whole == Fraction(number)
    start = _show_decimal(Decimal(whole), tokens[:first]).words
    if apart and not part[0]:
        start = start if whole else start.strip() + "0"
        shown = " " * (len(over) + 1 + len(under))
    else:
        pad = "0" if all(token.text == "0" for token in over) else " "
        shown = f"{str(part[0]).rjust(len(over), pad)}/{str(part[1]).ljust(len(under))}"
    rest = "".join(token.text for token in tokens[last:] if token.kind in ("text", "percent"))
    return Digits(f"{start}{shown}{rest}", exact)


def _approximate(part: Fraction, under: str) -> tuple[int, int]:
    """Return numerator and denominator; the latter as stated, or of so many digits at most."""
    fixed = under.replace("#", "").replace("?", "")
    if fixed.strip("0"):
        denominator = int(fixed)
        return round(part * denominator), denominator
    near = part.limit_denominator(10 ** min(max(len(under), 1), 9) - 1)
    return near.numerator, near.denominator
