"""``app(settings)``: all routes, and what stands around them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from registry import Registry, Settings, Unavailable
from web import data, failures, front, health, ide, log, records
from web.endpoint import Endpoint
from web.headers import SafeHeaders
from web.site import Site

STATIC = Path(__file__).parent / "static"


def app(settings: Settings) -> Starlette:
    """The registry on the web; nothing is connected before it is asked for."""
    site = Site.of(settings, Registry.open(settings.database_url))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        site.registry.close()

    made = Starlette(
        routes=[
            Route("/", front.front),
            Route("/graphql", Endpoint(site)),
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
    return made
