"""The witness on the web: ``add-checkpoint`` of c2sp.org/tlog-witness, and nothing else."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from types import MappingProxyType

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from registry import Settings
from registry.witnessing import (
    MOST_BYTES,
    SIZE_TYPE,
    RefusalReason,
    Witness,
    WitnessRefusal,
)
from web import health
from web.connections import ConnectionGuard
from web.errors import RequestError
from web.graphql.content_negotiation import read_headers
from web.graphql.request_body import read_body
from web.middleware.access import AccessMiddleware, Note
from web.middleware.metrics import Metrics
from web.middleware.rate_limit import RateLimiter
from web.middleware.security_headers import SafeHeaders

LOG = logging.getLogger("answerable.web")
_STATUS: Mapping[RefusalReason, int] = MappingProxyType(
    {
        RefusalReason.MALFORMED: 400,
        RefusalReason.UNKNOWN_LOG: 404,
        RefusalReason.BAD_SIGNATURE: 403,
        RefusalReason.WRONG_SIZE: 409,
        RefusalReason.CONFLICT: 422,
        RefusalReason.BAD_PROOF: 422,
    }
)
_NEVER_KEPT = {"cache-control": "no-store"}


class WitnessApp(Starlette):
    """The app of a witness, within the same bounds of connections and rates as the registry's."""

    guard: ConnectionGuard
    door: AccessMiddleware

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request through the middleware."""
        if scope["type"] == "http":
            await self.door(scope, receive, send)
        elif scope["type"] == "lifespan":
            await super().__call__(scope, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": 1000})

    async def route_request(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on to its route, without any middleware."""
        await super().__call__(scope, receive, send)

    async def end_streams(self) -> None:
        """End what clients follow: nothing."""


def make_witness_app(settings: Settings, witness: Witness, note: Note | None = None) -> WitnessApp:
    """Make the app of a witness; ``note`` gets a line about each request when it has ended."""
    rates = RateLimiter(settings)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await rates.close()

    made = WitnessApp(
        lifespan=lifespan,
        routes=[
            Route("/", introduce),
            Route("/add-checkpoint", add_checkpoint, methods=["POST"]),
            Route("/-/health", health.health),
            Route("/{origin_hash:str}/checkpoint", send_checkpoint),
        ],
    )
    made.router.redirect_slashes = False
    made.state.witness = witness
    made.state.limits = replace(settings.limits, body_bytes=MOST_BYTES)
    made.guard = ConnectionGuard(settings)
    pages: ASGIApp = SafeHeaders(made.route_request)
    made.door = AccessMiddleware(pages, rates, Metrics(), _refuse, note)
    return made


async def introduce(request: Request) -> Response:
    """Send the key of the witness. Get it elsewhere as well."""
    return PlainTextResponse(f"{request.app.state.witness.key}\n")


def send_checkpoint(request: Request) -> Response:
    """Send the newest checkpoint of a log, by the SHA-256 of its name, with our cosignature."""
    text = request.app.state.witness.find_checkpoint(request.path_params["origin_hash"])
    if text is None:
        raise HTTPException(404)
    return PlainTextResponse(text, headers=_NEVER_KEPT)


async def add_checkpoint(request: Request) -> Response:
    """Cosign a checkpoint, or respond why not."""
    state = request.app.state
    try:
        body = await read_body(request.receive, read_headers(request.scope), state.limits)
        line = await run_in_threadpool(state.witness.add_checkpoint, body.decode("utf-8"))
    except RequestError as error:
        return _respond_refused(error)
    except UnicodeDecodeError:
        return _respond("the request is not UTF-8", 400)
    except WitnessRefusal as refusal:
        return _respond_not_cosigned(refusal)
    except sqlite3.Error as error:
        LOG.error("the witness cannot remember: %s", error)
        return _respond("the witness cannot remember anything right now; try again", 503)
    return _respond(line.removesuffix("\n"), 200)


def _respond_not_cosigned(refusal: WitnessRefusal) -> Response:
    if refusal.reason in (RefusalReason.CONFLICT, RefusalReason.BAD_PROOF):
        LOG.warning("a checkpoint conflicts with what was cosigned: %s", refusal)
    status = _STATUS[refusal.reason]
    if status == 409:
        headers = {**_NEVER_KEPT, "content-type": SIZE_TYPE}
        return Response(f"{refusal.size}\n", status, headers)
    return _respond(str(refusal), status)


def _respond(text: str, status: int) -> Response:
    return PlainTextResponse(f"{text}\n", status, _NEVER_KEPT)


def _respond_refused(error: RequestError) -> Response:
    return PlainTextResponse(f"{error}\n", error.status, {**error.headers, **_NEVER_KEPT})


async def _refuse(scope: Scope, receive: Receive, send: Send, error: RequestError) -> None:
    await SafeHeaders(_respond_refused(error))(scope, receive, send)
