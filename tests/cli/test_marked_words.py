"""No line of the log holds what was asked, whatever goes wrong and at every level."""

import asyncio
import json
import logging
from collections.abc import Iterator
from io import StringIO
from typing import Any

import httpx
import pytest
from sqlalchemy import text

import web
from cli.logs import configure_logs
from registry import Registry, Settings
from tests.schema.asking import exampleshire

WORD = "Wherefore"
SEARCHED = f'query Asked {{ search(text: "{WORD}") {{ totalCount }} }} # {WORD}'
FILTERED = "query ($f: TargetFilter) { targets(filter: $f) { nodes { title } } }"
LOOKED_UP = f'{{ target(by: {{ reference: "{WORD}" }}) {{ title }} }}'
ASKED: list[dict[str, Any]] = [
    {"query": SEARCHED},
    {"query": FILTERED, "variables": {"f": {"text": WORD}}},
    {"query": FILTERED, "variables": {"f": {"or": [{"text": WORD}, {"lead": [WORD]}]}}},
    {"query": FILTERED, "variables": {"f": WORD}},
    {"query": FILTERED, "variables": {"f": {WORD: 1}}},
    {"query": LOOKED_UP},
    {"query": f"{{ {WORD} }}"},
    {"query": f"{{ target(by: {{ reference: ${WORD} }}) {{ title }} }}"},
    {"query": "{ areas { totalCount } }", "operationName": WORD},
]
# Each statement fails, but for those that tell how far the ledger is.
BROKEN = ("targets", "search_texts")


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """All that is logged from the lowest level on, as the server would write it."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    written = StringIO()
    monkeypatch.setattr("sys.stderr", written)
    configure_logs("debug")
    # The client of this test tells its addresses.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    yield written
    root.handlers[:] = before
    root.setLevel(level)


def break_tables(registry: Registry) -> None:
    with registry.writer.begin() as connection:
        for table in BROKEN:
            connection.execute(text(f"ALTER TABLE {table} RENAME TO broken_{table}"))


async def ask_all(settings: Settings) -> list[int]:
    app = web.app(settings)
    transport = httpx.ASGITransport(app, client=("127.0.0.1", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        seen = []
        for asked in ASKED * 2:
            seen.append((await client.post("/graphql", json=asked)).status_code)
            fields = {name: json.dumps(value) for name, value in asked.items() if name != "query"}
            seen.append((await client.get("/graphql", params={**asked, **fields})).status_code)
            await client.post("/graphql/form", data={"query": asked["query"]})
    app.service.close()
    app.state.site.registry.close()
    return seen


@pytest.mark.parametrize("broken", [False, True], ids=["all is well", "tables are missing"])
def test_no_line_holds_what_was_asked(broken: bool, database_url: str, logged: StringIO) -> None:
    registry = exampleshire(database_url).registry
    if broken:
        break_tables(registry)

    statuses = asyncio.run(ask_all(Settings(database_url=database_url)))

    assert (500 in statuses) == broken
    assert ("could not be answered" in logged.getvalue()) == broken
    assert WORD not in logged.getvalue()
    registry.close()
