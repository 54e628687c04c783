"""Frames of a WebSocket that bring no message are counted too, and hosts have to be named."""

import socket
from collections.abc import Iterator

import pytest

from registry import Settings
from tests.support.serving import serve
from tests.web.test_connections import connected, ended, heard, is_up, said
from web.connections import ConnectionLimits

HELLO = (
    b"GET /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: Upgrade\r\nupgrade: websocket\r\n"
    b"sec-websocket-key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nsec-websocket-version: 13\r\n"
    b"sec-websocket-protocol: graphql-transport-ws\r\n\r\n"
)
NO_MASK = b"\0\0\0\0"
PING, PONG = (first + b"\x80" + NO_MASK for first in (b"\x89", b"\x8a"))
BEGUN, CONTINUED = (first + b"\x80" + NO_MASK for first in (b"\x01", b"\x00"))
MOST = 20


@pytest.fixture
def served(settings: Settings) -> Iterator[str]:
    with serve(settings, ConnectionLimits(frames=MOST)) as (_, address):
        yield address


def say_hello(line: socket.socket) -> None:
    line.sendall(HELLO)
    assert line.recv(4_096).startswith(b"HTTP/1.1 101 ")


@pytest.mark.parametrize(
    "frames",
    [PING * (MOST + 1), PONG * (MOST + 1), BEGUN + CONTINUED * (MOST + 1)],
    ids=["pings", "pongs", "pieces of a message"],
)
def test_who_sends_too_many_frames_is_ended(served: str, frames: bytes) -> None:
    with connected(served) as line:
        say_hello(line)
        line.sendall(frames)
        heard(line)
    assert ended(served) == {"frames": 1}
    assert is_up(served)


def test_pings_within_the_limit_are_answered(served: str) -> None:
    with connected(served) as line:
        say_hello(line)
        told = b""
        for _ in range(MOST):
            line.sendall(PING)
            told += line.recv(4_096)
        assert told == b"\x8a\0" * MOST
    assert ended(served) == {}


@pytest.mark.parametrize(
    "lines",
    [
        b"",
        b"host: a.example\r\nhost: a.example\r\n",
        b"host: a b\r\n",
        b"host: a.example/path\r\n",
        b"host: user@a.example\r\n",
        b"host: [::1\r\n",
        b"host: a.example:port\r\n",
    ],
)
def test_a_request_names_one_host(served: str, lines: bytes) -> None:
    answer = said(served, b"GET /data HTTP/1.1\r\n" + lines + b"\r\n")
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert ended(served) == {"malformed": 1}
    upgraded = HELLO.replace(b"host: 127.0.0.1\r\n", lines)
    assert said(served, upgraded).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize("host", [b"a.example", b"a.example:80", b"[::1]:8000", b"192.0.2.1", b""])
def test_whatever_host_is_named_nobody_is_led_to_it(served: str, host: bytes) -> None:
    last = b"\r\nconnection: close\r\n\r\n"
    for path in (b"/data", b"/data/registry/latest/", b"/targets/EXS-T1/"):
        answer = said(served, b"GET " + path + b" HTTP/1.1\r\nhost: " + host + last)
        (location,) = (
            line for line in answer.splitlines() if line.lower().startswith(b"location: ")
        )
        assert location.partition(b": ")[2].startswith((b"/data/", b"/targets/EXS-T1"))


def test_http_1_0_knows_no_host(served: str) -> None:
    assert said(served, b"GET /-/health HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 200 ")
