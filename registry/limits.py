"""How much one question, and one client, may ask for: figures that the settings hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any, TypeVar

from registry.errors import InvalidInput, Problem

T = TypeVar("T", "Limits", "Rates")


def _declare_limit(default: float, least: float, most: float, counts: str) -> Any:
    """Declare a figure: what it counts, and between which two it has to stay for us to work."""
    return field(default=default, metadata={"least": least, "most": most, "counts": counts})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one question may ask for; ``ANSWERABLE_LIMIT_*`` say otherwise.

    What each figure counts is its description in the contract as well.
    """

    # Pages hold 20 items where nothing is said: that must not be too many.
    page_size: int = _declare_limit(100, 20, 1_000, "Items of a page")
    nodes: int = _declare_limit(10_000, 20, 1_000_000, "Items of the whole answer at its worst")
    # Tools ask 13 levels of the contract about itself.
    depth: int = _declare_limit(14, 1, 50, "Fields below fields")
    aliases: int = _declare_limit(30, 0, 1_000, "Fields shown under another name")
    fields: int = _declare_limit(1_000, 1, 10_000, "Fields, with all fragments written out")
    directives: int = _declare_limit(100, 0, 1_000, "Directives, with all fragments written out")
    pairs: int = _declare_limit(
        *(2_000, 100, 100_000),
        "Fields under one name in one place, and fragments there, counted as pairs",
    )
    rounds: int = _declare_limit(2, 1, 5, "Lists of one kind within each other, connections apart")
    # SQLite nests no expression deeper than 1,000, and a condition is several.
    conditions: int = _declare_limit(
        100, 0, 200, "Conditions of filters, counted at each field that has them"
    )
    # SQLite's parser keeps 100 words and signs in mind, and each negation takes five.
    filter_depth: int = _declare_limit(8, 1, 10, "Filters within each other by and, or, not")
    # SQLite compares with no pattern above 50,000 bytes; a character is four at the most.
    text: int = _declare_limit(2_000, 100, 10_000, "Characters of a text in an argument")
    tokens: int = _declare_limit(2_000, 1, 100_000, "Words and signs of the document")
    body_bytes: int = _declare_limit(65_536, 100, 10_000_000, "Bytes of the request")
    # Parsers call themselves once a level, and Python allows a thousand such calls.
    nesting: int = _declare_limit(
        *(64, 1, 100),
        "Brackets within each other in the document and in the JSON around it; fragments within"
        " fragments",
    )
    seconds: float = _declare_limit(10.0, 0.1, 600, "Seconds that the answer may take")
    errors: int = _declare_limit(5, 1, 100, "Errors that one answer tells")
    answer_bytes: int = _declare_limit(
        20_000_000, 1_000, 1_000_000_000, "Bytes of the answer, uncompressed"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """How much one client may ask for in a minute; ``ANSWERABLE_RATE_*`` say otherwise.

    Zero is without limit.
    """

    requests: int = _declare_limit(600, 0, 1_000_000, "Requests, whatever they ask for")
    points: int = _declare_limit(
        100_000, 0, 1_000_000_000, "The cost of all questions that were run"
    )
    # About what usual questions cost for the time that they take.
    second: int = _declare_limit(
        10_000, 0, 1_000_000, "Points of a second of work, where that is more than the question's"
    )


def read_limits(kind: type[T], prefix: str, environment: Mapping[str, str]) -> T:
    """Read the figures that variables give; what they leave out has its default.

    Raises:
        InvalidInput: a variable holds no number, or one that the server cannot work with.
    """
    given: dict[str, Any] = {}
    for one in fields(kind):
        variable = f"{prefix}{one.name.upper()}"
        if text := environment.get(variable):
            given[one.name] = _parse_limit(variable, text, one)
    return kind(**given)


def _parse_limit(variable: str, text: str, one: Field[Any]) -> float:
    least, most = one.metadata["least"], one.metadata["most"]
    whole = isinstance(one.default, int)
    try:
        # Python reads more than people write: underscores, spaces, digits of other scripts.
        number = (int if whole else float)(text) if _is_plain_number(text) else None
    except ValueError:
        number = None
    if number is None or not least <= number <= most:
        kind = "a whole number" if whole else "a number"
        remedy = f"Give {kind} from {least:,} to {most:,}, without commas"
        raise InvalidInput(
            [Problem(message=f"{variable} cannot be read", remedy=remedy, value=text)]
        )
    return number


def _is_plain_number(text: str) -> bool:
    return len(text) <= 20 and text.isascii() and text.replace(".", "", 1).isdigit()
