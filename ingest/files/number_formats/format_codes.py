"""Format codes taken apart: sections for signs and conditions, and the tokens of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ingest.files.number_formats.languages import find_language

# Each alternative begins with another character or has a fixed length, so nothing backtracks.
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<blank>.)|\*(?P<fill>.)'
    r"|\[(?P<bracket>[^\]]{0,60})\]|(?P<general>General)|(?P<meridiem>AM/PM|A/P)"
    r"|(?P<exponent>E[+-])|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)"
    r"|(?P<slash>/)|(?P<at>@)|(?P<end>;)|(?P<date>y+|m+|d+|h+|s+)|(?P<era>[beg]+)|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_COLOUR = re.compile(
    r"black|blue|cyan|green|magenta|red|white|yellow|colou?r ?\d{1,2}", re.IGNORECASE
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=) ?(-?\d{1,15}(?:\.\d{1,15})?)")
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a section.

    ``kind`` is text, digit, point, comma, percent, exponent, slash, at, date, elapsed, meridiem,
    general or unknown.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of the formats between semicolons.

    Attributes:
        tokens: its pieces in order.
        condition: an operator and a number: for which numbers it is meant.
        language: the language of months and days; see ``languages``.
    """

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None
    language: str

    def has(self, *kinds: str) -> bool:
        """Return whether there is a token of one of these kinds."""
        return any(token.kind in kinds for token in self.tokens)


@lru_cache(maxsize=1_024)
def parse_format_code(code: str) -> tuple[Section, ...]:
    """Return the sections of a format code, at most four."""
    sections: list[list[re.Match[str]]] = [[]]
    for match in _TOKEN.finditer(code):
        if match.lastgroup == "end":
            sections.append([])
        else:
            sections[-1].append(match)
    return tuple(_build_section(matches) for matches in sections[:4])


def _build_section(matches: list[re.Match[str]]) -> Section:
    condition: tuple[str, Decimal] | None = None
    language = "en"
    for match in matches:
        inside = match["bracket"] or ""
        if found := _CONDITION.fullmatch(inside):
            condition = (found[1], Decimal(found[2]))
        elif inside.startswith("$"):
            language = find_language(inside.partition("-")[2]) or language
    return Section(tuple(_list_tokens(matches)), condition, language)


def _list_tokens(matches: list[re.Match[str]]) -> Iterator[Token]:
    for match in matches:
        kind, text = match.lastgroup or "plain", match[match.lastgroup or 0]
        if kind in ("quoted", "escaped", "plain"):
            yield Token("text", text)
        elif kind == "blank":
            yield Token("text", " ")
        elif kind == "bracket":
            yield from _read_bracket(text)
        elif kind == "era":
            yield Token("unknown", text)
        elif kind != "fill":
            yield Token(kind, text.casefold() if kind == "date" else text)


def _read_bracket(inside: str) -> Iterator[Token]:
    if inside.startswith("$"):
        yield Token("text", inside[1:].partition("-")[0])
    elif _ELAPSED.fullmatch(inside):
        yield Token("elapsed", inside.casefold())
    elif not _COLOUR.fullmatch(inside) and not _CONDITION.fullmatch(inside):
        yield Token("unknown", inside)
