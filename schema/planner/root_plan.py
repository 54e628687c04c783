"""Plans of the fields of Query: each on its own, under its own two times."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

from graphql import GraphQLObjectType, get_nullable_type, is_list_type

from registry import Limits
from registry.vocabulary import read_day_of_uri, read_id, read_uri
from schema.errors import Reason, refusal
from schema.planner.connection_plan import plan_page
from schema.planner.connection_run import ConnectionPage
from schema.planner.filters import plan_filter
from schema.planner.list_query import OpenList, describe_list
from schema.planner.lookups import plan_lookup
from schema.planner.plan_execution import Block, return_value
from schema.planner.planning_context import PlanningContext, SelectedField
from schema.planner.polymorphic import KindsPlan, plan_kinds
from schema.planner.row_context import RowContext, plan_selected
from schema.planner.select_builder import SelectBuilder
from schema.planner.statements import QueryRun, Statement, Steps
from schema.planner.time_travel import Moment, Rows, name_of
from schema.planner.variables import VariableRef

Keys: TypeAlias = "list[tuple[str, str, Keys]]"


class FieldPlan(Protocol):
    """The plan of a field of Query."""

    def read(self, run: QueryRun) -> Steps[Any]:
        """Read its value."""
        ...


class RootBinding(Protocol):
    """The binding of a field of Query."""

    def plan(self, work: PlanningContext, selected: SelectedField) -> FieldPlan:
        """Plan the field."""
        ...


def moment_of(work: PlanningContext, selected: SelectedField) -> Moment:
    """Return the two times of a field of Query, which hold for all below it."""
    moment = Moment(selected.arguments.get("asOf"), selected.arguments.get("knownAt"))
    work.moments.add(moment)
    return moment


@dataclass(frozen=True, slots=True)
class FirstRow:
    """The one row of a statement, or null."""

    block: Block

    def read(self, run: QueryRun) -> Steps[Any]:
        """Read the object, or None."""
        (rows,) = yield [self.block.statement.prepare(run)]
        made = yield from self.block.make(run, rows[:1])
        return made[0] if made else None


@dataclass(frozen=True, slots=True)
class LookUpField:
    """A record by one of its names."""

    kind: str

    def plan(self, work: PlanningContext, selected: SelectedField) -> FirstRow:
        """Plan one statement."""
        moment = moment_of(work, selected)
        scope = SelectBuilder(self.kind, moment, alone=True)
        context = RowContext(work, scope, scope.base, self.kind, moment)
        scope.require(plan_lookup(context, selected))
        shape = plan_selected(context, selected)
        return FirstRow(Block(Statement(scope.select()), shape))


@dataclass(frozen=True, slots=True)
class ListField:
    """A page of all records of a kind; ``names`` maps what the rows bind."""

    rows: Rows
    unique: tuple[str, ...] = ("reference",)
    names: Mapping[str, str] = field(default_factory=dict)

    def plan(self, work: PlanningContext, selected: SelectedField) -> ConnectionPage:
        """Plan the statements of the page."""
        moment = moment_of(work, selected)

        def open_list() -> OpenList:
            scope = SelectBuilder(self.rows, moment)
            scope.names.update(self.names)
            item = RowContext(work, scope, scope.base, name_of(self.rows), moment)
            there = item.make_once("present", lambda: item.moment.present(item.kind, item.row))
            scope.require(there, *plan_filter(item, selected))
            return OpenList(None, item)

        return plan_page(selected, describe_list(open_list, selected, moment, self.unique))


@dataclass(frozen=True, slots=True)
class NamedRecords:
    """The plan of records of any kind by their names."""

    kinds: KindsPlan
    names: str
    single: bool

    def read(self, run: QueryRun) -> Steps[Any]:
        """Read the records, each in the position of its name; None where there is none."""
        names: list[tuple[str, str] | None] = run.value(self.names)
        holders: list[dict[str, Any]] = [{} for _ in names]
        waiting = [
            (name or ("", None), holder) for name, holder in zip(names, holders, strict=True)
        ]
        yield from self.kinds.fill(run, "node", waiting)
        things = [holder["node"] for holder in holders]
        return things[0] if self.single else things


@dataclass(frozen=True, slots=True)
class NamesField:
    """A record of any kind, or several, by id or permanent address."""

    argument: str

    def plan(self, work: PlanningContext, selected: SelectedField) -> NamedRecords:
        """Plan one statement per kind that occurs."""
        argument = selected.arguments[self.argument]
        if self.argument == "uri":
            selected = _ask_on_the_day(selected)
        limits, base, path = work.limits, work.base_url, selected.path
        names = work.defer(
            "names", argument, lambda argument: self._names(argument, limits, base, path)
        )
        single = not is_list_type(get_nullable_type(selected.definition.type))
        return NamedRecords(plan_kinds(work, moment_of(work, selected), selected), names, single)

    def _names(
        self, names: Any, limits: Limits, base: str, path: Sequence[str]
    ) -> list[tuple[str, str] | None]:
        names = names if isinstance(names, list) else [names]
        most = limits.page_size
        if len(names) > most:
            raise refusal(
                Reason.PAGE_SIZE,
                f"{len(names)} ids are too many; ask for {most} at a time",
                path,
            )
        return [read_uri(base, n) if self.argument == "uri" else read_id(n) for n in names]


def _ask_on_the_day(selected: SelectedField) -> SelectedField:
    """Return a field with the day that its address names; ``asOf`` comes before it.

    An address with a query is no open variable: the day is there when the field is planned.
    """
    uri, arguments = selected.arguments["uri"], selected.arguments
    day = None if isinstance(uri, VariableRef) else read_day_of_uri(uri)
    if day is None or arguments.get("asOf") is not None:
        return selected
    return selected._replace(arguments={**arguments, "asOf": day})


@dataclass(frozen=True, slots=True)
class FunctionField:
    """A value that a Python function reads; only what is selected of it is shown."""

    function: Callable[[QueryRun, Limits], dict[str, Any]]

    def plan(self, work: PlanningContext, selected: SelectedField) -> FunctionPlan:
        """Plan which fields of the value are shown."""
        limits = work.limits
        return FunctionPlan(lambda run: self.function(run, limits), select_names(work, selected))


@dataclass(frozen=True, slots=True)
class FunctionPlan:
    """The function, and which fields of its value are shown under which keys."""

    function: Callable[[QueryRun], dict[str, Any]]
    keys: Keys

    def read(self, run: QueryRun) -> Steps[dict[str, Any]]:
        """Read the selected fields of the function's value."""
        return return_value(show_selected(self.function(run), self.keys))


def select_names(work: PlanningContext, selected: SelectedField) -> Keys:
    """Return keys, names and selections below a field whose value is read as a whole."""
    object_type = selected.type
    if not isinstance(object_type, GraphQLObjectType):
        return []
    return [
        (field.key, field.name, select_names(work, field))
        for field in work.select_fields(object_type, selected.details, selected.path)
    ]


def show_selected(value: dict[str, Any], keys: Keys) -> dict[str, Any]:
    """Return the selected fields of a value; nothing if all of them are skipped."""
    return {
        key: show_selected(value[name], below) if isinstance(value[name], dict) else value[name]
        for key, name, below in keys
    }
