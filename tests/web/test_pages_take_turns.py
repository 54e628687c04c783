"""Pages are worked on in turns: few at a time, two per client, while somebody waits for them."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Condition, Event
from typing import Any

import pytest
from sqlalchemy import event
from starlette.routing import Mount, Route
from starlette.types import Message

import web
from registry import Limits, Rates, Settings
from web.application import App

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT count(*) FROM n"
SITEMAP = "/sitemap.xml"
# What no other page asks.
COUNTED = "count(*) AS count_1, max(requests.recorded_at)"
NOISY, QUIET = ("192.0.2.1", 50_000), ("198.51.100.1", 50_000)


class Sluices:
    """Statements about requests wait here until they are let go."""

    def __init__(self) -> None:
        self.waiting = self.most = 0
        self.open = False
        self.changed = Condition()

    def hold(self, _: Any, __: Any, statement: str, *___: Any) -> None:
        if COUNTED not in statement:
            return
        with self.changed:
            self.waiting += 1
            self.most = max(self.most, self.waiting)
            self.changed.notify_all()
            self.changed.wait_for(lambda: self.open)
            self.waiting -= 1

    def let_go(self) -> None:
        with self.changed:
            self.open = True
            self.changed.notify_all()

    def wait(self, count: int) -> None:
        with self.changed:
            self.changed.wait_for(lambda: self.waiting == count)


@pytest.fixture
def app(settings: Settings) -> Iterator[App]:
    # Seconds differ from run to run: none is charged, and none ends a page.
    app = web.app(replace(settings, limits=Limits(seconds=600), rates=Rates(second=0)))
    yield app
    app.service.close()
    app.state.site.registry.close()


def on_statement(app: App, do: Callable[..., None]) -> None:
    event.listen(app.state.site.registry.reader, "before_cursor_execute", do)


async def stays() -> Message:
    await asyncio.Event().wait()
    raise AssertionError


async def get(
    app: App,
    path: str,
    client: tuple[str, int],
    receive: Callable[[], Any] = stays,
) -> int | None:
    """Return the status with which a page is answered; None without an answer."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(b"accept", b"text/html")],
        "client": client,
    }
    await app(scope, receive, send)
    return int(sent[0]["status"]) if sent else None


def test_a_client_has_two_slow_pages_at_a_time_and_others_are_answered(app: App) -> None:
    sluices = Sluices()
    on_statement(app, sluices.hold)

    async def story() -> None:
        slow = [asyncio.ensure_future(get(app, SITEMAP, NOISY)) for _ in range(45)]
        await asyncio.to_thread(sluices.wait, 2)
        for page in ("/data/", "/targets/EXS-T1", "/sitemap/targets-1.xml", "/log/entries"):
            assert await get(app, page, QUIET) == 200
        assert (sluices.waiting, app.service.busy) == (2, 45)
        sluices.let_go()
        assert await asyncio.gather(*slow) == [200] * 45

    asyncio.run(story())
    assert sluices.most == 2


def test_a_page_is_ended_when_its_client_leaves(app: App) -> None:
    begun = Event()

    def never_ends(_: Any, cursor: Any, statement: str, *__: Any) -> None:
        if COUNTED in statement:
            begun.set()
            cursor.execute(ENDLESS)

    on_statement(app, never_ends)

    async def leaves() -> Message:
        await asyncio.to_thread(begun.wait)
        return {"type": "http.disconnect"}

    assert asyncio.run(get(app, SITEMAP, NOISY, leaves)) is None
    assert app.service.busy == 0


def test_a_page_is_ended_when_its_time_is_up(settings: Settings) -> None:
    app = web.app(replace(settings, limits=Limits(seconds=0.2)))

    def never_ends(_: Any, cursor: Any, statement: str, *__: Any) -> None:
        if COUNTED in statement:
            cursor.execute(ENDLESS)

    on_statement(app, never_ends)
    assert asyncio.run(get(app, SITEMAP, NOISY)) == 503
    assert app.service.busy == 0
    app.service.close()
    app.state.site.registry.close()


def test_no_page_is_given_to_the_threads_of_the_framework(app: App) -> None:
    """Starlette runs what is no coroutine in 40 threads, without turns, for whoever is gone."""
    routes = [route for route in app.routes if not isinstance(route, Mount)]
    plain = [
        route.path
        for route in routes
        if isinstance(route, Route) and not asyncio.iscoroutinefunction(route.endpoint)
    ]
    assert len(routes) > 20
    assert plain == []
