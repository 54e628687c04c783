"""No line of any log, at any level, holds what clients send: words, tokens, addresses."""

import asyncio
import json
import logging
import socket
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Subprotocol

from registry import Settings
from tests.support.serving import serve

WORD = "Zephyrine"
TRANSPORT = Subprotocol("graphql-transport-ws")
ASK = "query ($t: String) { targets(filter: {text: $t}, first: 1) { nodes { name } } } # %s"


def by_http(address: str) -> None:
    headers = {
        "authorization": f"Bearer {WORD}-token",
        "cookie": f"name={WORD}",
        "user-agent": WORD,
        "x-request-id": f"{WORD} {WORD}",
        "referer": f"https://{WORD}.example/",
    }
    query, told = ASK % WORD, {"t": f"{WORD} {'x' * 1_500}"}
    with httpx.Client(base_url=f"http://{address}", headers=headers) as client:
        client.post("/graphql", json={"query": query, "variables": told})
        client.get("/graphql", params={"query": query, "variables": f'{{"t": "{WORD}"}}'})
        client.get("/graphql", params={"query": f"{{ {WORD} }}"})
        client.post("/graphql", content=f"{{{WORD}")
        client.post("/graphql", json={"query": f'{{ node(id: "{WORD}") {{ id }} }}'})
        client.post("/graphql/form", data={"query": f"{{ {WORD} }}"})
        client.get("/graphql/form", params={"query": WORD})
        client.get("/data/", params={"name": WORD})
        client.get("/data/registry/changes", params={"since": WORD})
        client.get("/catalog.rdf", headers={"accept": WORD, "if-none-match": f'"{WORD}"'})
        with client.stream(
            "GET",
            "/graphql",
            params={"query": f"subscription {{ entries {{ {WORD} }} }}"},
            headers={"accept": "text/event-stream", "last-event-id": WORD},
        ) as events:
            events.read()


def by_bytes(address: str) -> None:
    host, _, port = address.partition(":")
    for sent in (
        f"{WORD} {WORD} {WORD}\r\n\r\n",
        f"GET /?{WORD} HTTP/1.1\r\nhost: a\r\n{WORD}\r\n\r\n",
        f"GET /?{WORD} HTTP/1.1\r\nhost: a\r\nx: {WORD * 10_000}\r\n\r\n",
        f"GET /?{WORD} HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: {WORD}\r\n\r\n",
    ):
        with socket.create_connection((host, int(port)), 60) as line:
            line.sendall(sent.encode())
            line.shutdown(socket.SHUT_WR)
            line.recv(1_000)


async def by_socket(address: str) -> None:
    url = f"ws://{address}/graphql?access_token={WORD}"
    async with connect(url, subprotocols=[TRANSPORT]) as line:
        told: dict[str, Any] = {"type": "connection_init", "payload": {"token": WORD}}
        await line.send(json.dumps(told))
        await line.recv()
        told = {"type": "subscribe", "id": "1", "payload": {"query": f"{{ {WORD} }}"}}
        await line.send(json.dumps(told))
        await line.recv()
        await line.send(f"{{{WORD}")
        await line.wait_closed()
    async with connect(url, subprotocols=[Subprotocol("graphql-ws")]) as line:
        await line.wait_closed()
    for _ in range(3):
        with pytest.raises(InvalidStatus):
            await connect(f"ws://{address}/nothing?{WORD}")


def test_no_log_holds_what_clients_send(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    noted: list[dict[str, Any]] = []
    with caplog.at_level(logging.DEBUG), serve(settings, note=noted.append) as served:
        _, address = served
        by_http(address)
        by_bytes(address)
        asyncio.run(by_socket(address))

    form = logging.Formatter("%(name)s %(levelname)s %(message)s")
    # Clients of this test log as well, from its own thread.
    lines = [form.format(record) for record in caplog.records if record.threadName == "server"]
    told = "\n".join([*lines, *(str(line) for line in noted)])
    assert len(noted) >= 12
    assert WORD.lower() not in told.lower()
    assert "127.0.0.1" not in told
