"""Counts in groups: how a field of Query that counts is planned, and how its groups are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from graphql import GraphQLObjectType

from schema.errors import Reason, refused
from schema.planner.execution import at_once
from schema.planner.pages import page_size
from schema.planner.roots import Keys, moment_of, selection
from schema.planner.statements import Run, Steps
from schema.planner.work import Selected, Work
from schema.statistics.keys import MOST, Grouping, GroupKeys, Key


class Tally(Protocol):
    """What is counted of one group."""

    def told(self, name: str) -> Any:
        """A figure by its name in the contract."""
        ...

    def weight(self, order: str) -> int:
        """By what groups are sorted, the greatest first."""
        ...


@dataclass(frozen=True, slots=True)
class Counted:
    """All that was counted: each thing once in the total, and in each group that it belongs to."""

    total: Tally
    groups: Mapping[Key, Tally]


Counting: TypeAlias = Callable[[Run], Counted]


class Subject(Protocol):
    """What is counted."""

    def __call__(self, work: Work, selected: Selected, by: Sequence[Grouping]) -> Counting:
        """The plan of the counting."""
        ...


@dataclass(frozen=True, slots=True)
class Statistics:
    """A field of Query that counts, in all and in groups."""

    groupings: Mapping[str, Grouping]
    subject: Subject

    def plan(self, work: Work, selected: Selected) -> Telling:
        """The statements of the counting, and what is shown of it.

        Raises:
            GraphQLError: the groupings do not go together.
        """
        by = [self.groupings[str(word)] for word in selected.arguments["by"]]
        if len(by) > MOST or len(set(by)) < len(by):
            told = f"by names {len(by)} groupings; name up to {MOST}, each once"
            raise refused(Reason.ARGUMENT, told, selected.path)
        counting = self.subject(work, selected, by)
        object_type = selected.type
        assert isinstance(object_type, GraphQLObjectType)
        parts = [
            (field.key, _part(work, selected, field, by))
            for field in work.fields(object_type, selected.details, selected.path)
        ]
        return Telling(counting, parts)


Part: TypeAlias = Callable[[Run, Counted], Any]


@dataclass(frozen=True, slots=True)
class Telling:
    """What is counted, and what of it is shown under which keys."""

    counting: Counting
    parts: Sequence[tuple[str, Part]]

    def read(self, run: Run) -> Steps[dict[str, Any]]:
        """Count, and show what is selected."""
        counted = self.counting(run)
        return at_once({key: part(run, counted) for key, part in self.parts})


def _part(work: Work, selected: Selected, field: Selected, by: Sequence[Grouping]) -> Part:
    if field.name == "total":
        keys = selection(work, field)
        return lambda _, counted: figures(counted.total, keys)
    if field.name == "groupCount":
        return lambda _, counted: len(counted.groups)
    if field.name == "groups":
        return _groups(work, selected, field, by)
    name = selected.type.name
    return lambda *_: name


def _groups(work: Work, selected: Selected, field: Selected, by: Sequence[Grouping]) -> Part:
    """The groups that weigh most; ties are settled by their keys."""
    path, most = field.path, work.limits.page_size
    asked = field.arguments["first"]
    first = work.later("first", asked, lambda first: page_size(first, most, path))
    order = str(field.arguments["orderBy"])
    make = _group(work, field, GroupKeys.of(work, moment_of(work, selected), by))

    def groups(run: Run, counted: Counted) -> Sequence[Any]:
        def rank(group: tuple[Key, Tally]) -> Any:
            key, tally = group
            return -tally.weight(order), tuple((word is not None, word or "") for word in key)

        chosen = sorted(counted.groups.items(), key=rank)[: run.value(first)]
        return make(run, chosen)

    return groups


Column: TypeAlias = Callable[[Run, Sequence[tuple[Key, Tally]]], Sequence[Any]]


def _group(work: Work, selected: Selected, keys: GroupKeys) -> Column:
    """What is shown of groups: a column of values for each field that is selected."""
    object_type = selected.type
    assert isinstance(object_type, GraphQLObjectType)
    columns = [
        (field.key, _column(work, field, keys, object_type.name))
        for field in work.fields(object_type, selected.details, selected.path)
    ]

    def make(run: Run, groups: Sequence[tuple[Key, Tally]]) -> list[Any]:
        made: list[dict[str, Any]] = [{} for _ in groups]
        for key, column in columns:
            for holder, value in zip(made, column(run, groups), strict=True):
                holder[key] = value
        return made

    return make


def _column(work: Work, field: Selected, keys: GroupKeys, name: str) -> Column:
    if field.name == "keys":
        fields = keys.planned(work, field)
        return lambda run, groups: keys.read(run, [key for key, _ in groups], fields)
    if field.name == "figures":
        below = selection(work, field)
        return lambda _, groups: [figures(tally, below) for _, tally in groups]
    return lambda _, groups: [name] * len(groups)


def figures(tally: Tally, keys: Keys) -> dict[str, Any]:
    """The figures that are selected of what is counted, and only these."""
    return {key: shown(tally.told(name), below) for key, name, below in keys}


def shown(value: Any, keys: Keys) -> Any:
    """What is selected of a value that is made as a whole."""
    if isinstance(value, list):
        return [shown(each, keys) for each in value]
    if isinstance(value, dict):
        return {key: shown(value[name], below) for key, name, below in keys}
    return value
