"""``/graphql``: questions in, answers out, on bare ASGI; browsers get the IDE."""

from __future__ import annotations

from collections.abc import Mapping

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from registry import Unavailable
from schema import Answer
from web import ide
from web.asking import Question, Unreadable, from_address, from_json, read_body
from web.site import Site, wants_page

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
_UNAVAILABLE = Unreadable(503, "UNAVAILABLE", "The registry cannot be read right now; try again")
_METHODS = {"allow": "GET, HEAD, POST"}


class Endpoint:
    """Answers one question a request; the database is asked in a thread of its own."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        headers = Headers(scope=scope)
        if (
            scope["method"] in ("GET", "HEAD")
            and not scope["query_string"]
            and wants_page(headers.get("accept", ""))
        ):
            response: Response = ide.ide(Request(scope))
        else:
            response = await self._answered(scope, receive, headers)
        await response(scope, receive, send)

    async def _answered(
        self, scope: Scope, receive: Receive, headers: Mapping[str, str]
    ) -> Response:
        media_type = _media_type(headers.get("accept", ""))
        try:
            question = await _question(scope, receive, headers)
            answer = await to_thread.run_sync(self._ask, question)
        except Unreadable as error:
            extra = _METHODS if error.status == 405 else None
            return Response(error.as_json(), error.status, extra, media_type)
        except Unavailable:
            return Response(_UNAVAILABLE.as_json(), _UNAVAILABLE.status, None, media_type)
        return Response(answer.body, _status(answer, media_type), None, media_type)

    def _ask(self, question: Question) -> Answer:
        return self._site.ask(question)


async def _question(scope: Scope, receive: Receive, headers: Mapping[str, str]) -> Question:
    if scope["method"] in ("GET", "HEAD"):
        return from_address(scope["query_string"])
    if scope["method"] == "POST":
        body = await read_body(receive, headers)
        return from_json(body, headers.get("content-type", ""))
    raise Unreadable(405, "METHOD_NOT_ALLOWED", "Ask by GET or POST")


def _media_type(accept: str) -> str:
    return GRAPHQL if GRAPHQL in accept else JSON


def _status(answer: Answer, media_type: str) -> int:
    """400 where the question itself was refused, for whoever asked for GraphQL's own media type."""
    refused = answer.data is None and any("path" not in error for error in answer.errors)
    return 400 if refused and media_type == GRAPHQL else 200
