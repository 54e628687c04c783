"""A registry that is asked: its answers, and the statements that it read them with."""

from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from graphql import ExecutionResult, execute_sync, parse
from sqlalchemy import event

import schema
from ingest.packages import import_packages, sample_packages
from registry import Registry, Settings
from schema import Answer, GraphQLRequest, RequestDeadline, build
from schema.execution import Execution, make_work
from schema.planner.plan_cache import PlanCache
from schema.planner.planning_context import PlanningContext

RECORDED_AT = "2026-01-05T09:00:00.000000Z"

# A session asks this first, to tell a database that is not set up from one that is.
IS_SET_UP = "SELECT head.number FROM head"


@dataclass
class Asking:
    """A registry that is asked, and the statements that it was asked with."""

    registry: Registry
    settings: Settings = field(default_factory=Settings)
    statements: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        event.listen(self.registry.reader, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "FROM" in statement and " ".join(statement.split()) != IS_SET_UP:
            self.statements.append(statement)

    def ask(self, query: str, **variables: Any) -> Answer:
        self.statements.clear()
        return schema.execute(self.registry, self.settings, GraphQLRequest(query, variables))

    def data(self, query: str, **variables: Any) -> Any:
        answer = self.ask(query, **variables)
        assert answer.errors == ()
        return answer.data

    def work(self, query: str, **variables: Any) -> PlanningContext:
        """A question before anything of it is planned."""
        work = make_work(build()._schema, parse(query), None, variables, self.settings)
        assert work is not None
        return work

    def executed(self, query: str, **variables: Any) -> ExecutionResult:
        """The question as graphql-core executes it: each field asks the same bindings."""
        contract, document = build()._schema, parse(query)
        with ExitStack() as stack:
            stop = RequestDeadline(self.settings.limits.seconds)
            question = Execution(self.registry, self.settings, None, PlanCache(), stack, stop)
            question.work = make_work(contract, document, None, variables, self.settings)
            found = execute_sync(
                contract, document, context_value=question, variable_values=variables
            )
            assert isinstance(found, ExecutionResult)
            return found


def exampleshire(url: str) -> Asking:
    registry = Registry.open(url, clock=lambda: RECORDED_AT)
    packages = [path for path in sample_packages() if path.name == "exampleshire"]
    import_packages(registry, packages)
    return Asking(registry, Settings(database_url=url))
