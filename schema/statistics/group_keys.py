"""Keys of groups: records, or words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from graphql import GraphQLObjectType

from registry.models import title_column
from registry.vocabulary import describe_reach
from schema.planner.key_arrays import among_keys
from schema.planner.planning_context import PlanningContext, SelectedField
from schema.planner.polymorphic import KindsPlan, plan_kinds
from schema.planner.select_builder import SelectBuilder
from schema.planner.statements import QueryRun, Statement, Steps
from schema.planner.time_travel import Moment

# One value for each grouping; None where nothing is on record.
Key: TypeAlias = "tuple[str | None, ...]"

# What is wanted where a key says how far the sources reach.
REACHES = "reaches"

# By so many things can be grouped at once.
MOST = 2


@dataclass(frozen=True, slots=True)
class Grouping:
    """By what things are grouped; ``kind`` is that of the records, if records they are."""

    name: str
    kind: str | None = None


class Reaching(Protocol):
    """What is counted of a group."""

    def reach(self) -> str | None:
        """Return the last day to which the sources about what is counted speak."""
        ...


Fields: TypeAlias = "Sequence[tuple[str, str, KindsPlan | None]]"


@dataclass(frozen=True, slots=True)
class GroupKeysPlan:
    """The plan of the keys of groups: their words, and the records that they name."""

    by: Sequence[Grouping]
    moment: Moment
    titles: Mapping[str, Statement]

    @classmethod
    def plan_titles(
        cls, work: PlanningContext, moment: Moment, by: Sequence[Grouping]
    ) -> GroupKeysPlan:
        """Plan the keys of some groupings."""
        titles = {}
        for kind in {grouping.kind for grouping in by if grouping.kind}:
            scope = SelectBuilder(kind, moment)
            row = scope.base
            scope.require(among_keys(row.c.reference))
            name = title_column(kind)
            assert name is not None, f"records of {kind} have no name to be grouped by"
            reference, title = row.c.reference, row.c[name]
            titles[kind] = Statement(
                scope.select_values(scope.value(reference), ", ", scope.value(title))
            )
        return cls(by, moment, titles)

    def plan_fields(self, work: PlanningContext, selected: SelectedField) -> Fields:
        """Plan the selected fields of a key: its response key, which, and how records are read."""
        object_type = selected.type
        assert isinstance(object_type, GraphQLObjectType)
        return [
            (
                field.key,
                field.name,
                plan_kinds(work, self.moment, field) if field.name == "resource" else None,
            )
            for field in work.select_fields(object_type, selected.details, selected.path)
        ]

    def read(
        self, run: QueryRun, groups: Sequence[tuple[Key, Reaching]], fields: Fields
    ) -> Steps[list[list[dict[str, Any]]]]:
        """Read the keys of each group, as they are shown."""
        made: list[list[dict[str, Any]]] = [[{} for _ in key] for key, _ in groups]
        flat = [
            (grouping, word, holder)
            for (key, _), holders in zip(groups, made, strict=True)
            for grouping, word, holder in zip(self.by, key, holders, strict=True)
        ]
        for shown in (key for key, name, _ in fields if name == "says"):
            for (key, tally), holders in zip(groups, made, strict=True):
                for word, holder in zip(key, holders, strict=True):
                    holder[shown] = describe_nothing(tally) if word is None else None
        titled = any(name == "title" for _, name, _ in fields)
        titles = (yield from self._read_titles(run, flat)) if titled else {}
        for shown, name, kinds in fields:
            if kinds is not None:
                waiting = [((g.kind, word), holder) for g, word, holder in flat]
                yield from kinds.fill(run, shown, waiting)
                continue
            if name == "says":
                continue
            for grouping, word, holder in flat:
                values = {"value": word, "__typename": "GroupKey"}
                if name == "title":
                    values["title"] = titles.get((grouping.kind, word)) if grouping.kind else word
                holder[shown] = values[name]
        return made

    def _read_titles(
        self, run: QueryRun, flat: Sequence[tuple[Grouping, str | None, Any]]
    ) -> Steps[Mapping[tuple[str | None, str | None], str]]:
        """Read the titles of the records that are named, one statement per kind."""
        named: dict[str, dict[str, None]] = {}
        for grouping, word, _ in flat:
            if grouping.kind and word:
                named.setdefault(grouping.kind, {})[word] = None
        read = yield [self.titles[kind].prepare(run, words) for kind, words in named.items()]
        return {
            (kind, reference): title
            for kind, rows in zip(named, read, strict=True)
            for reference, title in rows
        }


def describe_nothing(tally: Reaching) -> str:
    """Say what a group has in common of which nothing is on record."""
    return f"Nothing on record; {describe_reach(tally.reach())}."


def cross_keys(keys: Sequence[Sequence[Key]]) -> Sequence[Key]:
    """Return every group that a record belongs to: each key of each source with each other."""
    if len(keys) < MOST:
        return keys[0] if keys else ()
    return [(*one, *other) for one in keys[0] for other in keys[1]]
