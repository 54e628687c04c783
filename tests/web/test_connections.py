"""Who says too much, too slowly or nothing is ended; everybody else is answered meanwhile."""

import logging
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import httpx
import pytest

from registry import Settings
from tests.support.serving import PATIENCE, serve
from web.connections import ConnectionGuard, ConnectionLimits, End, GuardedConfig

# Long enough for 200 connections to be made on a busy machine.
PATIENT = ConnectionLimits(head_seconds=3, body_seconds=3, idle_seconds=3, lingering=0.2)
QUICK = ConnectionLimits(head_seconds=0.2, body_seconds=0.2, idle_seconds=0.2, lingering=0.2)
HEAD = b"GET /-/health HTTP/1.1\r\nhost: 127.0.0.1\r\n"
POST = b"POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"


@contextmanager
def connected(address: str) -> Iterator[socket.socket]:
    host, _, port = address.partition(":")
    with socket.create_connection((host, int(port)), PATIENCE) as line:
        yield line


def heard(line: socket.socket) -> bytes:
    """All that the server says until it ends the connection."""
    told = b""
    try:
        while some := line.recv(65_536):
            told += some
    except ConnectionResetError:
        pass
    return told


def said(address: str, *parts: bytes) -> bytes:
    """What the server says to who sends so much, as far as it takes it."""
    with connected(address) as line:
        try:
            for part in parts:
                line.sendall(part)
        except (ConnectionResetError, BrokenPipeError):
            pass
        return heard(line)


def ended(address: str) -> dict[str, int]:
    """How many connections were ended, as the metrics have it."""
    text = httpx.get(f"http://{address}/-/metrics").text
    begins = 'answerable_connections_ended_total{reason="'
    lines = [line.removeprefix(begins) for line in text.splitlines() if line.startswith(begins)]
    counts = {line.partition('"')[0]: int(float(line.rpartition(" ")[2])) for line in lines}
    return {reason: count for reason, count in counts.items() if count}


def is_up(address: str) -> bool:
    return httpx.get(f"http://{address}/-/health").text == '{"status":"up"}'


@pytest.fixture(scope="module")
def served(settings: Settings) -> Iterator[str]:
    with serve(settings, ConnectionLimits(lingering=60)) as (_, address):
        yield address


TOO_MUCH = {
    "a value": (HEAD + b"x: " + b"a" * 70_000 + b"\r\n\r\n", 431),
    "a value without end": (HEAD + b"x: " + b"a" * 50_000_000, 431),
    "values": (HEAD + b"".join(b"x%d: %s\r\n" % (i, b"a" * 900) for i in range(80)), 431),
    "a name": (HEAD + b"a" * 70_000, 431),
    "an address": (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", 431),
    "lines": (HEAD + b"x: y\r\n" * 100 + b"\r\n", 431),
    "lines without end": (HEAD + b"x: y\r\n" * 1_000_000, 431),
    "a trailer": (
        POST + b"transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nx: " + b"a" * 200_000,
        431,
    ),
    "trailers": (
        POST + b"transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n" + b"x: y\r\n" * 200,
        431,
    ),
    "a chunk's extension": (
        POST + b"transfer-encoding: chunked\r\n\r\n2;" + b"a" * 400_000,
        431,
    ),
    "no HTTP": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_a_head_has_64_kilobytes_and_100_lines(served: str, what: str) -> None:
    sent, status = TOO_MUCH[what]
    with connected(served) as line:
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        assert heard(line).startswith(b"HTTP/1.1 %d " % status)
    assert is_up(served)


def test_a_head_within_the_limits_is_read(served: str) -> None:
    lines = b"".join(b"x%d: %s\r\n" % (i, b"a" * 600) for i in range(97))
    answer = said(served, HEAD + lines + b"connection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200 ")


def test_requests_in_one_go_are_answered_in_order(served: str) -> None:
    again = (HEAD + b"\r\n") * 150 + HEAD + b"connection: close\r\n\r\n"
    assert said(served, again).count(b'{"status":"up"}') == 151


def test_a_body_that_comes_in_tiny_pieces_is_read(served: str) -> None:
    body = b'{"query": "{ __typename }"%s}' % (b" " * 20_000)
    pieces = b"".join(b"1\r\n%c\r\n" % byte for byte in body)
    head = POST + b"transfer-encoding: chunked\r\nconnection: close\r\n\r\n"
    assert said(served, head, pieces, b"0\r\n\r\n").startswith(b"HTTP/1.1 200 ")


TOO_SLOW = {
    "nothing": (b"", b"", "idle"),
    "an empty line": (b"\r\n", b"", "idle"),
    "half a head": (HEAD, b"HTTP/1.1 408 ", "head_seconds"),
    "half a word": (b"GE", b"HTTP/1.1 408 ", "head_seconds"),
    "half a body": (POST + b"content-length: 9\r\n\r\n{", b"HTTP/1.1 408 ", "body_seconds"),
    "half a chunk": (
        POST + b"transfer-encoding: chunked\r\n\r\n9\r\n{",
        b"HTTP/1.1 408 ",
        "body_seconds",
    ),
    "nothing after an answer": (HEAD + b"\r\n", b"HTTP/1.1 200 ", "idle"),
    "an empty line after an answer": (HEAD + b"\r\n\r\n", b"HTTP/1.1 200 ", "idle"),
    "half a head after an answer": (HEAD + b"\r\n" + HEAD, b"HTTP/1.1 200 ", "head_seconds"),
    "half a body after a refusal": (
        POST + b"content-length: 99999999\r\n\r\n{",
        b"HTTP/1.1 413 ",
        "idle",
    ),
}


@pytest.mark.parametrize("what", TOO_SLOW)
def test_who_does_not_go_on_is_ended(settings: Settings, what: str) -> None:
    sent, answer, reason = TOO_SLOW[what]
    with serve(settings, QUICK) as (_, address):
        assert said(address, sent).startswith(answer)
        assert ended(address) == {reason: 1}


def test_many_who_say_nothing_keep_nobody_out(settings: Settings) -> None:
    with serve(settings, PATIENT) as (_, address), ExitStack() as open_lines:
        lines = [open_lines.enter_context(connected(address)) for _ in range(200)]
        for line in lines[::2]:
            line.sendall(HEAD)
        assert is_up(address)
        told = [heard(line)[:12] for line in lines]
        assert told == [b"HTTP/1.1 408", b""] * 100
        assert ended(address) == {"head_seconds": 100, "idle": 100}


def test_a_server_that_ends_waits_for_no_half_body(settings: Settings) -> None:
    with serve(settings, QUICK) as (served, address), connected(address) as line:
        line.sendall(POST + b"content-length: 9\r\n\r\n{")
        served.should_exit = True
        assert heard(line)[:12] in (b"HTTP/1.1 408", b"")


def test_an_address_has_so_many_connections(settings: Settings) -> None:
    counted = replace(settings, rate_loopback=True)
    limits = ConnectionLimits(address=3)
    with serve(counted, limits) as (served, address), ExitStack() as open_lines:
        lines = [open_lines.enter_context(connected(address)) for _ in range(3)]
        assert said(address, HEAD) == b""
        assert isinstance(served.config, GuardedConfig)
        guard = served.config.guard
        assert (guard.open, guard.ended["address"]) == (3, 1)

        # Whoever leaves makes room.
        lines[0].sendall(HEAD + b"connection: close\r\n\r\n")
        assert heard(lines[0]).startswith(b"HTTP/1.1 200 ")
        assert said(address, HEAD + b"connection: close\r\n\r\n").startswith(b"HTTP/1.1 200 ")


def test_the_machine_itself_and_trusted_proxies_are_not_counted() -> None:
    limits = ConnectionLimits(address=1)
    guard = ConnectionGuard(Settings(trusted_proxies=("10.0.0.0/8",)), limits)
    for host in ("127.0.0.1", "::1", "10.1.2.3", None):
        assert [guard.admit(host) for _ in range(9)] == [True] * 9
    assert [guard.admit("192.0.2.1") for _ in range(2)] == [True, False]
    # Whoever has one address of IPv6 has the network.
    assert [guard.admit(f"2001:db8::{i}") for i in range(2)] == [True, False]
    guard.leave("192.0.2.1")
    assert guard.admit("192.0.2.1")


def test_what_is_ended_is_logged_once_per_minute(caplog: pytest.LogCaptureFixture) -> None:
    now = [0.0]
    guard = ConnectionGuard(Settings(), clock=lambda: now[0])
    with caplog.at_level(logging.DEBUG):
        for second in range(0, 130, 10):
            now[0] = float(second)
            guard.note(End.IDLE)
            guard.note(End.HEAD_BYTES)
            guard.log()
    assert caplog.messages == [
        "connections were ended: head_bytes=1, idle=1",
        "connections were ended: head_bytes=6, idle=6",
        "connections were ended: head_bytes=6, idle=6",
    ]
