"""Cross-origin resource sharing (Fetch standard, section 3.3): programs of any origin may read all.

It is the outermost layer, so that no answer is without its headers: refusals, redirects and errors
have them as well. They do not depend on the request: a cached answer serves every origin.
"""

from __future__ import annotations

from collections.abc import Awaitable

from starlette.types import Message, Scope, Send

# ``*`` in its place would do for browsers of today; names do for those before as well.
_EXPOSED = (
    *("accept-ranges", "allow", "content-disposition", "content-encoding", "content-length"),
    *("content-location", "content-range", "date", "etag", "last-modified", "link", "location"),
    *("ratelimit", "ratelimit-policy", "retry-after", "vary", "x-request-id"),
)
_METHODS = b"GET, HEAD, OPTIONS, POST"
# POST is for questions; all else is only read.
_READING = b"GET, HEAD, OPTIONS"
_OPEN = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", ", ".join(_EXPOSED).encode()),
]
# The standard's ``*`` stands for all names but this one.
_ALLOWED_HEADERS = b"*, authorization"
# Counts of requests are for the machine itself and who has the token: no page of others reads them.
_PRIVATE = "/-/metrics"
_NO_BODY: Message = {"type": "http.response.body", "body": b""}


def open_to_all_origins(scope: Scope, send: Send) -> Send:
    """Return a ``send`` that adds the headers by which pages of any origin may read an answer."""
    if scope["path"] == _PRIVATE:
        return send

    # Each coroutine more would be felt by those whose answer is kept: this only passes one on.
    def sending(message: Message) -> Awaitable[None]:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *_OPEN]}
        return send(message)

    return sending


async def answer_options(scope: Scope, send: Send, *, takes_post: bool) -> None:
    """Answer ``OPTIONS``, whatever the address: a preflight that fails hides why its request would.

    It is neither counted nor refused, and needs nothing of the registry.
    """
    methods = _METHODS if takes_post else _READING
    headers = [
        (b"allow", methods),
        (b"access-control-allow-methods", methods),
        (b"access-control-allow-headers", _ALLOWED_HEADERS),
        (b"access-control-max-age", b"86400"),
    ]
    sending = open_to_all_origins(scope, send)
    await sending({"type": "http.response.start", "status": 204, "headers": headers})
    await sending(dict(_NO_BODY))
