"""A question whose time is up, or which nobody waits for, is ended in the database itself."""

from threading import Thread

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

import schema
from schema import GraphQLRequest, RequestDeadline
from schema.errors import Reason
from tests.schema.asking import Asking

ENDLESS = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT count(*) FROM n")


def test_a_statement_ends_when_its_time_is_up(asking: Asking) -> None:
    with (
        asking.registry.reading_lazily() as session,
        pytest.raises(OperationalError),
        RequestDeadline(seconds=0).limit_statements_of(session.connection),
    ):
        session.connection.execute(ENDLESS)


def test_a_statement_ends_when_somebody_says_so(asking: Asking) -> None:
    stop = RequestDeadline(seconds=3_600)
    ended: list[str] = []

    def work() -> None:
        with (
            asking.registry.reading_lazily() as session,
            stop.limit_statements_of(session.connection),
        ):
            try:
                session.connection.execute(ENDLESS)
            except OperationalError:
                ended.append("stopped")

    thread = Thread(target=work)
    thread.start()
    while thread.is_alive():
        stop.cancel()
        thread.join(0.01)
    assert ended == ["stopped"]


def test_the_connection_serves_the_next_question(asking: Asking) -> None:
    test_a_statement_ends_when_its_time_is_up(asking)

    assert asking.data("{ targets(first: 1) { nodes { reference } } }") == {
        "targets": {"nodes": [{"reference": "EXS-T1"}]}
    }


def test_the_answer_says_that_time_was_up(on_sqlite: Asking) -> None:
    question = "{ targets { nodes { title } } }"
    for _ in range(2):  # the second time the plan is there already
        answer = schema.execute(
            on_sqlite.registry,
            on_sqlite.settings,
            GraphQLRequest(question),
            stop=RequestDeadline(seconds=0, steps=1),
        )
        (error,) = answer.errors
        assert error["extensions"] == {"code": "TOO_LARGE", "reason": "SECONDS"}
        assert error["message"].startswith("The answer would have taken more than 10 seconds")
        assert answer.is_refused


def test_statements_that_were_asked_for_together_are_ended_too(on_postgresql: Asking) -> None:
    question = "{ targets { nodes { accountable { name } milestones { period } } } }"
    before = on_postgresql.data(question)
    registry, settings = on_postgresql.registry, on_postgresql.settings

    with registry.writing() as session:
        # The first of three statements is answered, the others are sent and wait.
        session.connection.execute(text("LOCK TABLE milestones"))
        answer = schema.execute(
            registry, settings, GraphQLRequest(question), stop=RequestDeadline(seconds=0.5)
        )

    assert answer.reasons == {Reason.SECONDS}
    assert answer.is_refused
    assert on_postgresql.data(question) == before


def test_no_limit_is_so_short_that_the_next_question_fails_by_it(on_postgresql: Asking) -> None:
    limit, registry = text("SHOW statement_timeout"), on_postgresql.registry

    for seconds in (0, 0.001, 0.9):
        with (
            registry.reading_lazily() as session,
            RequestDeadline(seconds).limit_statements_of(session.connection),
        ):
            assert session.connection.execute(limit).scalar_one() == "1s"


def test_what_the_database_ends_by_itself_is_a_question_that_took_too_long(
    on_postgresql: Asking,
) -> None:
    registry, stop = on_postgresql.registry, RequestDeadline(seconds=3_600)

    with registry.reading() as session:
        session.connection.execute(text("SET LOCAL statement_timeout = 1"))
        with pytest.raises(OperationalError) as canceled:
            session.connection.execute(ENDLESS)
    with registry.writing() as writing, registry.reading() as session:
        writing.connection.execute(text("LOCK TABLE milestones"))
        session.connection.execute(text("SET LOCAL lock_timeout = 1"))
        with pytest.raises(OperationalError) as locked:
            session.connection.execute(text("SELECT count(*) FROM milestones"))

    assert not stop.is_over
    assert stop.explains(canceled.value)
    assert not stop.explains(locked.value)


def test_each_session_has_its_own_limit_of_time(on_postgresql: Asking) -> None:
    limit, registry = text("SHOW statement_timeout"), on_postgresql.registry

    for seconds, told in ((7_199.9, "2h"), (9.9, "10s"), (9.8, "10s")):
        with (
            registry.reading_lazily() as session,
            RequestDeadline(seconds).limit_statements_of(session.connection),
        ):
            assert session.connection.execute(limit).scalar_one() == told
    with registry.reading() as session:
        assert session.connection.execute(limit).scalar_one() == "0"


def test_who_listens_hears_of_a_questions_own_statements_alone(
    on_postgresql: Asking,
) -> None:
    on_postgresql.data("{ targets { nodes { title } } }")
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(on_postgresql.registry.reader, "before_cursor_execute", note)
    on_postgresql.data("{ targets { nodes { title } } }")
    event.remove(on_postgresql.registry.reader, "before_cursor_execute", note)
    assert sent == on_postgresql.statements
