"""Whoever asks by way of a subscription's connection is counted and charged as any client."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from starlette.testclient import TestClient, WebSocketDenialResponse, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

import web
from registry import Limits, Rates, Settings
from tests.registry.world import World

BASE = "https://registry.example"
QUESTION = "{ areas(first: 1) { nodes { name } } }"
FOLLOW = "subscription { entries { number } }"
UNSEEN = 500  # points for a document that was not asked before


@contextmanager
def client(
    world: World, host: str = "192.0.2.1", limits: Limits | None = None, **rates: int
) -> Iterator[TestClient]:
    settings = Settings(
        database_url=world.url,
        base_url=BASE,
        limits=limits or Limits(),
        rates=Rates(**{"second": 0, **rates}),
    )
    app, asked = web.app(settings), {"host": "localhost"}
    with TestClient(app, base_url=BASE, client=(host, 50_000), headers=asked) as made:
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
    # The handshake, two questions, the subscription, and the ping that asks whether it stands.
    with client(embedded, requests=5, points=0) as made, talking(made) as line:
        assert [ask(line, str(n), QUESTION) for n in range(2)] == ["answered"] * 2
        assert ask(line, "follow", FOLLOW) == "followed"

        assert ask(line, "more", QUESTION) == "REQUESTS"
        assert ask(line, "further", QUESTION) == "REQUESTS"
        line.send_json({"id": "last", "type": "subscribe", "payload": {"query": FOLLOW}})
        assert line.receive_json()["payload"][0]["extensions"]["reason"] == "REQUESTS"
        # The same client, another way.
        assert made.get("/graphql", params={"query": QUESTION}).status_code == 429


def test_each_handshake_counts_as_a_request(embedded: World) -> None:
    with client(embedded, requests=2, points=0) as made:
        for _ in range(2):
            with talking(made):
                pass
        with pytest.raises(WebSocketDenialResponse) as refused, talking(made):
            pass
        assert refused.value.status_code == 429
        assert refused.value.json()["errors"][0]["extensions"]["reason"] == "REQUESTS"
        assert made.get("/graphql", params={"query": QUESTION}).status_code == 429


@pytest.mark.parametrize("kind", ["ping", "pong", "complete"])
def test_each_message_counts_as_a_request(embedded: World, kind: str) -> None:
    with client(embedded, requests=4, points=0) as made, talking(made) as line:
        for _ in range(4):
            line.send_json({"type": kind, "id": "1"})
        answers = 3 if kind == "ping" else 0
        assert [line.receive_json() for _ in range(answers)] == [{"type": "pong"}] * answers
        with pytest.raises(WebSocketDisconnect) as closed:
            line.receive_json()
        assert closed.value.code == 1013


def test_one_client_takes_a_tenth_of_the_seats(embedded: World) -> None:
    settings = Settings(database_url=embedded.url, base_url=BASE, subscribers=20)
    app = web.app(settings)
    with TestClient(app, base_url=BASE, client=("192.0.2.1", 1)) as one, talking(one):
        with talking(one):
            with pytest.raises(WebSocketDisconnect) as closed, talking(one):
                pass
            assert closed.value.code == 1013
            events = {"accept": "text/event-stream"}
            late = one.get("/graphql", params={"query": FOLLOW}, headers=events)
        assert (late.status_code, late.headers["retry-after"]) == (429, "60")
        assert late.json()["errors"][0]["extensions"]["reason"] == "CONNECTIONS"
        # Whoever closes one may have another.
        with talking(one):
            pass


def test_each_reading_of_a_follower_costs_what_a_question_would(embedded: World) -> None:
    # A price that is much more than comes back while the test runs.
    fields = " ".join(f"a{n}: act" for n in range(600))
    dear = f"subscription {{ entries(since: 0) {{ number {fields} }} }}"
    newest = embedded.position().number
    with client(embedded, limits=Limits(aliases=1_000), requests=0, points=3_000) as made:
        with talking(made) as line:
            line.send_json({"id": "1", "type": "subscribe", "payload": {"query": dear}})
            told = [line.receive_json() for _ in range(newest)]
        answer = made.get("/graphql", params={"query": QUESTION})
    numbers = [each["payload"]["data"]["entries"]["number"] for each in told]
    left = int(answer.headers["ratelimit"].rpartition("=")[2])

    assert numbers == list(range(1, newest + 1))
    # The document, the subscription, and the one reading of all entries.
    assert left < 3_000 - UNSEEN - 600 - 600


def test_who_has_no_points_left_follows_on_as_they_come_back(embedded: World) -> None:
    count = embedded.position().number
    limits = Limits(nodes=20)
    query = "subscription { entries(since: 0) { number act } } # as points come back"
    few = client(embedded, limits=limits, requests=0, points=UNSEEN + 10)
    with few as made, talking(made) as line:
        line.send_json({"id": "1", "type": "subscribe", "payload": {"query": query}})
        told = [line.receive_json() for _ in range(count)]
    numbers = [each["payload"]["data"]["entries"]["number"] for each in told]
    assert numbers == list(range(1, count + 1))


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
