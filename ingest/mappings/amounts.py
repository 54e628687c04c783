"""Amounts of money as people write them: £1m, £95,000, (1,234), 5.545 in millions."""

from __future__ import annotations

import re
from decimal import Decimal

from ingest.mappings.parsed_values import ParsedValue

SCALES = {"pounds": Decimal(1), "thousands": Decimal(1_000), "millions": Decimal(1_000_000)}
_UNITS = {
    "k": "thousands",
    "thousand": "thousands",
    "m": "millions",
    "mn": "millions",
    "million": "millions",
}
# Possessive by construction: digits, signs and letters never compete for the same character.
_AMOUNT = re.compile(
    r"(?P<open>\()?(?P<sign>[-−])?\s?(?:£|GBP)?\s?(?P<sign2>[-−])?"
    r"(?P<whole>\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.(?P<part>\d{1,6}))?"
    r"\s?(?P<unit>[A-Za-z]{1,8})?(?P<close>\))?"
)
_NOTE = re.compile(r"\([^()]{1,500}\)|\[[^\[\]]{1,50}\]")
# Marks behind a figure that say how sure it is, or point to a note: p alone could be pence.
_MARKS = re.compile(r"(?:\s*[*†‡§¹²³⁰⁴-⁹]+|\s*\((?:p|r|e|prov|rev|est)\)|(?<=[\d)]) [pre])+$", re.I)


def read_amount(words: str, scale: str = "pounds") -> ParsedValue:
    """Decimal pounds from words; a note in brackets after the figure does not hinder.

    >>> read_amount("£1m").value
    '1000000.00'
    """
    text = _MARKS.sub("", words.strip().replace("\u00a0", " "))
    match = _AMOUNT.match(text)
    if match is None or (not text.isascii() and not _is_plain(text, match)):
        return ParsedValue(why="no amount")
    rest = text[match.end() :].strip()
    if rest and _NOTE.fullmatch(rest) is None:
        return ParsedValue(why="words beside the figure")
    if bool(match["open"]) != bool(match["close"]):
        return ParsedValue(why="a bracket is not closed")
    unit = (match["unit"] or "").lower()
    if unit and unit not in _UNITS:
        return ParsedValue(why=f"{match['unit']} is no unit of money")
    factor = SCALES[_UNITS[unit]] if unit else SCALES[scale]
    figure = Decimal(f"{match['whole'].replace(',', '')}.{match['part'] or '0'}") * factor
    negative = bool(match["sign"] or match["sign2"] or match["open"])
    return _to_pence(-figure if negative else figure)


def _is_plain(text: str, match: re.Match[str]) -> bool:
    # Digits of other scripts would pass as digits: only our own and the signs of money may.
    return all(mark.isascii() or mark in "£−" for mark in text[: match.end()])


def _to_pence(pounds: Decimal) -> ParsedValue:
    rounded = pounds.quantize(Decimal("0.01"))
    if rounded != pounds:
        return ParsedValue(why="finer than a penny")
    return ParsedValue(value=f"{rounded:f}")
