"""A question made into a plan, kept, and run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from registry.reading import number_at
from registry.vocabulary import now, today
from schema.planner.execution import Run
from schema.planner.moments import NOW, TODAY, Moment
from schema.planner.roots import Answer
from schema.planner.work import Selected, Work


@dataclass(frozen=True, slots=True)
class Typename:
    """The name of the root type."""

    name: str

    def read(self, run: Run) -> str:
        """The name."""
        return self.name


@dataclass(frozen=True, slots=True)
class Plan:
    """One operation with its variables, ready to be run any number of times."""

    fields: Mapping[str, Answer]
    moments: frozenset[Moment]

    def run(self, connection: Connection) -> dict[str, Any]:
        """The data of the answer, under the keys that were asked for."""
        run = Run(connection, values_of(connection, self.moments))
        return {key: field.read(run) for key, field in self.fields.items()}


def values_of(connection: Connection, moments: frozenset[Moment]) -> dict[str, Any]:
    """What the statements leave open: the days and the newest entries known."""
    values: dict[str, Any] = {TODAY: today(), NOW: now()}
    for moment in moments:
        if moment.as_of is not None:
            values[moment.day_name] = moment.as_of
        if moment.known_at is not None:
            values[moment.number_name] = number_at(connection, moment.known_at)
    return values


def plan_of(work: Work) -> Plan | None:
    """The plan of an operation; None where it asks for what only graphql-core tells.

    Raises:
        GraphQLError: an argument is refused.
    """
    query = work.schema.query_type
    assert query is not None
    fields: dict[str, Answer] = {}
    for selected in work.roots(query):
        if selected.name in ("__schema", "__type"):
            return None
        fields[selected.key] = (
            Typename(query.name) if selected.name == "__typename" else plan_field(work, selected)
        )
    return Plan(fields, frozenset(work.moments))


def plan_field(work: Work, selected: Selected) -> Answer:
    """The plan of one field of Query.

    Raises:
        GraphQLError: an argument is refused; the error says at which field.
    """
    answer: Answer = selected.binding.plan(work, selected)
    return answer
