"""Make the ASGI app: all routes, and the middleware around them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Mapping, Sequence
from contextlib import asynccontextmanager
from types import MappingProxyType
from typing import Any

import strawberry
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, ExceptionHandler, Receive, Scope, Send

from registry import Registry, Settings, Unavailable
from registry.models import TABLES
from web import data, health
from web.connections import ConnectionGuard, ConnectionLimits
from web.data import catalogue, transparency_log
from web.errors import RequestError
from web.graphql.content_negotiation import JSON, media_type, read_headers
from web.graphql.http import READING, Endpoint
from web.graphql.responses import error_response
from web.graphql.service import AnsweringService
from web.graphql.subscriptions import SubscriptionLimits, Subscriptions
from web.middleware.access import AccessMiddleware, Note
from web.middleware.cors import answer_options, open_to_all_origins
from web.middleware.metrics import Metrics
from web.middleware.rate_limit import RateLimiter
from web.middleware.request_log import request_log_of
from web.middleware.security_headers import SafeHeaders
from web.site import error_pages, home, ide, records, sitemap
from web.site.assets import STATIC, Assets
from web.site.compression import CompressionMiddleware
from web.site.context import Site, wants_page
from web.site.pages import PAGES, Page, PagesRoute, make_kind_pages
from web.site.turns import in_turn

# Many clients have the slash in their defaults.
API = ("/graphql", "/graphql/")
FORM = "/graphql/form"
# One client may have so small a share of the connections of followers.
_SHARE = 10
# What addresses of ours begin with, beside the kinds of records.
OWN = ("-", "data", "graphql", "log", "sitemap", "static")
_ERROR_PAGES: Mapping[Any, ExceptionHandler] = MappingProxyType(
    {
        404: error_pages.not_found,
        405: error_pages.not_allowed,
        422: error_pages.unprocessable,
        500: error_pages.broken,
        Unavailable: error_pages.unavailable,
        RequestError: error_pages.respond_refused,
        ClientDisconnect: error_pages.respond_to_nobody,
    }
)


class App(Starlette):
    """Routes pages; passes GraphQL requests straight to their endpoint, which is faster."""

    endpoint: Endpoint
    service: AnsweringService
    subscriptions: Subscriptions
    door: AccessMiddleware
    guard: ConnectionGuard
    pages: ASGIApp
    prefix: str = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request through the middleware."""
        if self.prefix:
            scope = _below(self.prefix, scope)
        if scope["type"] == "http":
            if scope["method"] == "OPTIONS":
                takes_post = _is_api(scope) or scope["path"] == FORM
                await answer_options(scope, send, takes_post=takes_post)
            else:
                await self.door(scope, receive, open_to_all_origins(scope, send))
        elif scope["type"] == "websocket" and _is_api(scope):
            await self.door.socket(scope, receive, send, self.subscriptions.socket)
        else:
            await super().__call__(scope, receive, send)

    async def end_streams(self) -> None:
        """End the subscriptions of all clients."""
        await self.subscriptions.close()

    def dispatch(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Pass a request on to its endpoint or route."""
        if not _is_graphql_request(scope):
            return self.pages(scope, receive, send)
        request_log_of(scope).route = "/graphql"
        headers = read_headers(scope)
        if headers.events and scope["method"] in ("GET", "POST"):
            return self.subscriptions.stream(scope, receive, send)
        return self.endpoint(scope, receive, send, headers)

    async def route_request(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on to its route, without any middleware."""
        await super().__call__(scope, receive, send)

    async def refuse(self, scope: Scope, receive: Receive, send: Send, error: RequestError) -> None:
        """Respond to a client that was refused."""
        scope["app"] = self
        if _is_graphql_request(scope):
            media = media_type(Headers(scope=scope).get("accept", "")) or JSON
            await error_response(error, media).send(send)
        else:
            answer = error_pages.respond_refused(Request(scope, receive), error)
            await SafeHeaders(answer)(scope, receive, send)


def app(
    settings: Settings,
    note: Note | None = None,
    contract: strawberry.Schema | None = None,
    connections: ConnectionLimits | None = None,
    pages: Sequence[Page] = PAGES,
) -> App:
    """Make the app of a registry; nothing is connected before the first request.

    Args:
        settings: what is served, and under which limits.
        note: gets a line about each request when it has ended.
        contract: the GraphQL schema, where it is another than that of this software.
        connections: the limits of connections, where they are others than usual.
        pages: the pages that documents and templates make.
    """
    registry = Registry.open(settings.database_url)
    service = AnsweringService(registry, settings, contract)
    pages = (*pages, *make_kind_pages(pages))
    folders, paths = [page.folder for page in pages], {page.path for page in pages}
    site = Site.of(settings, registry, service, folders, paths)
    endpoint = Endpoint(service, settings.limits)
    rates = RateLimiter(settings)
    guard = ConnectionGuard(settings, connections)
    metrics = _metrics(service, rates, guard)
    subscriptions = _subscriptions(site, settings, endpoint)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await subscriptions.close()
        await service.redactions.close()
        service.close()
        await rates.close()
        site.registry.close()

    made = App(
        routes=_routes(site, pages),
        exception_handlers=_ERROR_PAGES,
        lifespan=lifespan,
    )
    # By its own rules it would redirect by the request's Host, and only guess what is there.
    made.router.redirect_slashes = False
    made.state.site = site
    made.state.metrics = metrics
    made.endpoint = endpoint
    made.guard = guard
    made.service = service
    made.prefix = _prefix(settings)
    made.pages = SafeHeaders(CompressionMiddleware(made.route_request))
    made.door = AccessMiddleware(made.dispatch, rates, metrics, made.refuse, note)
    made.subscriptions = subscriptions
    return made


def _subscriptions(site: Site, settings: Settings, endpoint: Endpoint) -> Subscriptions:
    """Make the door of followers, of whom one client may be a part only."""
    most = settings.subscribers
    bounds = SubscriptionLimits(connections=most, per_client=max(1, most // _SHARE))
    return Subscriptions(site.registry, settings, site.service, bounds, otherwise=endpoint)


def _routes(site: Site, pages: Sequence[Page]) -> list[BaseRoute]:
    return [
        Route("/", home.front),
        Route("/graphql", in_turn(ide.ide)),
        Route(FORM, ide.form, methods=["GET", "POST"]),
        Route("/graphql/schema.graphql", in_turn(ide.contract)),
        *data.routes(),
        *sitemap.routes(),
        *catalogue.routes(site),
        *transparency_log.routes(),
        Route("/-/health", health.health),
        Route("/-/ready", in_turn(health.ready)),
        Route("/-/metrics", health.metrics),
        Mount("/static", Assets(directory=STATIC)),
        PagesRoute(site, pages),
        Route("/{kind}/{reference:path}", in_turn(records.record)),
    ]


def _metrics(service: AnsweringService, rates: RateLimiter, guard: ConnectionGuard) -> Metrics:
    """Make the metrics: what is counted, and what is read when somebody asks."""
    metrics = Metrics()
    metrics.add_gauge(
        "answerable_questions_at_work",
        "Questions that are being answered, or wait for their turn",
        lambda: service.busy,
    )
    metrics.add_gauge(
        "answerable_rate_store_failures",
        "How often the store that counts clients could not be asked",
        lambda: rates.failures,
    )
    metrics.add_gauge(
        "answerable_connections_open",
        "Open connections, without those of trusted proxies and of the machine itself",
        lambda: guard.open,
    )
    metrics.add_counter(
        "answerable_connections_ended",
        "Connections that were refused or ended, by the limit that was reached",
        guard.ended,
    )
    return metrics


def _prefix(settings: Settings) -> str:
    """Return the path of the base address, which a proxy may or may not take off before us.

    It is empty where the path could be one of our own, which nobody could tell apart.
    """
    path = settings.address("")
    return "" if path.partition("/")[2].partition("/")[0] in (*OWN, *TABLES) else path


def _below(prefix: str, scope: Scope) -> Scope:
    """Take the path of the base address off a request's, where no proxy has."""
    path = scope.get("path", "")
    if path != prefix and not path.startswith(f"{prefix}/"):
        return scope
    return {**scope, "path": path[len(prefix) :] or "/"}


def _is_api(scope: Scope) -> bool:
    return scope["path"] in API


def _is_graphql_request(scope: Scope) -> bool:
    """Return whether a request is for the API; a browser without a query is shown the IDE."""
    if not _is_api(scope):
        return False
    if scope["method"] not in READING or scope["query_string"]:
        return True
    return not wants_page(HTTPConnection(scope))
