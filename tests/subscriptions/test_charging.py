"""Whoever asks by way of a subscription's connection is counted and charged as any client."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from starlette.testclient import TestClient, WebSocketTestSession

import web
from registry import Rates, Settings
from tests.registry.world import World

BASE = "https://registry.example"
QUESTION = "{ areas(first: 1) { nodes { name } } }"
FOLLOW = "subscription { entries { number } }"
UNSEEN = 500  # points for a document that was not asked before


@contextmanager
def client(world: World, host: str = "192.0.2.1", **rates: int) -> Iterator[TestClient]:
    settings = Settings(
        database_url=world.url, base_url=BASE, rates=Rates(**{"second": 0, **rates})
    )
    with TestClient(web.app(settings), base_url=BASE, client=(host, 50_000)) as made:
        yield made


@contextmanager
def talking(client: TestClient) -> Iterator[WebSocketTestSession]:
    with client.websocket_connect("/graphql", subprotocols=["graphql-transport-ws"]) as line:
        line.send_json({"type": "connection_init"})
        assert line.receive_json() == {"type": "connection_ack"}
        yield line


def ask(line: WebSocketTestSession, name: str, query: str) -> str:
    """Ask, and return what came of it: an answer, a refusal's reason, or a subscription."""
    line.send_json({"id": name, "type": "subscribe", "payload": {"query": query}})
    if query.startswith("subscription"):
        # Its answer comes after whatever there is to say of the subscription.
        line.send_json({"type": "ping"})
        told = line.receive_json()
        if told["type"] == "pong":
            return "followed"
        assert line.receive_json() == {"type": "pong"}
    else:
        told = line.receive_json()
    if told["type"] == "error":
        return str(told["payload"][0]["extensions"]["reason"])
    assert line.receive_json() == {"id": name, "type": "complete"}
    return "answered"


def test_each_operation_of_a_socket_counts_as_a_request(embedded: World) -> None:
    with client(embedded, requests=3, points=0) as made, talking(made) as line:
        assert [ask(line, str(n), QUESTION) for n in range(2)] == ["answered"] * 2
        assert ask(line, "follow", FOLLOW) == "followed"

        assert ask(line, "more", QUESTION) == "REQUESTS"
        assert ask(line, "further", FOLLOW) == "REQUESTS"
        # The same client, another way.
        assert made.get("/graphql", params={"query": QUESTION}).status_code == 429


def test_questions_and_subscriptions_of_a_socket_cost_points(embedded: World) -> None:
    with client(embedded, requests=0, points=2 * UNSEEN + 100) as made, talking(made) as line:
        assert ask(line, "1", QUESTION + " # charged") == "answered"
        assert ask(line, "2", FOLLOW + " # charged") == "followed"

        assert ask(line, "3", QUESTION + " # too dear") == "POINTS"


def test_who_has_too_few_points_left_cannot_follow(embedded: World) -> None:
    with client(embedded, requests=0, points=UNSEEN + 10) as made, talking(made) as line:
        assert ask(line, "1", FOLLOW + " # all there is") == "followed"
        assert ask(line, "2", FOLLOW + " # nothing left") == "POINTS"


@pytest.mark.parametrize("query", [QUESTION, FOLLOW])
def test_events_are_counted_and_charged_too(embedded: World, query: str) -> None:
    told = {"query": f"{query} # by events"}
    events = {"accept": "text/event-stream"}
    with client(embedded, requests=2, points=UNSEEN + 4) as made:
        assert made.get("/graphql", params={"query": QUESTION + " # first"}).status_code == 200
        dear = made.get("/graphql", params=told, headers=events)
        late = made.get("/graphql", params=told, headers=events)

    assert '"reason":"POINTS"' in dear.text
    assert (late.status_code, late.json()["errors"][0]["extensions"]["reason"]) == (429, "REQUESTS")


def test_the_machine_itself_asks_for_nothing_in_return(embedded: World) -> None:
    with client(embedded, "127.0.0.1", requests=1, points=1) as made, talking(made) as line:
        assert [ask(line, str(n), f"{QUESTION} # {n} at home") for n in range(3)] == [
            "answered"
        ] * 3
