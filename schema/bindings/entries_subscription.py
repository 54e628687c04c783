"""The field of Subscription: entries by number, a batch per read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_

from registry.vocabulary import read_id
from schema.bindings.record_fields import select_entries
from schema.bindings.since import check_since
from schema.errors import Reason, refusal
from schema.planner.captures import RequestValue
from schema.planner.plan_execution import Block
from schema.planner.planning_context import PlanningContext, SelectedField
from schema.planner.row_context import RowContext, plan_selected
from schema.planner.select_builder import BoundName, SelectBuilder
from schema.planner.statements import QueryRun, Statement, Steps
from schema.planner.time_travel import Moment
from schema.planner.variables import VariableRef
from schema.query_cost import largest_batch

# What each reading gives; no variable can have such a name.
AFTER, UPTO, MOST = "(after)", "(up to)", "(at most)"


@dataclass(frozen=True, slots=True)
class Followed:
    """The entries between two numbers, each with its selected fields.

    Attributes:
        number: where the entry's number stands in a row.
        since: the number after which to begin, or what gives it; None for now.
        most: how many entries are read at once.
    """

    block: Block
    number: int
    since: Any
    most: int

    def read(self, run: QueryRun) -> Steps[list[tuple[int, Any]]]:
        """Read each entry's number and its selected fields, in order."""
        found = yield from self.block.read(run)
        return [(row[self.number], entry) for row, entry in found]


@dataclass(frozen=True, slots=True)
class EntriesField:
    """The entries of the ledger as they are recorded, optionally those about one record."""

    def plan(self, work: PlanningContext, selected: SelectedField) -> Followed:
        """Plan the statement for the entries, and those for what is below them.

        Raises:
            GraphQLError: an argument is refused.
        """
        moment = Moment()
        work.moments.add(moment)
        scope = SelectBuilder(select_entries, moment)
        context = RowContext(work, scope, scope.base, "entries", moment)
        self._narrow(context, selected)
        since = selected.arguments.get("since")
        if since is not None:
            work.defer("since", since, lambda since: check_since(since, selected.path))
        number = scope.base.c.number
        at = context.select(number)
        shape = plan_selected(context, selected)
        most = BoundName(work.defer("most", VariableRef((MOST,)), int))
        parts = [*scope.select(), " ORDER BY ", scope.value(number), " LIMIT ", most]
        return Followed(Block(Statement(parts), shape), at, since, _batch_size(work))

    def _narrow(self, context: RowContext, selected: SelectedField) -> None:
        entry, about, path = context.row, selected.arguments.get("about"), selected.path
        after, upto = VariableRef((AFTER,)), VariableRef((UPTO,))

        def between(after: RequestValue, upto: RequestValue) -> ColumnElement[bool]:
            least, most = (context.bind(each, int, BigInteger()) for each in (after, upto))
            return and_(entry.c.number > least, entry.c.number <= most)

        def is_about(about: RequestValue) -> ColumnElement[bool]:
            kind = context.bind(about, lambda about: _read_about(about, path)[0])
            reference = context.bind(about, lambda about: _read_about(about, path)[1])
            return and_(entry.c.about_kind == kind, entry.c.about == reference)

        context.scope.require(context.make_once("between", between, after, upto))
        if about is not None:
            context.scope.require(context.make_once(("about", path), is_about, about))


def _batch_size(work: PlanningContext) -> int:
    fragments = {name: details.definition for name, details in work.fragments.items()}
    return largest_batch(work.schema, fragments, work.operation, work.variable_values, work.limits)


def _read_about(about: str, path: Sequence[str]) -> tuple[str, str]:
    named = read_id(about)
    if named is None:
        message = f"{about!r} is no id that the register gives; ask a record for its id"
        raise refusal(Reason.ARGUMENT, message, path)
    return named
