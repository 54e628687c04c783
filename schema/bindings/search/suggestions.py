"""Texts to search for instead where nothing is found: near spellings that are on record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Dialect, Select, Text, bindparam, literal, select

from registry.models import SearchText
from registry.vocabulary import join_alternatives
from schema.bindings.search.matches import open_matches
from schema.full_text import MatchesStems, select_searched
from schema.near_words import KnownWords, propose_texts, select_record_names, split_typed
from schema.planner.planning_context import PlanningContext, SelectedField
from schema.planner.select_builder import SelectBuilder
from schema.planner.snapshots import BoundStatement
from schema.planner.sql_fragments import SqlFragment, compile_fragment
from schema.planner.statements import QueryRun, Statement, Steps
from schema.planner.time_travel import Moment

_SOUGHT = "sought"
# So many names are read, and so many texts are proposed and shown at most.
_NAMES = 20_000
_PROPOSED = 12
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class SuggestionsPlan:
    """Near spellings of what was typed, read only where nothing was found."""

    found: Statement
    names: Statement
    has_words: Statement
    typed: str

    def read(self, run: QueryRun) -> Steps[list[str]]:
        """Read whether anything was found; if not, which words are on record, and their names."""
        (found,) = yield [self.found.prepare(run)]
        text: str = run.value(self.typed)
        words = split_typed(text)
        if found or not words:
            return []
        names, *told = yield [self.names.prepare(run), *self._seek(run, words)]
        known = KnownWords.of(row[0] for row in names)
        unknown = [word for word, rows in zip(words, told, strict=True) if not rows]
        proposed = list(dict.fromkeys(propose_texts(text, unknown, known)))[:_PROPOSED]
        if not proposed:
            return []
        sought = yield self._seek(run, proposed)
        return [text for text, rows in zip(proposed, sought, strict=True) if rows][:_SHOWN]

    def _seek(self, run: QueryRun, texts: Iterable[str]) -> list[BoundStatement]:
        """Ask for each text whether some record has all its words."""
        return [
            self.has_words.prepare(QueryRun(run.record, {_SOUGHT: join_alternatives(text)}, {}, {}))
            for text in texts
        ]


def plan_suggestions(
    work: PlanningContext, selected: SelectedField, moment: Moment
) -> SuggestionsPlan:
    """Plan the statements: whether anything is found, which names there are, and what has words."""
    typed = selected.arguments["text"]
    found = open_matches(work, moment, typed, select_searched).scope.select_values("1")
    names = SelectBuilder(select_record_names, moment)
    name = names.value(names.base.c.name)
    return SuggestionsPlan(
        Statement([*found, " LIMIT 1"]),
        Statement([*names.select_values(name), " ORDER BY ", name, f" LIMIT {_NAMES}"]),
        Statement([HasWords()]),
        work.defer("typed", typed, str),
    )


@cache
def _select_with_words() -> Select[Any]:
    sought = bindparam(_SOUGHT, type_=Text())
    has_words = MatchesStems(SearchText.__table__.c.number, sought)
    return select(literal(1)).select_from(SearchText).where(has_words).limit(literal(1))


@dataclass(frozen=True, slots=True)
class HasWords:
    """A statement that reads a row where some record has all words that are sought."""

    def write(self, dialect: Dialect) -> SqlFragment:
        """Write it for one kind of database."""
        return compile_fragment(_select_with_words(), "select", (), dialect)
