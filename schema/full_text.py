"""Full text search: what people type is words, never the search engine's own syntax."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Self

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Boolean,
    ColumnElement,
    Select,
    case,
    column,
    func,
    null,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from registry.acts import ACTS, Owner, owner_of
from registry.models import TYPES, SearchText
from registry.reading import View, has_earlier_texts, select_earlier_texts
from registry.vocabulary import (
    EITHER,
    find_alternatives,
    find_stems,
    find_words_beside_place,
)

_AROUND = 80


class MatchesStems(ColumnElement[bool]):
    """The condition that a record has all stems of an alternative, as ``join_alternatives`` writes.

    To FTS5 words beside each other are words that must all be there, and none of its operators is
    in small letters (https://sqlite.org/fts5.html#full_text_query_syntax).
    """

    inherit_cache = False
    type = Boolean()

    def __init__(self, number: ColumnElement[int], typed: BindParameter[str]) -> None:
        self.number = number
        self.typed = typed

    def self_group(self, against: Any = None) -> Self:
        """Stay as it is, without SQLAlchemy's ``= 1``."""
        return self


@compiles(MatchesStems, "sqlite")
def _sqlite(element: MatchesStems, compiler: SQLCompiler, **options: Any) -> str:
    number, typed = (compiler.process(e, **options) for e in (element.number, element.typed))
    # No words at all would be bad syntax; an empty phrase finds nothing.
    either = f"replace({typed}, '{EITHER}', ' OR ')"
    words = f"search_index MATCH coalesce(nullif({either}, ''), '\"\"')"
    # Both parts are SQLAlchemy's own text; what was typed is bound.
    rows = f"SELECT rowid FROM search_index WHERE {words}"  # noqa: S608 - see above
    return f"{number} IN ({rows})"


@compiles(MatchesStems, "postgresql")
def _postgresql(element: MatchesStems, compiler: SQLCompiler, **options: Any) -> str:
    number, typed = (compiler.process(e, **options) for e in (element.number, element.typed))
    words = _has_stems(typed)
    # As an array the numbers come from the index of words first: how many there are is not known
    # beforehand, and going through all records in their order costs most where few are found.
    rows = f"SELECT number FROM search_texts WHERE {words}"  # noqa: S608 - as above
    return f"{number} = ANY(ARRAY({rows}))"


class IsNamedByStems(MatchesStems):
    """The condition that a record of a kind, by its reference, has all the bound stems now."""

    def __init__(self, reference: ColumnElement[str], kind: str, typed: BindParameter[str]) -> None:
        super().__init__(column("number", BigInteger()), typed)
        self.reference = reference
        self.kind = kind


@compiles(IsNamedByStems, "sqlite")
def _named_in_sqlite(element: IsNamedByStems, compiler: SQLCompiler, **options: Any) -> str:
    matches = _sqlite(element, compiler, **options)
    return f"{compiler.process(element.reference, **options)} IN ({_named(element, matches)})"


@compiles(IsNamedByStems, "postgresql")
def _named_in_postgresql(element: IsNamedByStems, compiler: SQLCompiler, **options: Any) -> str:
    typed = compiler.process(element.typed, **options)
    named = _named(element, _has_stems(typed))
    return f"{compiler.process(element.reference, **options)} = ANY(ARRAY({named}))"


def _named(element: IsNamedByStems, matches: str) -> str:
    # The kind is the name of a table of ours; what was typed is bound.
    return f"SELECT reference FROM search_texts WHERE kind = '{element.kind}' AND {matches}"  # noqa: S608


def _has_stems(typed: str) -> str:
    # Every array holds the empty one, but no words are to find nothing.
    ways = (f"nullif(split_part({typed}, '{EITHER}', {way}), '')" for way in (1, 2, 3))
    has = (f"string_to_array(words, ' ') @> string_to_array({way}, ' ')" for way in ways)
    return f"({' OR '.join(has)})"


@dataclass(frozen=True, slots=True)
class EarlierTexts:
    """The texts of some kinds that a view of the past shows otherwise than the present."""

    kinds: tuple[str, ...]
    __name__ = "earlier_texts"

    def __call__(self, view: View) -> Select[Any]:
        """Select the texts of a view."""
        return select_earlier_texts(self.kinds, view)


def list_names(rows: Iterable[Any], _: str) -> list[str]:
    """Return the names of all records with earlier texts: kind and reference."""
    return [f"{kind}:{reference}" for _, _, kind, reference in rows]


def match_names(rows: Iterable[Any], typed: str) -> list[str]:
    """Return the names of those whose earlier texts have all words that were typed."""
    sought = [stems for stems in find_alternatives(typed) if stems]
    texts = {f"{row[2]}:{row[3]}": _find_row_stems(*row) for row in rows}
    return [name for name, stems in texts.items() if any(each <= stems for each in sought)]


def list_references(rows: Iterable[Any], typed: str) -> list[str]:
    """Return the references of all records of one kind with earlier texts."""
    return [name.partition(":")[2] for name in list_names(rows, typed)]


def match_references(rows: Iterable[Any], typed: str) -> list[str]:
    """Return the references of those of one kind that have all words that were typed."""
    return [name.partition(":")[2] for name in match_names(rows, typed)]


def _find_row_stems(words: str, locator: str | None, _: str, reference: str) -> set[str]:
    """Return the stems of a record's searched columns and reference, and of its locator's words."""
    return find_stems(" ".join((words, find_words_beside_place(locator), reference)))


def select_searched(view: View) -> Select[Any]:
    """Select the words by which records are found, each with the record that is shown.

    In a view of the past these are the words of then.
    """
    columns = (SearchText.number, SearchText.kind, SearchText.reference)
    text = select(*columns, SearchText.title, SearchText.body).subquery()
    rows: Any = text
    kinds, references, titles, bodies, locators = [], [], [], [], []
    owners, earlier = _shown_by_owner(), kinds_with_earlier_texts(view)
    for kind in dict.fromkeys((*owners, *earlier)):
        part, is_kind = view.table(kind), text.c.kind == kind
        rows = rows.outerjoin(part, is_kind & (part.c.reference == text.c.reference))
        if kind in owners:
            kinds.append((is_kind, owners[kind].kind))
            references.append((is_kind, part.c[owners[kind].column]))
        if kind in earlier:
            title, *further = (part.c[name] for name in (*TYPES[kind].SEARCHED, "reference"))
            titles.append((is_kind, title))
            bodies.append((is_kind, _join_lines(further)))
            locators.append((is_kind, part.c.locator))
    return select(
        text.c.number,
        text.c.kind.label("found_kind"),
        text.c.reference.label("found"),
        (case(*titles, else_=text.c.title) if titles else text.c.title).label("title"),
        (case(*bodies, else_=text.c.body) if bodies else text.c.body).label("body"),
        # Present bodies hold the words beside the place already.
        (case(*locators, else_=null()) if locators else null()).label("locator"),
        case(*kinds, else_=text.c.kind).label("kind"),
        case(*references, else_=text.c.reference).label("reference"),
    ).select_from(rows)


def _join_lines(columns: Sequence[ColumnElement[str]]) -> ColumnElement[str]:
    """Return the texts of some columns, those that are there, each on a line."""
    *others, last = columns
    for column_ in reversed(others):
        last = func.coalesce(column_ + "\n", "") + last
    return last


def searched_kinds() -> list[str]:
    """Return the kinds that are searched."""
    return [kind for kind, model in TYPES.items() if model.SEARCHED]


def kinds_with_earlier_texts(view: View) -> list[str]:
    """Return the searched kinds of which a view may show other texts than the present."""
    known = view.known is not None
    return [k for k in searched_kinds() if has_earlier_texts(k, dated=view.dated, known=known)]


@cache
def _shown_by_owner() -> Mapping[str, Owner]:
    """Return what leads to its owner when it is found: what has no history of its own."""
    return {
        kind: owner
        for kind, act in ACTS.items()
        if TYPES[kind].SEARCHED and act.ABOUT[0] != kind and (owner := owner_of(kind))
    }


@lru_cache(maxsize=16_384)
def _stems(word: str) -> frozenset[str]:
    """Return the stems of a word, cached: a long text repeats its words."""
    return frozenset(find_stems(word))


def forget_words() -> None:
    """Drop the words whose stems are cached."""
    _stems.cache_clear()


def cut_snippet(title: str, body: str, locator: str | None, typed: str) -> str:
    """Return the words around the first word of the search.

    Where a ``locator`` is given, its words beside the place stand before the reference, which ends
    the body.
    """
    before, line, reference = body.rpartition("\n")
    words = f"{title} {before}{line}{find_words_beside_place(locator)} {reference}".split()
    text, sought = " ".join(words), set[str]().union(*find_alternatives(typed))
    start = 0
    for word in words:
        if not sought.isdisjoint(_stems(word)):
            break
        start += len(word) + 1
    start = max(0, start - _AROUND)
    end = min(len(text), start + 2 * _AROUND)
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
