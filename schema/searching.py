"""Full text search: what people type is words, never the search engine's own language."""

from __future__ import annotations

import re
from typing import Any, Self

from sqlalchemy import BindParameter, Boolean, ColumnElement, Select, case, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from registry.models import SearchText
from schema.planner.moments import Moment

_WORD = re.compile(r"\w+")
_AROUND = 80
# What has no page of its own leads to what it belongs to: its kind, and the column that names it.
BELONGS = {
    "responses": ("proposals", "proposal"),
    "constraints": ("negotiations", "negotiation"),
    "advice": ("negotiations", "negotiation"),
    "decisions": ("negotiations", "negotiation"),
}


class Matching(ColumnElement[bool]):
    """That a record's words match all the words that were typed."""

    inherit_cache = False
    type = Boolean()

    def __init__(
        self, number: ColumnElement[int], quoted: BindParameter[str], plain: BindParameter[str]
    ) -> None:
        self.number = number
        self.quoted = quoted
        self.plain = plain

    def self_group(self, against: Any = None) -> Self:
        """Stand as it is, without SQLAlchemy's ``= 1``."""
        return self


@compiles(Matching, "sqlite")
def _sqlite(element: Matching, compiler: SQLCompiler, **options: Any) -> str:
    number, typed = (compiler.process(e, **options) for e in (element.number, element.quoted))
    # Both parts are SQLAlchemy's own text; what was typed is bound.
    rows = f"SELECT rowid FROM search_index WHERE search_index MATCH {typed}"  # noqa: S608 - see above
    return f"{number} IN ({rows})"


@compiles(Matching, "postgresql")
def _postgresql(element: Matching, compiler: SQLCompiler, **options: Any) -> str:
    number, typed = (compiler.process(e, **options) for e in (element.number, element.plain))
    query = f"vector @@ plainto_tsquery('english', {typed})"
    rows = f"SELECT number FROM search_texts WHERE {query}"  # noqa: S608 - see above
    return f"{number} IN ({rows})"


def quoted(typed: str) -> str:
    """The words that were typed, as SQLite's search takes them."""
    return " ".join(f'"{word}"' for word in _WORD.findall(typed)) or '""'


def plain(typed: str) -> str:
    """The words that were typed, as PostgreSQL's search takes them."""
    return " ".join(_WORD.findall(typed))


def searched(moment: Moment) -> Select[Any]:
    """The words by which records are found, each with the record that a reader is led to."""
    text = select(*SearchText.__table__.c).subquery()
    rows: Any = text
    kinds, references = [], []
    for kind, (owner, column) in BELONGS.items():
        part = moment.table(kind)
        rows = rows.outerjoin(part, (text.c.kind == kind) & (part.c.reference == text.c.reference))
        kinds.append((text.c.kind == kind, owner))
        references.append((text.c.kind == kind, part.c[column]))
    return select(
        text.c.number,
        text.c.title,
        text.c.body,
        case(*kinds, else_=text.c.kind).label("kind"),
        case(*references, else_=text.c.reference).label("reference"),
    ).select_from(rows)


def snippet(title: str, body: str, typed: str) -> str:
    """The words around the first typed word that a record holds."""
    text = " ".join(f"{title} {body}".split())
    low = text.lower()
    words = (word.lower() for word in _WORD.findall(typed))
    start = min((place for word in words if (place := low.find(word)) >= 0), default=0)
    start = max(0, start - _AROUND)
    end = min(len(text), start + 2 * _AROUND)
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
