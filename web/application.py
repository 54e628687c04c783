"""``app(settings)``: all routes, and what stands around them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from registry import Registry, Settings, Unavailable
from web import data, failures, front, health, ide, log, records
from web.endpoint import READING, Endpoint
from web.headers import SafeHeaders
from web.site import Site, wants_page
from web.subscriptions import Bounds, Subscriptions, wants_events

STATIC = Path(__file__).parent / "static"


class App(Starlette):
    """Pages by way of routes; questions to the API straight to its endpoint, which is faster."""

    endpoint: Endpoint
    subscriptions: Subscriptions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] == "websocket" and _is_api(scope):
            await self.subscriptions.socket(scope, receive, send)
        elif scope["type"] == "http" and _is_question(scope):
            events = wants_events(scope)
            await (self.subscriptions.stream if events else self.endpoint)(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def app(settings: Settings) -> App:
    """The registry on the web; nothing is connected before it is asked for."""
    site = Site.of(settings, Registry.open(settings.database_url))
    endpoint = Endpoint(site)
    bounds = Bounds(connections=settings.subscribers)
    subscriptions = Subscriptions(site, bounds, otherwise=endpoint)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await subscriptions.close()
        endpoint.close()
        site.registry.close()

    made = App(
        routes=[
            Route("/", front.front),
            Route("/graphql", ide.ide),
            Route("/graphql/form", ide.form, methods=["GET", "POST"]),
            Route("/graphql/schema.graphql", ide.contract),
            Route("/data/", data.datasets),
            Route("/data/{dataset}/", data.dataset),
            Route("/data/{dataset}/latest/", data.folder),
            Route("/data/{dataset}/latest/{file}", data.file),
            *log.routes(),
            Route("/-/health", health.health),
            Route("/-/ready", health.ready),
            Mount("/static", StaticFiles(directory=STATIC)),
            Route("/{kind}/{reference:path}", records.record),
        ],
        middleware=[Middleware(SafeHeaders)],
        exception_handlers={
            404: failures.not_found,
            405: failures.not_allowed,
            500: failures.broken,
            Unavailable: failures.unavailable,
        },
        lifespan=lifespan,
    )
    made.state.site = site
    made.endpoint = endpoint
    made.subscriptions = subscriptions
    return made


def _is_api(scope: Scope) -> bool:
    path: str = scope["path"]
    return path == f"{scope.get('root_path', '')}/graphql"


def _is_question(scope: Scope) -> bool:
    """Whether a request is for the API; a browser that asks nothing yet is shown the IDE."""
    if not _is_api(scope):
        return False
    if scope["method"] not in READING or scope["query_string"]:
        return True
    return not wants_page(Headers(scope=scope).get("accept", ""))
