"""Several processes count their clients together in a Redis, which may go away and come back."""

import signal
from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

import web
from registry import InvalidInput, Rates, Settings
from tests.support import redis_server
from tests.support.redis_server import Server
from tests.web.conftest import BASE
from tests.web.test_rates import ANSWER, QUESTION, UNSEEN, ask
from web.middleware.rate_limit import check_store

# Enough for three documents that were never seen; for a fourth only after twenty seconds.
POINTS = 1_520


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    with redis_server.run_server() as server:
        yield server


@pytest.fixture
def redis(running: Server) -> Server:
    """A Redis with nothing in it."""
    with running.client() as client:
        client.flushall()
    return running


@pytest.fixture
def shared(settings: Settings, redis: Server) -> Settings:
    return replace(settings, rate_store=redis.url, rates=Rates(requests=4, points=POINTS, second=0))


def server(settings: Settings) -> TestClient:
    """One process of several."""
    return TestClient(web.app(settings), base_url=BASE, client=("192.0.2.1", 50_000))


def test_two_servers_count_the_same_client_together(shared: Settings) -> None:
    with server(shared) as one, server(shared) as other:
        answers = [ask(each, f"{QUESTION} # shared {i}") for i, each in enumerate([one, other] * 3)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429, 429]
    told = [answer.headers["ratelimit"].split(", ")[0] for answer in answers[:4]]
    assert told == [f'"requests";r={left}' for left in (3, 2, 1, 0)]
    spent = UNSEEN + ANSWER
    left = [int(answer.headers["ratelimit"].rpartition("=")[2]) for answer in answers[:3]]
    # Points come back meanwhile, 25 in a second.
    assert all(
        POINTS - spent * n <= points < POINTS - spent * (n - 1) for n, points in enumerate(left, 1)
    )
    assert answers[3].json()["errors"][0]["extensions"]["reason"] == "POINTS"
    assert answers[4].json()["errors"][0]["extensions"]["reason"] == "REQUESTS"
    assert 1 <= int(answers[4].headers["retry-after"]) <= 15


def test_a_server_that_ends_leaves_no_connection(shared: Settings, redis: Server) -> None:
    with server(shared) as client:
        assert ask(client).status_code == 200
        assert redis.connected() == 2
    assert redis.connected() == 0


@pytest.fixture
def restless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to wait until the store is asked again."""
    monkeypatch.setattr("web.middleware.rate_limit._PAUSE", 0.0)


WHEN_GONE = "clients are not counted: the shared store cannot be asked"
WHEN_BACK = "clients are counted again: the shared store answers"


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.message.partition(" (")[0] for record in caplog.records]


@pytest.mark.usefixtures("restless")
def test_nobody_is_refused_while_it_is_gone_and_then_they_are_counted_again(
    shared: Settings, redis: Server, caplog: pytest.LogCaptureFixture
) -> None:
    with server(shared) as client:
        assert ask(client).headers["ratelimit"].startswith('"requests";r=3')
        redis.stop()
        gone = [ask(client, f"{QUESTION} # gone {i}") for i in range(6)]
        redis.start()
        back = [ask(client) for _ in range(5)]

    assert [answer.status_code for answer in gone] == [200] * 6
    assert ["ratelimit" in answer.headers for answer in gone] == [False] * 6
    # What it had counted went with it.
    assert [answer.status_code for answer in back] == [200] * 4 + [429]
    assert warnings(caplog) == [WHEN_GONE, WHEN_BACK]


@pytest.mark.usefixtures("restless")
def test_one_that_does_not_answer_is_not_waited_for(
    shared: Settings, redis: Server, caplog: pytest.LogCaptureFixture
) -> None:
    assert redis.process is not None
    with server(shared) as client:
        ask(client)
        redis.process.send_signal(signal.SIGSTOP)
        try:
            hanging = ask(client)
        finally:
            redis.process.send_signal(signal.SIGCONT)
        back = ask(client)

    assert hanging.status_code == 200
    assert "ratelimit" not in hanging.headers
    assert "ratelimit" in back.headers
    assert warnings(caplog) == [WHEN_GONE, WHEN_BACK]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("redis://:wrong@127.0.0.1:{port}/0", "invalid username-password pair"),
        ("redis://127.0.0.1:{port}/0", "Authentication required"),
        ("redis://:secret@127.0.0.1:{port}/99", "DB index is out of range"),
        ("redis://:secret@127.0.0.1:{port}x/0", "Port could not be cast"),
    ],
)
def test_one_that_refuses_us_is_told_of_before_anybody_is_served(
    settings: Settings, redis: Server, address: str, why: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_store(replace(settings, rate_store=address.format(port=redis.port)))

    (problem,) = caught.value.problems
    assert problem.message.startswith("the Redis of ANSWERABLE_RATE_STORE refuses us: ")
    assert why in problem.message
    assert "secret" not in str(problem)
    assert "wrong" not in str(problem)


def test_one_that_is_not_there_yet_is_no_reason_not_to_serve(
    settings: Settings, redis: Server, caplog: pytest.LogCaptureFixture
) -> None:
    check_store(settings)
    check_store(replace(settings, rate_store=redis.url))
    assert warnings(caplog) == []

    check_store(replace(settings, rate_store="redis://127.0.0.1:1/0"))
    assert warnings(caplog) == ["clients are not counted yet: the shared store cannot be asked"]
