"""Templates: ``{column}`` stands for a row's cell, other words for themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from registry.vocabulary import reference_part

# A name, then filters: each alternative begins with another character, so nothing backtracks.
_PLACEHOLDER = re.compile(r"\{([^{}|]{1,200})((?:\|[^{}|]{0,100})*)\}")

# A code and a title in one cell: "NI 8 Adult participation in sport", "LAA3a: Fewer fires".
CODED = re.compile(
    r"(?P<code>[A-Za-z]{1,6} ?\d{1,4}[a-z]?)(?:\s*[:–—-]\s*|\.\s+|\s+)(?P<title>[^\W\d].*)",
    re.DOTALL,
)

# How long a key may be, and how much of the words it begins with where they are longer.
LONGEST_KEY, KEY_BEGINNING = 60, 48

# Filters that give the reference of what a cell names.
NAMED = ("areas", "partners")
Find = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A template's words for one row, and which columns stand in them word for word."""

    words: str
    verbatim: frozenset[str]


@dataclass(frozen=True, slots=True)
class Template:
    """A text with places for a row's cells."""

    text: str

    @property
    def names(self) -> tuple[str, ...]:
        """The columns and other values that it names."""
        return tuple(part.name for part in _parts(self.text) if isinstance(part, _Place))

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with it."""
        known = (*FILTERS, *NAMED)
        wrong: list[str] = []
        for part in _parts(self.text):
            if isinstance(part, str):
                wrong += ["a brace is not closed"] if "{" in part or "}" in part else []
                continue
            for name, _ in part.filters:
                if name not in known:
                    wrong.append(f"there is no filter {name!r} ({', '.join(known)})")
        return tuple(dict.fromkeys(wrong))

    def render(self, cells: Mapping[str, str], find: Find | None = None) -> Rendered:
        """Its words for one row; none at all where every cell that it names is empty.

        ``find`` gives the reference of what a cell names, for ``{council|partners}``.
        """
        parts = _parts(self.text)
        if len(parts) == 1 and isinstance(parts[0], str):
            return Rendered(self.text.strip(), _NONE)
        words: list[str] = []
        verbatim: set[str] = set()
        filled = False
        for part in parts:
            if isinstance(part, str):
                words.append(part)
                continue
            cell = cells.get(part.name, "").strip()
            said = part.apply_filters(cell, find)
            if cell:
                filled = True
                if cell in said:
                    verbatim.add(part.name)
            words.append(said)
        if not filled:
            return Rendered("", _NONE)
        return Rendered("".join(words).strip(), frozenset(verbatim))


_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Place:
    """A place for a cell, and the filters that its words go through."""

    name: str
    filters: tuple[tuple[str, str], ...]

    def apply_filters(self, cell: str, find: Find | None) -> str:
        """Return the cell's words as they stand in the template."""
        for name, argument in self.filters:
            if name in NAMED:
                cell = find(name, cell) if find and cell else ""
            else:
                cell = FILTERS[name](cell, argument)
        return cell


def split_template(text: str) -> list[tuple[str, tuple[tuple[str, str], ...] | None]]:
    """Return the parts of a template: its own words, and the names of cells with their filters."""
    return [
        (part, None) if isinstance(part, str) else (part.name, part.filters)
        for part in _parts(text)
    ]


# A mapping has few templates, each of which is rendered for every row.
@lru_cache(maxsize=4_096)
def _parts(text: str) -> tuple[str | _Place, ...]:
    parts: list[str | _Place] = []
    end = 0
    for match in _PLACEHOLDER.finditer(text):
        if match.start() > end:
            parts.append(text[end : match.start()])
        parts.append(_Place(match[1].strip(), tuple(_filters(match[2]))))
        end = match.end()
    if end < len(text) or not parts:
        parts.append(text[end:])
    return tuple(parts)


def _filters(text: str) -> list[tuple[str, str]]:
    parts = (part.partition(":") for part in text.split("|")[1:])
    return [(name.strip(), argument) for name, _, argument in parts]


def _slug(words: str, _: str) -> str:
    return reference_part(words.replace("'", "").replace("’", "")) if words else ""


def _key(words: str, _: str) -> str:
    """Return a slug that is short and still of one text only, for long titles and addresses."""
    slug = _slug(words, "")
    if len(slug) <= LONGEST_KEY:
        return slug
    return f"{slug[:KEY_BEGINNING].strip('-._~')}-{sha256(words.encode()).hexdigest()[:8]}"


def _first(words: str, mark: str) -> str:
    return words.split(mark or ";", maxsplit=1)[0].strip()


def _rest(words: str, mark: str) -> str:
    return words.partition(mark or ";")[2].strip()


def _code(words: str, _: str) -> str:
    match = CODED.fullmatch(words)
    return match["code"] if match else ""


def _after_code(words: str, _: str) -> str:
    match = CODED.fullmatch(words)
    return match["title"] if match else words


FILTERS: Mapping[str, Callable[[str, str], str]] = {
    "slug": _slug,
    "key": _key,
    "upper": lambda words, _: words.upper(),
    "lower": lambda words, _: words.lower(),
    "first": _first,
    "rest": _rest,
    "before": lambda words, mark: words.partition(mark)[0].strip(),
    "after": lambda words, mark: words.partition(mark)[2].strip(),
    "code": _code,
    "after_code": _after_code,
    "prefix": lambda words, text: text + words if words else "",
    "suffix": lambda words, text: words + text if words else "",
}
