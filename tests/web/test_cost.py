"""Each answer says what it cost to make; work that was not to be seen is charged afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from starlette.testclient import TestClient

import web
from registry import Rates, Registry, Settings
from tests.schema.asking import exampleshire
from tests.web.conftest import BASE

QUESTION = "query ($n: Int!) { areas(first: $n) { nodes { name } } }"
# To be read and planned; areas, nodes, name and two areas to be answered.
UNSEEN, ANSWER = 500, 5
NUMBERS = count(1)
FILTERED = "query ($f: ProposalFilter) { proposals(filter: $f) { totalCount } }"


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    registry = exampleshire(database_url).registry
    yield registry
    registry.close()


@contextmanager
def site(registry: Registry, **rates: int) -> Iterator[TestClient]:
    settings = replace(Settings(database_url=registry.url), rates=Rates(**rates))
    with TestClient(web.app(settings), base_url=BASE, client=("192.0.2.1", 50_000)) as client:
        client.headers["x-request-id"] = f"test-{next(NUMBERS)}"
        yield client


def ask(client: TestClient, query: str = QUESTION, **variables: Any) -> Any:
    # Plans are kept for the whole process, whichever registry they are run on.
    query = f"{query} # {client.headers['x-request-id']}"
    return client.post("/graphql", json={"query": query, "variables": variables})


def ask_much(client: TestClient) -> Any:
    """Ask with a filter that nobody asked with before: to write its statement is work."""
    many = {"or": [{"status": ["ANSWERED"]}] * (50 + next(NUMBERS) % 50)}
    return ask(client, FILTERED, f=many)


def cost(answer: Any) -> dict[str, int]:
    found: dict[str, int] = answer.json()["extensions"]["cost"]
    return found


def left(answer: Any) -> int:
    """How many points the client has left."""
    return int(answer.headers["ratelimit"].rpartition("r=")[2])


def test_an_answer_says_what_it_cost_and_a_kept_one_what_it_cost_to_make(
    registry: Registry,
) -> None:
    with site(registry, second=0) as client:
        first, kept = ask(client, n=2), ask(client, n=2)
        # The plan is there: this one is answered on the event loop.
        planned, kept_too = ask(client, n=1), ask(client, n=1)

    assert cost(first) == {"requested": UNSEEN + ANSWER, "actual": UNSEEN + ANSWER}
    assert cost(kept) == cost(first)
    assert cost(planned)["requested"] in (ANSWER - 1, UNSEEN + ANSWER - 1)
    assert cost(kept_too) == cost(planned)


def test_refusals_and_introspection_say_it_too(registry: Registry) -> None:
    with site(registry, second=0) as client:
        wrong, schema = ask(client, "{ nothing }"), ask(client, "{ __schema { __typename } }")
        syntax, deep = ask(client, "{"), ask(client, "{" + "node { " * 15 + "id" + " }" * 16)

    assert [cost(each)["requested"] for each in (wrong, syntax, deep)] == [
        UNSEEN + 1,
        UNSEEN,
        UNSEEN,
    ]
    assert cost(schema)["requested"] > UNSEEN
    assert "data" not in wrong.json()


def test_work_that_was_not_to_be_seen_is_charged_afterwards(registry: Registry) -> None:
    most = 1_000_000
    with site(registry, second=1_000_000, points=most) as client:
        answer = ask_much(client)

    told = cost(answer)
    assert told["actual"] > told["requested"]
    # Some of it has come back in the meantime.
    assert left(answer) < max(1, most - told["actual"] // 2)


def test_who_has_too_little_left_for_it_has_nothing_left(registry: Registry) -> None:
    with site(registry, second=1_000_000, points=2_000) as client:
        answer, next_one = ask_much(client), ask(client, "{ areas { totalCount } }")

    assert answer.status_code == 200
    assert cost(answer)["actual"] > 2_000
    assert next_one.status_code == 429
    assert next_one.json()["errors"][0]["extensions"]["reason"] == "POINTS"


def test_a_second_may_be_free(registry: Registry) -> None:
    with site(registry, second=0, points=2_000) as client:
        answer = ask_much(client)

    assert cost(answer)["actual"] == cost(answer)["requested"] > UNSEEN
