"""Statistics in groups: how a field of Query is planned, and how its groups are shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from graphql import GraphQLObjectType

from schema.errors import Reason, refusal
from schema.planner.page_window import page_size
from schema.planner.plan_execution import read_together, return_value
from schema.planner.planning_context import PlanningContext, SelectedField
from schema.planner.root_plan import Keys, moment_of, select_names
from schema.planner.statements import QueryRun, Steps
from schema.statistics.group_keys import MOST, REACHES, Grouping, GroupKeysPlan, Key
from schema.statistics.selection import WORLD


class GroupTally(Protocol):
    """The figures of one group."""

    def figure(self, name: str) -> Any:
        """Return a figure by its name in the contract."""
        ...

    def weight(self, order: str) -> int:
        """Return what groups are sorted by, the greatest first."""
        ...

    def reach(self) -> str | None:
        """Return the last day to which the sources about what is counted speak."""
        ...


@dataclass(frozen=True, slots=True)
class GroupedTallies:
    """All tallies: each record once in the total, and in each group that it belongs to."""

    total: GroupTally
    groups: Mapping[Key, GroupTally]


Counting: TypeAlias = "Callable[[QueryRun], Steps[GroupedTallies]]"


class TallyPlanner(Protocol):
    """Plans what is read and tallied."""

    def __call__(
        self,
        work: PlanningContext,
        selected: SelectedField,
        by: Sequence[Grouping],
        wanted: Collection[str],
    ) -> Counting:
        """Plan the tallies of the wanted figures, and of what groups are sorted by."""
        ...


@dataclass(frozen=True, slots=True)
class StatisticsField:
    """A field of Query that shows figures, in all and in groups."""

    groupings: Mapping[str, Grouping]
    planner: TallyPlanner

    def plan(self, work: PlanningContext, selected: SelectedField) -> StatisticsPlan:
        """Plan the statements, and what is shown of the tallies.

        Raises:
            GraphQLError: the groupings do not go together.
        """
        by = [self.groupings[str(word)] for word in selected.arguments["by"]]
        if len(by) > MOST or len(set(by)) < len(by):
            told = f"by names {len(by)} groupings; name up to {MOST}, each once"
            raise refusal(Reason.ARGUMENT, told, selected.path)
        fields = list(_selected_fields(work, selected))
        counting = self.planner(work, selected, by, set(_wanted_figures(work, fields)))
        parts = [(field.key, _plan_part(work, selected, field, by)) for field in fields]
        return StatisticsPlan(counting, parts)


def _selected_fields(work: PlanningContext, selected: SelectedField) -> Iterator[SelectedField]:
    """Return the fields that are selected of an object."""
    object_type = selected.type
    assert isinstance(object_type, GraphQLObjectType)
    return work.select_fields(object_type, selected.details, selected.path)


def _wanted_figures(work: PlanningContext, fields: Sequence[SelectedField]) -> Iterator[str]:
    """Return the names of the selected figures, and of what groups are sorted by."""
    for field in fields:
        if field.name == "groups":
            yield str(field.arguments["orderBy"])
            yield from _wanted_figures(work, list(_selected_fields(work, field)))
        elif field.name == "keys":
            yield from (REACHES for each in _selected_fields(work, field) if each.name == "says")
        elif field.name in ("total", "figures"):
            yield from (each.name for each in _selected_fields(work, field))


Part: TypeAlias = "Callable[[QueryRun, GroupedTallies], Steps[Any]]"


@dataclass(frozen=True, slots=True)
class StatisticsPlan:
    """What is tallied, and what of it is shown under which keys."""

    counting: Counting
    parts: Sequence[tuple[str, Part]]

    def read(self, run: QueryRun) -> Steps[dict[str, Any]]:
        """Tally, and show what is selected."""
        counted = yield from self.counting(run)
        told = yield from read_together([part(run, counted) for _, part in self.parts])
        return {key: value for (key, _), value in zip(self.parts, told, strict=True)}


def _plan_part(
    work: PlanningContext, selected: SelectedField, field: SelectedField, by: Sequence[Grouping]
) -> Part:
    if field.name == "total":
        keys = select_names(work, field)
        return lambda _, counted: return_value(show_figures(counted.total, keys))
    if field.name == "groupCount":
        return lambda _, counted: return_value(len(counted.groups))
    if field.name == "groups":
        return _plan_groups(work, selected, field, by)
    # Either the world that is asked for, or the name of the type.
    shown = str(selected.arguments[field.name]) if field.name == WORLD else selected.type.name
    return lambda *_: return_value(shown)


def _plan_groups(
    work: PlanningContext, selected: SelectedField, field: SelectedField, by: Sequence[Grouping]
) -> Part:
    """Plan the groups that weigh most; ties are settled by their keys."""
    path, most = field.path, work.limits.page_size
    asked = field.arguments["first"]
    first = work.defer("first", asked, lambda first: page_size(first, most, path, way="skip"))
    skip = work.defer("skip", field.arguments["skip"], lambda skip: _check_skip(skip, path))
    order = str(field.arguments["orderBy"])
    make = _plan_group(work, field, GroupKeysPlan.plan_titles(work, moment_of(work, selected), by))

    def groups(run: QueryRun, counted: GroupedTallies) -> Steps[Sequence[Any]]:
        def rank(group: tuple[Key, GroupTally]) -> Any:
            key, tally = group
            return -tally.weight(order), tuple((word is not None, word or "") for word in key)

        begin = run.value(skip)
        chosen = sorted(counted.groups.items(), key=rank)[begin : begin + run.value(first)]
        return make(run, chosen)

    return groups


def _check_skip(skip: int, path: Sequence[str]) -> int:
    if skip < 0:
        raise refusal(Reason.ARGUMENT, f"skip is {skip}; give how many groups to leave out", path)
    return skip


Column: TypeAlias = "Callable[[QueryRun, Sequence[tuple[Key, GroupTally]]], Steps[Sequence[Any]]]"


def _plan_group(work: PlanningContext, selected: SelectedField, keys: GroupKeysPlan) -> Column:
    """Plan what is shown of groups: a column of values per selected field."""
    name = selected.type.name
    columns = [
        (field.key, _plan_column(work, field, keys, name))
        for field in _selected_fields(work, selected)
    ]

    def make(run: QueryRun, groups: Sequence[tuple[Key, GroupTally]]) -> Steps[list[Any]]:
        made: list[dict[str, Any]] = [{} for _ in groups]
        told = yield from read_together([column(run, groups) for _, column in columns])
        for (key, _), values in zip(columns, told, strict=True):
            for holder, value in zip(made, values, strict=True):
                holder[key] = value
        return made

    return make


def _plan_column(
    work: PlanningContext, field: SelectedField, keys: GroupKeysPlan, name: str
) -> Column:
    if field.name == "keys":
        fields = keys.plan_fields(work, field)
        return lambda run, groups: keys.read(run, groups, fields)
    if field.name == "figures":
        below = select_names(work, field)
        return lambda _, groups: return_value([show_figures(tally, below) for _, tally in groups])
    return lambda _, groups: return_value([name] * len(groups))


def show_figures(tally: GroupTally, keys: Keys) -> dict[str, Any]:
    """Return the selected figures of a tally, and only these."""
    return {key: show_value(tally.figure(name), below) for key, name, below in keys}


def show_value(value: Any, keys: Keys) -> Any:
    """Return the selected fields of a value that is made as a whole."""
    if isinstance(value, list):
        return [show_value(each, keys) for each in value]
    if isinstance(value, dict):
        return {key: show_value(value[name], below) for key, name, below in keys}
    return value
