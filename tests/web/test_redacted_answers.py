"""Words that were redacted stand in no cache of a server that had answered with them."""

import gc
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType, FunctionType, ModuleType
from typing import Any

import pytest
from starlette.testclient import TestClient

import web
from registry import REGISTRAR, Settings, make_redaction, record
from registry.acts import SourceCited
from registry.vocabulary import Standing
from tests.support.serving import registry_of

PATIENCE = 60.0
# Made of parts, so that no code of this test holds the word.
WORD = "".join(("Zanz", "ibar"))
SOURCES = "{ sources { nodes { title } } }"
FOLLOWED = "subscription { entries(since: 0) { number about { title } } }"


@pytest.fixture
def served(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestClient]:
    """A server that looks often, of a registry whose second source names a place."""
    monkeypatch.setattr("web.graphql.redaction_watch.INTERVAL", 0.05)
    settings = Settings(data_dir=tmp_path, database_url=database_url)
    with TestClient(web.app(settings)) as client:
        titles = {"S": "A list", "S2": f"About {WORD}"}
        acts = [
            SourceCited(reference=reference, title=title, standing=Standing.FICTIONAL)
            for reference, title in titles.items()
        ]
        with registry_of(client).writing() as session:
            record(session, acts, author=REGISTRAR)
        yield client


def _redact(client: TestClient, number: int) -> None:
    with registry_of(client).writing() as session:
        told = {"fields": "title", "reason": "Private", "source": "S"}
        act = make_redaction(session.connection, number, **told)
        record(session, [act], author=REGISTRAR)


def _ask_in_many_ways(client: TestClient) -> None:
    """Ask for the words, and with them: by GET and POST, in the document and beside it."""
    assert WORD in client.get("/graphql", params={"query": SOURCES}).text
    query = f'{{ search(text: "{WORD}") {{ nodes {{ snippet }} }} }}'
    client.post("/graphql", json={"query": query})
    query = "query($text: String!) { search(text: $text) { nodes { snippet } } }"
    client.post("/graphql", json={"query": query, "variables": {"text": WORD}})
    with client.stream(
        "POST", "/graphql", json={"query": FOLLOWED}, headers={"accept": "text/event-stream"}
    ) as events:
        assert any(WORD in line for line in events.iter_lines())


def _holds(thing: Any) -> bool:
    """Whether anything that can be reached from a thing, not by way of code, has the word."""
    waiting, seen = [thing], set[int]()
    while waiting:
        each = waiting.pop()
        if id(each) in seen or isinstance(each, type | FunctionType | ModuleType | FrameType):
            continue
        seen.add(id(each))
        if isinstance(each, str) and WORD in each:
            return True
        if isinstance(each, bytes | bytearray) and WORD.encode() in each:
            return True
        waiting.extend(gc.get_referents(each))
    return False


def _wait_until_dropped(client: TestClient) -> None:
    app: Any = client.app
    end = time.monotonic() + PATIENCE
    while len(app.service.answers) and time.monotonic() < end:
        time.sleep(0.02)
    assert len(app.service.answers) == 0


def _look(client: TestClient) -> None:
    app: Any = client.app
    assert client.portal is not None
    client.portal.call(app.service.redactions.look)


def test_no_cache_of_a_server_holds_redacted_words(served: TestClient) -> None:
    app: Any = served.app
    _ask_in_many_ways(served)
    caches = app.service, app.endpoint, app.subscriptions
    assert all(_holds(cache) for cache in caches)

    _redact(served, 2)

    _wait_until_dropped(served)
    assert not any(_holds(cache) for cache in caches)
    assert WORD not in served.get("/graphql", params={"query": SOURCES}).text


def test_an_act_that_takes_no_words_off_drops_nothing(served: TestClient) -> None:
    app: Any = served.app
    served.get("/graphql", params={"query": SOURCES})
    more = SourceCited(reference="S3", title="x", standing=Standing.FICTIONAL)
    with registry_of(served).writing() as session:
        record(session, [more], author=REGISTRAR)

    _look(served)

    assert len(app.service.answers) == 1


def test_answers_from_after_a_redaction_are_kept(served: TestClient) -> None:
    app: Any = served.app
    _redact(served, 2)
    served.get("/graphql", params={"query": SOURCES})

    _look(served)

    assert len(app.service.answers) == 1


def test_an_app_that_looked_can_be_served_again_by_another_loop(
    tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.graphql.redaction_watch.INTERVAL", 0.01)
    app = web.app(Settings(data_dir=tmp_path, database_url=sqlite_url))
    watch = app.service.redactions

    with TestClient(app) as client:
        assert client.get("/graphql", params={"query": SOURCES}).status_code == 200
        until = time.monotonic() + PATIENCE
        while watch._task is None and time.monotonic() < until:
            time.sleep(0.01)
        assert watch._task is not None

    with TestClient(app) as client:
        assert client.get("/graphql", params={"query": SOURCES}).status_code == 200
