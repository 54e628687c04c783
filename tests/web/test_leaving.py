"""Who goes away before the answer takes the query along: it is ended in the database."""

import asyncio
from dataclasses import replace
from threading import Event
from typing import Any

from sqlalchemy import event
from starlette.types import Message

import web
from registry import Limits, Settings

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT count(*) FROM n"
BODY = b'{"query": "{ areas(first: 7) { nodes { name } } }"}'


def test_the_query_of_a_client_that_left_is_ended(settings: Settings) -> None:
    noted: list[dict[str, Any]] = []
    begun = Event()
    patient = replace(settings, limits=Limits(seconds=600))
    app = web.app(patient, noted.append)

    def never_ends(_: Any, cursor: Any, statement: str, *__: Any) -> None:
        if "areas" in statement:
            begun.set()
            cursor.execute(ENDLESS)

    event.listen(app.state.site.registry.reader, "before_cursor_execute", never_ends)
    sent: list[Message] = []
    asked: list[Message] = [{"type": "http.request", "body": BODY}]

    async def receive() -> Message:
        if asked:
            return asked.pop()
        await asyncio.to_thread(begun.wait)
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/graphql",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
        "client": ("127.0.0.1", 50_000),
    }
    asyncio.run(app(scope, receive, send))

    assert begun.is_set()
    assert sent == []
    assert (noted[0]["status"], noted[0]["outcome"]) == (499, "left")
    assert app.service.busy == 0
    app.service.close()
    app.state.site.registry.close()
