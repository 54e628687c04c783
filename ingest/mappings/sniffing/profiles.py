"""What the words of a column look like."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.mappings.amounts import read_amount
from ingest.mappings.dates import read_date, read_years
from ingest.mappings.patterns import matches_any_pattern, says_nothing
from ingest.mappings.quantities import read_quantity
from ingest.mappings.resolve_names import NameResolver
from ingest.mappings.sniffing.heading_words import holds_word, read_scale, split_heading
from ingest.mappings.sniffing.initials import propose_names
from ingest.mappings.templates import CODED

_INDICATOR = re.compile(r"(?:NI|PSA|BVPI|BV|LAA|LPI|KPI|PI|LI|Local) ?\d{1,3}[a-z]?", re.IGNORECASE)
_NATIONAL = re.compile(r"(?:NI|PSA|BVPI|BV) ?\d{1,3}[a-z]?", re.IGNORECASE)
# A reference of the file's own, such as T1 or P-12.
_CODE = re.compile(r"[A-Z]{1,6}[ ./-]?\d{1,4}[a-z]?", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s;]+", re.IGNORECASE)
_OUTCOMES = (
    "agreed...",
    "...agreed",
    "accept...",
    "not accepted...",
    "reject...",
    "...rejected",
    "refus...",
    "...withdrawn",
    "defer...",
    "consult...",
    "consider...",
    "under consideration",
    "implement...",
    "approved...",
    "declined...",
    "...negotiated",
    "review...",
    "negative...",
)
_LEAD = ("lead", "responsible", "accountable", "owner")
_AND = " and "
_BODY = ("partner", "organisation", "body", "department", "agency", "proposer", "office")
# A heading of nothing but these words stands above names of places: "Local authority", "Council".
_PLACE = ("council", "authority", "authorities", "district", "borough", "area")
_BESIDE_PLACE = ("local", "lead", "education", "joint", "other", "unitary", "county", "name", "of")
_DAY = ("date", "on", "when", "day", "deadline", "due")
_MONEY = (
    "£", "amount", "grant", "allocation", "budget", "funding", "cost", "gbp", "total", "bid",
    "award",
)  # fmt: skip
# Marks that tables write where a figure is missing, withheld or nought.
NO_FIGURE = (
    "none", "nil", "n/a", "na", "-", "–", "—", ":", "..", "...", "x", "z", "c", "*", "#", "[x]",
    "[z]", "[c]", "[u]", "[low]", "not available", "not applicable", "suppressed", "not known",
    "£-", "£ -",
)  # fmt: skip
# Headings above the names of sections, which a table often writes once.
_SECTIONS = (
    "theme", "block", "board", "priority", "section", "group", "category", "department",
    "council", "authority", "area", "district",
)  # fmt: skip
# What tables write in place of the words of the cell above.
DITTO = ("ditto", "do.", "-do-", '"', "''", "same", "same as above", "as above", "see above")
_PART_OF_DAY = ("a year", "a month", "a season", "a day without", "a financial year")


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """A column: its heading, its short name, what it looks like, and examples of its words.

    Attributes:
        heading: the heading, or its number where it has none of its own.
        name: the short name that the mapping gives it.
        looks: what most of its words look like.
        filled: how many of its cells hold anything.
        examples: some of its words, each once.
        unknown: names in it that are not on record.
        uniform: whether all of its words are codes of national indicators.
        rows: how many rows were looked at.
        marks: words in it that say that there is no figure.
        parted: what parts the names of a cell that holds several.
        joint: cells that name several records on record, which nothing else parts.
        distinct: how many different words it holds.
        column: the heading by which a mapping finds it, or its number.
        dittos: words in it that mean the same as the cell above.
        is_section: whether it names a section in its first row, and leaves the others empty.
        proposed: what its unknown names could be the initials of, with the names on record.
    """

    heading: str
    name: str
    looks: str
    filled: int
    examples: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    uniform: bool = True
    rows: int = 0
    marks: tuple[str, ...] = ()
    parted: tuple[str, ...] = ()
    joint: tuple[str, ...] = ()
    distinct: int = 0
    column: str = ""
    dittos: tuple[str, ...] = ()
    is_section: bool = False
    proposed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def cell(self) -> str:
        """The template for one cell of it."""
        return f"{{{self.name}}}"

    @property
    def is_key(self) -> bool:
        """Whether every row has a word of its own in it."""
        return self.distinct == self.rows == self.filled


def profile_column(
    heading: str,
    name: str,
    words: Sequence[str],
    names: NameResolver | None,
    days: Mapping[str, str],
    column: str | None = None,
) -> ColumnProfile:
    """Return what a column looks like: the first look that most of its words have.

    ``column`` is how a mapping names it, where that is not by its heading; ``days`` are days that
    a spreadsheet stores, by the words in which it shows them.
    """
    filled = [word.strip() for word in words if word.strip()]
    distinct = list(dict.fromkeys(filled))
    marks = tuple(word for word in distinct if says_nothing(NO_FIGURE, word))
    # A mark for no figure says nothing of the look, unless there is nothing else.
    dittos = tuple(word for word in distinct if _is_ditto(word)) if filled[1:] else ()
    stated = [word for word in filled if word not in (*marks, *dittos)] or filled
    pieces = list(dict.fromkeys(piece for word in stated for piece in split_names(word)))
    found: list[str] = []
    unknown: tuple[str, ...] = ()
    # Short numbers are codes of places too: only words are taken for names.
    if names is not None and filled and not _look_of_most(filled, _is_figure):
        found, unknown = _match_names(names, heading.casefold(), pieces[:200])
    looks = _list_looks(heading, [days.get(word, word) for word in stated], found)
    named = looks in ("areas", "partners", "lead")
    joint = _find_joint(names, looks, unknown) if names is not None and named else ()
    told = tuple(word for word in unknown if word not in joint) if named else ()
    marks_between = _find_marks_between(stated, pieces, joint)
    proposed = dict(propose_names(names, _kind_of(looks), told)) if names is not None else {}
    uniform = all(_NATIONAL.fullmatch(_read_code(word)) for word in filled)
    return ColumnProfile(
        heading,
        name,
        looks,
        len(filled),
        tuple(distinct[:30]),
        told,
        uniform,
        len(words),
        marks,
        marks_between,
        joint,
        len(distinct),
        column or heading,
        dittos,
        holds_word(heading, _SECTIONS) and _names_sections(words),
        proposed,
    )


def _is_ditto(words: str) -> bool:
    return matches_any_pattern(DITTO, words)


def _names_sections(words: Sequence[str]) -> bool:
    """Return whether a column names a section in its first row and is empty in the rows below it.

    A section has several rows, and no word stands twice: else a blank is nothing but a blank.
    """
    filled = [word.strip() for word in words if word.strip()]
    return (
        len(filled) * 2 <= len(words)
        and bool(words and words[0].strip())
        and len(set(filled)) == len(filled)
        and all(any(mark.isalpha() for mark in word) for word in filled)
    )


def split_names(words: str) -> list[str]:
    """Return the names that one cell holds, parted by ";".

    >>> split_names("Wirral; South Hams")
    ['Wirral', 'South Hams']
    """
    return [piece.strip() for piece in words.split(";") if piece.strip()]


def _find_joint(names: NameResolver, looks: str, unknown: Sequence[str]) -> tuple[str, ...]:
    """Return the words that are no name on record but several, with "and" between them."""
    kind = _kind_of(looks)
    return tuple(
        word
        for word in unknown
        if _AND in word
        and all(names.resolve_name(kind, piece, None).reference for piece in word.split(_AND))
    )


def _kind_of(looks: str) -> str:
    """Return the kind of record that a column of names speaks of."""
    return "areas" if looks == "areas" else "partners"


def _find_marks_between(
    filled: Sequence[str], pieces: Sequence[str], joint: Sequence[str]
) -> tuple[str, ...]:
    """Return what parts the names of one cell; "and" only where no name itself holds it."""
    parted = (";",) if any(";" in word for word in filled) else ()
    whole = [word for word in pieces if _AND in word and word not in joint]
    return (*parted, _AND) if joint and not whole else parted


def is_address(words: str) -> bool:
    """Return whether words are one address on the web."""
    return _URL.fullmatch(words.strip()) is not None


def _list_looks(heading: str, filled: Sequence[str], found: Sequence[str]) -> str:
    if not filled:
        return "empty"
    if _look_of_most(filled, lambda word: bool(_URL.fullmatch(word))):
        return "address"
    if _look_of_most(filled, lambda word: bool(_INDICATOR.fullmatch(word))):
        return "indicator"
    if _look_of_most(filled, _is_coded):
        return "coded"
    # "Lead authority" of a list of proposals is whoever proposes, not who leads a target.
    proposes = holds_word(heading, ("authority", "council", "department"))
    leads = any(word in heading.casefold() for word in _LEAD) and not proposes
    # Marks of one letter, such as those of a matrix, name nobody.
    if leads and not _is_long_text(filled) and any(len(word) > 1 for word in filled):
        return "lead"
    codes = len(set(filled)) == len(filled)
    if codes and _look_of_most(filled, lambda word: bool(_CODE.fullmatch(word))):
        return found[0] if found else "code"
    if found:
        return found[0]
    return _look_by_heading(heading, filled) or _look_by_form(heading, filled)


def _look_by_heading(heading: str, filled: Sequence[str]) -> str | None:
    """Return what names a heading asks for, where none of them may be on record."""
    words = split_heading(heading)
    if not words or not all(len(word) < 120 and word[0].isupper() for word in filled):
        return None
    places = [word for word in words if holds_word(word, _PLACE)]
    if places and all(word in _BESIDE_PLACE for word in words if word not in places):
        return "areas"
    return "partners" if holds_word(words[-1], _BODY) or words[-1] == "by" else None


def _look_by_form(heading: str, filled: Sequence[str]) -> str:
    """Return what a column looks like by the form of its words alone."""
    if [str(place) for place in range(1, len(filled) + 1)] == list(filled):
        return "number"
    if _looks_like_money(heading.casefold(), filled):
        return "amount"
    if _looks_like_days(heading, filled):
        return "date"
    forms: dict[str, Callable[[str], bool]] = {
        "year": lambda word: read_years(word).value is not None,
        "outcome": lambda word: matches_any_pattern(_OUTCOMES, word),
    }
    for form, looks in forms.items():
        if _look_of_most(filled, looks):
            return form
    if _looks_like_quantity(filled):
        return "quantity"
    return "words" if _is_long_text(filled) or len(set(filled)) * 2 > len(filled) else "label"


def _looks_like_days(heading: str, filled: Sequence[str]) -> bool:
    """Return whether most words are days, or parts of a date below a heading that asks for one."""
    read = [read_date(word) for word in filled]
    days = sum(one.value is not None for one in read)
    if days * 10 >= len(filled) * 6:
        return True
    parts = sum((one.why or "").startswith(_PART_OF_DAY) for one in read)
    return holds_word(heading, _DAY) and (days + parts) * 2 >= len(filled)


def _looks_like_quantity(filled: Sequence[str]) -> bool:
    """Whether most words begin with a number, those aside that only say that none is there yet."""
    read = [read_quantity(word) for word in filled]
    stated = [one for one in read if not (one.why or "").startswith("The source states no value")]
    numbers = sum(one.number is not None for one in stated)
    return bool(stated) and numbers * 10 >= len(stated) * 6


def _looks_like_money(heading: str, filled: Sequence[str]) -> bool:
    scale = read_scale(heading) or "pounds"
    amounts = [word for word in filled if read_amount(word, scale).value is not None]
    pounds = sum("£" in word for word in filled)
    spoken = any(word in heading for word in _MONEY)
    return pounds * 2 >= len(filled) or (spoken and len(amounts) * 2 >= len(filled))


def _look_of_most(filled: Sequence[str], looks: Callable[[str], bool]) -> bool:
    return sum(looks(word) for word in filled) * 10 >= len(filled) * 6


def _read_code(word: str) -> str:
    match = CODED.fullmatch(word)
    return match["code"] if match else word


def _is_coded(word: str) -> bool:
    """Return whether a cell holds the code of an indicator and its title."""
    match = CODED.fullmatch(word)
    return match is not None and _INDICATOR.fullmatch(match["code"]) is not None


def _is_figure(word: str) -> bool:
    return not any(mark.isalpha() for mark in word)


def _is_long_text(filled: Sequence[str]) -> bool:
    return sum(map(len, filled)) > 60 * len(filled)


def _match_names(
    names: NameResolver, heading: str, words: Sequence[str]
) -> tuple[list[str], tuple[str, ...]]:
    """Of which kind most words are names on record, and which of them are not."""
    bodies = holds_word(heading, _BODY)
    for kind in ("partners", "areas") if bodies else ("areas", "partners"):
        known = [word for word in words if names.resolve_name(kind, word, None).reference]
        if len(known) * 10 >= len(words) * 4:
            return [kind], tuple(word for word in words if word not in known)
    return [], tuple(
        word for word in words if not names.resolve_name("partners", word, None).reference
    )
