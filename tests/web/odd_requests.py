"""Requests for every route, whose parts are of any kind: segments, parameters, headers, methods.

Each has a number, which always makes the same request.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from urllib.parse import urlencode

from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from tests.web.hostile import Attack, send_attack

LONG = "a" * 300
SEGMENTS = [
    *("", " ", ".", "..", "...", "%2e%2e", "\0", "a\0", "\n", "\r\nx: y", "\t", "\x7f", "\x1b[31m"),
    *("é", "e\u0301", "Ŵ", "٣", "💥", "\u202e", "\ufeff", "\ufffd", "İ", "ß", LONG, LONG * 20),
    *("*", "?", "#", "%", "%00", "%zz", "'", '"', "<b>", "{{7*7}}", "${x}", "'; --", "\\", "a\\b"),
    *("-1", "0", "1", "00", "1e9", "9" * 19, "9" * 5_000, "1.0.0", "1.0.0.0", "x001/999", "null"),
    *(
        "CON",
        "nul",
        ".htaccess",
        ".git",
        "~",
        "a b",
        "a+b",
        "a;b",
        "a:b",
        "a,b",
        "a@b",
        "__proto__",
    ),
]
NUMBERS = [
    *(
        "0",
        "1",
        "-1",
        "+1",
        "1.0",
        "1e1",
        "00",
        "٣",
        " 1",
        "",
        "x",
        "9" * 18,
        "9" * 19,
        "9" * 5_000,
    ),
    *("100", "101", "1000", "1001", "2147483648", "NaN", "null", "true", "0x10", "1_0", "1\0"),
]
WORDS = ["text", "bibtex", "csl", "proof", "html", "json", "2007-05-01", "2007-02-30", "0000-00-00"]
PARAMETERS = [
    *("since", "after", "first", "number", "size", "from", "to", "cite", "on", "json", "page"),
    *("query", "variables", "extensions", "operationName", "%", "a[]"),
]
HEADERS = {
    "accept": [
        *("*/*", "text/html", "text/html;q=0", "text/*", "application/json", "x", ",,,", ";q=x"),
        *("application/json;q=" + "9" * 400, "text/html;q=1e400", "text/html;q=nan", "é" * 50),
    ],
    "accept-encoding": ["gzip", "gzip;q=0", "*", "br", "identity;q=0", "gzip;q=x", ",", ""],
    "if-none-match": ["*", '"x"', 'W/"x"', '"', "," * 500, "é", ""],
    "if-modified-since": [
        *("Sat, 01 Jan 2000 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "yesterday", "0", ""),
        *("Sat, 01 Jan 0000 00:00:00 GMT", "Mon, 99 Foo 2000 99:99:99 GMT", "9" * 400),
        *("Sat, 01 Jan 2000 00:00:00 +9999", "Thu, 01 Jan 1970 00:00:00", "1 Jan 70 00:00 ZZZ"),
    ],
    "range": [
        *("bytes=0-0", "bytes=-1", "bytes=5-2", "bytes=0-", "bytes=-", "bytes=x", "lines=0-1"),
        *("bytes=" + "9" * 400 + "-", "bytes=0-0,1-1", "bytes=" + "0-0," * 300, "bytes=٣-٤", ""),
    ],
    "if-range": ['"x"', 'W/"x"', "Sat, 01 Jan 2000 00:00:00 GMT", "x", ""],
    "last-event-id": NUMBERS,
    "authorization": ["Bearer x", "Bearer", "Basic é", "x" * 5_000, ""],
    "x-request-id": ["x", "\x00", "x" * 500, "é", "a\tb"],
    "x-forwarded-for": ["1.2.3.4", "::1", "x", "1.2.3.4:99999", ",,,", "[::1"],
    "forwarded": ["for=1.2.3.4", 'for="[::1]"', "for", "=", ";;;", "for=_x;proto=é"],
    "origin": ["https://x.example", "null", "é", ""],
    "host": ["x.example", "", "é", "a b", "x:99999", "[::1"],
    "cookie": ["a=b", "=", "é" * 100],
    "content-type": ["application/json", "text/plain", "x", "application/json; charset=é", ""],
    "content-length": ["0", "5", "-1", "x", "9" * 40],
    "access-control-request-method": ["GET", "x", ""],
}
METHODS = ["GET"] * 24 + ["HEAD", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "TRACE", "X"]
BODIES = [b"", b"{", b"\xff", b'{"query":"{__typename}"}', b"query=%7B__typename%7D", b"[]"]


@dataclass(frozen=True)
class OddRequest:
    """A request: its path is as a server hands it on, without percent signs."""

    method: str
    path: str
    query: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


@dataclass
class Requester:
    """Writes requests; ``known`` are segments of addresses that are there."""

    random: Random
    templates: Sequence[str]
    known: Sequence[str]

    def request(self) -> OddRequest:
        return OddRequest(
            self.random.choice(METHODS),
            self.path(),
            self.query(),
            tuple(self.header() for _ in range(self.random.randint(0, 4))),
            self.random.choice(BODIES),
        )

    def path(self) -> str:
        template = self.random.choice(self.templates)
        path = re.sub(r"\{\w+(:path)?\}", lambda _: self.segment(), template)
        if self.random.random() < 0.1:
            path += self.random.choice(["/", "//", "/.", "/..", "?", "#", " ", "\0"])
        return path if path.startswith("/") else f"/{path}"

    def segment(self) -> str:
        if self.random.random() < 0.6:
            return self.random.choice(self.known)
        return self.random.choice(SEGMENTS)

    def query(self) -> bytes:
        if self.random.random() < 0.5:
            return b""
        asked = [
            (self.random.choice(PARAMETERS), self.random.choice([*NUMBERS, *WORDS, *SEGMENTS]))
            for _ in range(self.random.randint(1, 3))
        ]
        text = urlencode(asked).encode()
        return self.random.choice([text, text, text, b"%", b"&&=", b"\xff=\xfe", text + b"&%zz"])

    def header(self) -> tuple[bytes, bytes]:
        name = self.random.choice(list(HEADERS))
        value = self.random.choice(HEADERS[name])
        encoding = self.random.choice(["utf-8", "latin-1"])
        return name.encode(), value.encode(encoding, "ignore")


def templates_of(routes: Sequence[BaseRoute]) -> list[str]:
    """The patterns of all addresses; what is mounted has files of its own."""
    found = [route.path for route in routes if isinstance(route, Route)]
    return [*found, *(["/static/{file:path}", "/{anything:path}"])]


async def send(app: ASGIApp, request: OddRequest) -> tuple[int, bytes]:
    """Send a request; return the status and the body of the answer."""
    parts = (request.body,) if request.method == "POST" else ()
    attack = Attack("odd", parts, request.headers, request.method, request.query)
    return await send_attack(app, attack, path=request.path)
