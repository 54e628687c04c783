"""Words on record that are near to words that were typed: what somebody may have meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from sqlalchemy import Select, select, union_all

from registry.models import TYPES
from registry.reading import View, is_present
from registry.vocabulary import join_stems
from schema.full_text import searched_kinds

# Shorter words are codes and grammar, to which too much is near.
_SHORTEST = 4
_LONGEST = 40
# So many words of a text are looked at, and so many near ones of each.
_TYPED = 6
_NEAR = 3
_LIKE = 0.75
_LONGER = 2
_WORD = re.compile(r"[^\W\d_]+")
_NAMES = ("title", "name")


def select_record_names(view: View) -> Select[Any]:
    """Select the names of all records that have one, each once."""
    names = []
    for kind in searched_kinds():
        for name in set(_NAMES).intersection(TYPES[kind].SEARCHED):
            row = view.table(kind)
            names.append(select(row.c[name].label("name")).where(is_present(view, kind, row)))
    return select(union_all(*names).subquery("names").c.name).distinct()


@dataclass(frozen=True, slots=True)
class KnownWords:
    """The words of names on record by their stems, each as it is mostly written."""

    written: Mapping[str, str]

    @classmethod
    def of(cls, names: Iterable[str]) -> KnownWords:
        """Read the words of some names."""
        counted = Counter(word for name in names for word in _WORD.findall(name))
        written: dict[str, str] = {}
        for word, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
            if len(word) >= _SHORTEST:
                written.setdefault(join_stems(word), word)
        return cls(written)

    def near_to(self, typed: str) -> list[str]:
        """Return the nearest words, the nearest first."""
        stem = join_stems(typed)
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(stem)
        found = []
        for known in self.written:
            if abs(len(known) - len(stem)) <= _LONGER:
                matcher.set_seq1(known)
                if matcher.quick_ratio() >= _LIKE and (like := matcher.ratio()) >= _LIKE:
                    found.append((-like, known))
        return [self.written[known] for _, known in sorted(found)[:_NEAR]]


def split_typed(text: str) -> list[str]:
    """Return the words of a text that may be misspelt."""
    words = dict.fromkeys(_WORD.findall(text))
    return [word for word in words if _SHORTEST <= len(word) <= _LONGEST][:_TYPED]


def propose_texts(text: str, unknown: Collection[str], known: KnownWords) -> Iterator[str]:
    """Propose texts with near words in place of the unknown ones; then each near word alone.

    An unknown word to which none is near is left out.
    """
    near = {word: known.near_to(word) for word in unknown}
    best = {word: (words or [""])[0] for word, words in near.items()}
    if unknown:
        yield _replace(text, best)
    for word, words in near.items():
        yield from (_replace(text, {**best, word: other}) for other in words[1:])
    for words in near.values():
        yield from words


def _replace(text: str, words: Mapping[str, str]) -> str:
    replaced = _WORD.sub(lambda found: words.get(found[0], found[0]), text)
    return " ".join(replaced.split())
