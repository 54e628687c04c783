"""Each request is noted down once: what was asked, what became of it, and nothing more."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import pytest
from starlette.testclient import TestClient

import web
from registry import Settings
from tests.web.conftest import BASE

QUESTION = "query Ask { areas(first: 1) { nodes { name } } }"
HASH = sha256(QUESTION.encode()).hexdigest()


@dataclass
class Noted:
    """A client, and what was noted of its requests."""

    client: TestClient
    lines: list[dict[str, Any]] = field(default_factory=list)

    def last(self) -> dict[str, Any]:
        line = dict(self.lines[-1])
        assert line.pop("ms") >= 0
        assert line.pop("request")
        return line


@pytest.fixture
def noted(settings: Settings) -> Iterator[Noted]:
    lines: list[dict[str, Any]] = []
    app = web.app(settings, lines.append)
    with TestClient(app, base_url=BASE, client=("192.0.2.77", 50_000)) as client:
        yield Noted(client, lines)


def test_a_question_is_noted_with_what_became_of_it(noted: Noted) -> None:
    told = {"query": QUESTION, "operationName": "Ask"}
    first = noted.client.post("/graphql", json=told)
    asked = {
        "method": "POST",
        "path": "/graphql",
        "status": 200,
        "bytes": len(first.content),
        "client": "192.0.2.0",
        "operation": "Ask",
        "document": HASH,
    }
    assert noted.last() == {**asked, "outcome": "answered", "cost": 504}

    noted.client.post("/graphql", json=told)
    assert noted.last() == {**asked, "outcome": "kept"}

    got = noted.client.get("/graphql", params=told)
    etag = {"if-none-match": got.headers["etag"]}
    noted.client.get("/graphql", params=told, headers=etag)
    assert noted.last() == {
        **asked,
        "method": "GET",
        "status": 304,
        "bytes": 0,
        "outcome": "unchanged",
    }


def test_a_query_over_a_socket_is_noted_and_cached_like_any(noted: Noted) -> None:
    with noted.client.websocket_connect("/graphql", ["graphql-transport-ws"]) as socket:
        socket.send_json({"type": "connection_init"})
        socket.receive_json()
        told = []
        for name in ("first", "second"):
            payload = {"query": QUESTION}
            socket.send_json({"type": "subscribe", "id": name, "payload": payload})
            told.append(socket.receive_json()["payload"])
            assert socket.receive_json() == {"type": "complete", "id": name}

    assert told[0] == told[1]
    # The socket itself is noted when it closes.
    socket_line = noted.lines.pop()
    assert [line["request"].rpartition(".")[2] for line in noted.lines] == ["first", "second"]
    assert noted.lines[0]["request"] == f"{socket_line.pop('request')}.first"
    assert socket_line.pop("ms") >= 0
    assert socket_line == {
        "method": "WEBSOCKET",
        "path": "/graphql",
        "status": 101,
        "bytes": 0,
        "client": "192.0.2.0",
    }
    asked = {
        "method": "WEBSOCKET",
        "path": "/graphql",
        "status": 200,
        "client": "192.0.2.0",
        "operation": "Ask",
        "document": HASH,
    }
    size = noted.last()["bytes"]
    assert noted.last() == {**asked, "bytes": size, "outcome": "kept"}
    assert noted.lines[0]["bytes"] == size
    assert noted.lines[0]["outcome"] == "answered"
    assert noted.client.post("/graphql", json={"query": QUESTION}).json() == told[0]
    assert noted.last()["outcome"] == "kept"


def test_an_operation_is_noted_by_the_name_that_its_document_gives_it(noted: Noted) -> None:
    told = {"query": "query Areas { areas(first: 1) { nodes { name } } }"}
    noted.client.post("/graphql", json=told)
    assert noted.last()["operation"] == "Areas"

    noted.client.post("/graphql", json=told)
    assert (noted.last()["outcome"], noted.last()["operation"]) == ("kept", "Areas")

    noted.client.post("/graphql/form", data=told)
    assert (noted.last()["path"], noted.last()["operation"]) == ("/graphql/form", "Areas")

    noted.client.post("/graphql", json={**told, "operationName": "\x1b[31mNo name"})
    assert "operation" not in noted.last()


def test_what_is_refused_is_noted_with_its_reason(noted: Noted) -> None:
    noted.client.post("/graphql", json={"query": "{ nothing }"})
    assert (noted.last()["outcome"], noted.last()["reason"]) == ("refused", "INVALID")

    noted.client.post("/graphql", content=b"{")
    assert (noted.last()["outcome"], noted.last()["reason"]) == ("refused", "CONTENT_TYPE")
    assert "document" not in noted.last()


def test_pages_are_noted_without_the_words_after_the_question_mark(noted: Noted) -> None:
    page = noted.client.get("/data/?secret=1", headers={"accept-encoding": "identity"})
    assert noted.last() == {
        "method": "GET",
        "path": "/data/",
        "status": 200,
        "bytes": len(page.content),
        "client": "192.0.2.0",
    }


def test_nothing_in_a_line_can_write_on_a_terminal(noted: Noted) -> None:
    noted.client.get("/data/%1b%5b2J%0a")
    assert noted.last()["path"] == "/data/%1B%5B2J%0A"


def test_a_token_is_noted_by_the_beginning_of_its_hash(noted: Noted) -> None:
    noted.client.get("/-/health", headers={"authorization": "Bearer secret"})
    assert noted.last()["token"] == sha256(b"secret").hexdigest()[:12]


def test_every_request_has_an_id_that_its_answer_tells(noted: Noted) -> None:
    given = noted.client.get("/-/health", headers={"x-request-id": "from-the-proxy"})
    assert given.headers["x-request-id"] == noted.lines[-1]["request"] == "from-the-proxy"

    made = [noted.client.get("/-/health").headers["x-request-id"] for _ in range(2)]
    assert made == [line["request"] for line in noted.lines[-2:]]
    assert made[0] != made[1]

    evil = noted.client.get("/-/health", headers={"x-request-id": "a b"})
    assert evil.headers["x-request-id"] != "a b"
