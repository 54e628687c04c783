"""All of an answer is read from one state of the record, whatever is recorded meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import pytest
from sqlalchemy import event, text

import schema
from registry import REGISTRAR, Registry, Settings, record
from registry.acts import MeasurementReported
from schema import GraphQLRequest
from schema.planner.snapshots import BoundStatement, Snapshot
from tests.schema.asking import Asking, exampleshire
from tests.support.databases import PostgresDatabases

# The entries are counted on the first journey, the measurements are read on the second.
LEVELS = "{ changes { totalCount } targets(first: 100) { nodes { measurements { period } } } }"
SOURCE = {"source": "EXS-SOURCE-LAA", "value_number": "1"}
SNAPSHOT = BoundStatement("SELECT pg_current_snapshot()::text", ())
NUMBER = BoundStatement("SELECT number FROM head", ())


@pytest.fixture
def changing(postgres_databases: PostgresDatabases) -> Iterator[Asking]:
    with postgres_databases.fresh() as url:
        asking = exampleshire(url)
        yield asking
        asking.registry.close()


@contextmanager
def meanwhile(registry: Registry, word: str, act: Callable[[], None], times: int) -> Iterator[None]:
    """Do something whenever a statement with a word in it is about to be sent, so many times."""
    left = [act] * times

    def listen(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if word in statement and left:
            left.pop()()

    event.listen(registry.reader, "before_cursor_execute", listen)
    yield
    event.remove(registry.reader, "before_cursor_execute", listen)
    assert left == []


def measuring(registry: Registry) -> Callable[[], None]:
    """Something that records one more measurement each time."""
    years = count(2031)

    def measured() -> None:
        told = {"target": "EXS-T1", "period": f"{next(years)}", "standing": "FICTIONAL", **SOURCE}
        with registry.writing() as session:
            record(session, [MeasurementReported.read(told)], author=REGISTRAR)

    return measured


def seen(data: Any) -> tuple[int, int]:
    targets = data["targets"]["nodes"]
    return data["changes"]["totalCount"], sum(len(each["measurements"]) for each in targets)


def test_what_is_recorded_between_two_levels_is_seen_by_none(changing: Asking) -> None:
    registry = changing.registry
    entries, measurements = seen(changing.data(LEVELS))

    with meanwhile(registry, "FROM measurements", measuring(registry), times=1):
        answer = changing.ask(LEVELS)

    assert seen(answer.data) == (entries, measurements)
    assert answer.head is not None
    assert answer.head[0] == entries
    assert [each.count("FROM measurements") for each in changing.statements] == [0, 0, 1]


def test_an_answer_is_read_once_however_much_is_recorded_meanwhile(changing: Asking) -> None:
    registry = changing.registry
    entries, measurements = seen(changing.data(LEVELS))

    # Before each of the three statements something is recorded: the transaction begins with the
    # first two, which are sent together.
    with meanwhile(registry, "FROM", measuring(registry), times=3):
        answer = changing.ask(LEVELS)

    assert seen(answer.data) == (entries + 2, measurements + 2)
    assert answer.head is not None
    assert answer.head[0] == entries + 2
    assert seen(changing.data(LEVELS)) == (entries + 3, measurements + 3)


def test_what_reads_by_other_ways_sees_the_same(changing: Asking) -> None:
    registry, question = changing.registry, LEVELS.replace("{", "{ meta { entries }", 1)
    entries, measurements = seen(changing.data(question))

    with meanwhile(registry, "FROM measurements", measuring(registry), times=1):
        answer = changing.ask(question)

    assert answer.data is not None
    assert seen(answer.data) == (entries, measurements)
    assert answer.data["meta"] == {"entries": entries}
    assert answer.head is not None
    assert answer.head[0] == entries


def test_what_was_known_at_an_instant_is_found_in_the_same_record(changing: Asking) -> None:
    registry = changing.registry
    question = LEVELS.replace("first: 100", 'first: 100, knownAt: "2030-01-01T00:00:00Z"')
    entries, measurements = seen(changing.data(question))

    with meanwhile(registry, "FROM measurements", measuring(registry), times=1):
        assert seen(changing.data(question)) == (entries, measurements)


def test_a_query_is_one_transaction_also_while_its_statements_are_named(changing: Asking) -> None:
    registry = changing.registry
    record_one = measuring(registry)
    found = []
    for _ in range(3):  # sent as they are, then with a name for each, then by their names
        with registry.reading_lazily() as session:
            snapshot = Snapshot(session.connection)
            ((first,),), ((number,),) = snapshot.fetch([SNAPSHOT, NUMBER])
            record_one()
            ((last,),), ((later,),) = snapshot.fetch([SNAPSHOT, NUMBER])
            assert first == last
            assert snapshot.head is not None
            assert number == later == snapshot.head[0]
            found.append(first)
    assert len(set(found)) == 3


def test_nothing_can_be_written_where_questions_are_read(changing: Asking) -> None:
    for begun in (False, True):
        with changing.registry.reading_lazily() as session:
            snapshot = Snapshot(session.connection)
            if begun:
                snapshot.hold()
            with pytest.raises(Exception, match="read-only transaction"):
                snapshot.fetch([BoundStatement("DELETE FROM search_texts", ())])


def test_a_statement_that_failed_is_learnt_anew(changing: Asking) -> None:
    """As after a migration, which leaves plans behind that fit the tables no more."""
    registry = changing.registry
    asked = [BoundStatement("SELECT * FROM pg_temp.changing", ()), NUMBER]
    with registry.reading_lazily() as session:
        driver: Any = session.connection.connection.driver_connection
        driver.autocommit = True
        driver.execute("SET transaction_read_only TO off")
        driver.execute("SET default_transaction_read_only TO off")
        driver.execute("CREATE TEMP TABLE changing AS SELECT 1 AS a")

        def fetch() -> Any:
            try:
                return Snapshot(session.connection).fetch(asked)[0]
            finally:
                driver.rollback()

        for _ in range(3):
            assert fetch() == [(1,)]
        driver.execute("ALTER TABLE changing ADD COLUMN b integer")
        with pytest.raises(Exception, match="cached plan must not change result type"):
            fetch()
        for _ in range(3):
            assert fetch() == [(1, None)]
        driver.autocommit = False


def test_a_connection_forgets_the_statements_asked_longest_ago(changing: Asking) -> None:
    names = BoundStatement("SELECT count(*) FROM pg_prepared_statements", ())
    with changing.registry.reading_lazily() as session:
        snapshot = Snapshot(session.connection)
        for number in range(300):
            for _ in range(2):  # the second time it is given a name
                snapshot.fetch([BoundStatement(f"SELECT {number}", ())])
        snapshot.fetch([NUMBER])
        ((named,),) = snapshot.fetch([names])[0]
        assert 190 < named <= 200


def test_a_server_that_went_away_is_found_again(changing: Asking) -> None:
    registry, before = changing.registry, changing.data(LEVELS)
    with registry.writing() as session:
        session.connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )

    with pytest.raises(Exception, match="connection"):
        changing.data(LEVELS)
    assert changing.data(LEVELS) == before


def test_the_answer_tells_where_the_ledger_stood(asking: Asking) -> None:
    entries = asking.data("{ meta { entries recordedAt } }")["meta"]
    head = (entries["entries"], entries["recordedAt"])

    for _ in range(2):  # the second time by the plan that was kept
        assert asking.ask(LEVELS).head == head
    assert asking.ask("{ meta { entries } }").head == head
    assert asking.ask("{ __schema { description } meta { entries } }").head == head
    assert asking.ask("{ __typename }").head is None
    assert asking.ask("{ nothing }").head is None
    refused = schema.execute(
        asking.registry, Settings(), GraphQLRequest('{ targets(after: "x") { totalCount } }')
    )
    assert refused.head is None
