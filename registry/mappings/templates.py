"""Templates: ``{column}`` stands for a row's cell, other words for themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from registry.vocabulary import reference_part

# A name, then filters: each alternative begins with another character, so nothing backtracks.
_PLACEHOLDER = re.compile(r"\{([^{}|]{1,200})((?:\|[^{}|]{0,100})*)\}")

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
        return tuple(match[1].strip() for match in _PLACEHOLDER.finditer(self.text))

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with it."""
        rest = _PLACEHOLDER.sub("", self.text)
        wrong = ["a brace is not closed"] if "{" in rest or "}" in rest else []
        for match in _PLACEHOLDER.finditer(self.text):
            for each in _filters(match[2]):
                if each[0] not in (*FILTERS, *NAMED):
                    listed = ", ".join((*FILTERS, *NAMED))
                    wrong.append(f"there is no filter {each[0]!r} ({listed})")
        return tuple(wrong)

    def render(self, cells: Mapping[str, str], find: Find | None = None) -> Rendered:
        """Its words for one row; none at all where every cell that it names is empty.

        ``find`` gives the reference of what a cell names, for ``{council|partners}``.
        """
        verbatim: set[str] = set()
        filled = False

        def place(match: re.Match[str]) -> str:
            nonlocal filled
            name, cell = match[1].strip(), cells.get(match[1].strip(), "").strip()
            filled = filled or bool(cell)
            words = cell
            for filtered, argument in _filters(match[2]):
                if filtered in NAMED:
                    words = find(filtered, words) if find and words else ""
                else:
                    words = FILTERS[filtered](words, argument)
            if cell and cell in words:
                verbatim.add(name)
            return words

        words = _PLACEHOLDER.sub(place, self.text)
        if self.names and not filled:
            return Rendered("", frozenset())
        return Rendered(words.strip(), frozenset(verbatim))


def _filters(text: str) -> list[tuple[str, str]]:
    parts = (part.partition(":") for part in text.split("|")[1:])
    return [(name.strip(), argument) for name, _, argument in parts]


def _slug(words: str, _: str) -> str:
    return reference_part(words.replace("'", "").replace("’", "")) if words else ""


def _first(words: str, mark: str) -> str:
    return words.split(mark or ";", maxsplit=1)[0].strip()


def _rest(words: str, mark: str) -> str:
    return words.partition(mark or ";")[2].strip()


FILTERS: Mapping[str, Callable[[str, str], str]] = {
    "slug": _slug,
    "upper": lambda words, _: words.upper(),
    "lower": lambda words, _: words.lower(),
    "first": _first,
    "rest": _rest,
    "before": lambda words, mark: words.partition(mark)[0].strip(),
    "after": lambda words, mark: words.partition(mark)[2].strip(),
    "prefix": lambda words, text: text + words if words else "",
    "suffix": lambda words, text: words + text if words else "",
}
