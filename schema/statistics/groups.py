"""Counts in groups: how a field of Query that counts is planned, and how its groups are shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from graphql import GraphQLObjectType

from schema.errors import Reason, refusal
from schema.planner.connection_plan import page_size
from schema.planner.plan_execution import read_together, return_value
from schema.planner.planning_context import Selected, Work
from schema.planner.root_plan import Keys, moment_of, select_names
from schema.planner.statements import Run, Steps
from schema.statistics.group_keys import MOST, Grouping, GroupKeys, Key


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


Counting: TypeAlias = "Callable[[Run], Steps[Counted]]"


class Subject(Protocol):
    """What is counted."""

    def __call__(
        self, work: Work, selected: Selected, by: Sequence[Grouping], wanted: Collection[str]
    ) -> Counting:
        """The plan of the counting, for the figures that are wanted, and to sort groups by."""
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
            raise refusal(Reason.ARGUMENT, told, selected.path)
        fields = list(_below(work, selected))
        counting = self.subject(work, selected, by, set(_wanted(work, fields)))
        parts = [(field.key, _part(work, selected, field, by)) for field in fields]
        return Telling(counting, parts)


def _below(work: Work, selected: Selected) -> Iterator[Selected]:
    """The fields that are selected of an object."""
    object_type = selected.type
    assert isinstance(object_type, GraphQLObjectType)
    return work.fields(object_type, selected.details, selected.path)


def _wanted(work: Work, fields: Sequence[Selected]) -> Iterator[str]:
    """The names of the figures that are selected, and of what groups are sorted by."""
    for field in fields:
        if field.name == "groups":
            yield str(field.arguments["orderBy"])
            yield from _wanted(work, list(_below(work, field)))
        elif field.name in ("total", "figures"):
            yield from (each.name for each in _below(work, field))


Part: TypeAlias = "Callable[[Run, Counted], Steps[Any]]"


@dataclass(frozen=True, slots=True)
class Telling:
    """What is counted, and what of it is shown under which keys."""

    counting: Counting
    parts: Sequence[tuple[str, Part]]

    def read(self, run: Run) -> Steps[dict[str, Any]]:
        """Count, and show what is selected."""
        counted = yield from self.counting(run)
        told = yield from read_together([part(run, counted) for _, part in self.parts])
        return {key: value for (key, _), value in zip(self.parts, told, strict=True)}


def _part(work: Work, selected: Selected, field: Selected, by: Sequence[Grouping]) -> Part:
    if field.name == "total":
        keys = select_names(work, field)
        return lambda _, counted: return_value(figures(counted.total, keys))
    if field.name == "groupCount":
        return lambda _, counted: return_value(len(counted.groups))
    if field.name == "groups":
        return _groups(work, selected, field, by)
    name = selected.type.name
    return lambda *_: return_value(name)


def _groups(work: Work, selected: Selected, field: Selected, by: Sequence[Grouping]) -> Part:
    """The groups that weigh most; ties are settled by their keys."""
    path, most = field.path, work.limits.page_size
    asked = field.arguments["first"]
    first = work.later("first", asked, lambda first: page_size(first, most, path))
    order = str(field.arguments["orderBy"])
    make = _group(work, field, GroupKeys.of(work, moment_of(work, selected), by))

    def groups(run: Run, counted: Counted) -> Steps[Sequence[Any]]:
        def rank(group: tuple[Key, Tally]) -> Any:
            key, tally = group
            return -tally.weight(order), tuple((word is not None, word or "") for word in key)

        chosen = sorted(counted.groups.items(), key=rank)[: run.value(first)]
        return make(run, chosen)

    return groups


Column: TypeAlias = "Callable[[Run, Sequence[tuple[Key, Tally]]], Steps[Sequence[Any]]]"


def _group(work: Work, selected: Selected, keys: GroupKeys) -> Column:
    """What is shown of groups: a column of values for each field that is selected."""
    name = selected.type.name
    columns = [(field.key, _column(work, field, keys, name)) for field in _below(work, selected)]

    def make(run: Run, groups: Sequence[tuple[Key, Tally]]) -> Steps[list[Any]]:
        made: list[dict[str, Any]] = [{} for _ in groups]
        told = yield from read_together([column(run, groups) for _, column in columns])
        for (key, _), values in zip(columns, told, strict=True):
            for holder, value in zip(made, values, strict=True):
                holder[key] = value
        return made

    return make


def _column(work: Work, field: Selected, keys: GroupKeys, name: str) -> Column:
    if field.name == "keys":
        fields = keys.planned(work, field)
        return lambda run, groups: keys.read(run, [key for key, _ in groups], fields)
    if field.name == "figures":
        below = select_names(work, field)
        return lambda _, groups: return_value([figures(tally, below) for _, tally in groups])
    return lambda _, groups: return_value([name] * len(groups))


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
