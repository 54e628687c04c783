"""Ask a witness over HTTP: bounded in bytes and in seconds, at the address that was given alone."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from urllib.parse import urlsplit

from registry.signing import Verifier, extract_cosignature, read_note
from registry.witnessing.requests import MOST_BYTES, SIZE_TYPE, AddCheckpoint, parse_size

SECONDS = 10.0
"""The seconds in which a witness has to answer, all requests of a signing together."""
# Another process may have submitted a newer checkpoint meanwhile; not again and again.
_MOST_REQUESTS = 3


class NotCosigned(Exception):
    """A witness did not cosign a checkpoint.

    Attributes:
        size: the size that the witness states that it has cosigned; None where it states none.
        conflict: whether the witness says that it saw another history of the log.
    """

    def __init__(self, message: str, size: int | None = None, *, conflict: bool = False) -> None:
        super().__init__(message)
        self.size, self.conflict = size, conflict


@dataclass(frozen=True, slots=True)
class Submission:
    """A checkpoint that a witness shall cosign.

    Attributes:
        checkpoint: the checkpoint as it is signed.
        size: its size.
        old: the size that the witness cosigned last, as far as is known.
        prove: makes the consistency proof from a size.
    """

    checkpoint: str
    size: int
    old: int
    prove: Callable[[int], Sequence[bytes]]


def request_cosignature(
    url: str, key: Verifier, submission: Submission, seconds: float = SECONDS
) -> str:
    """Return the line with which a witness cosigns a checkpoint.

    It is first asked with the size that is known; where it has another, it says so (409) and is
    asked again from there.

    Raises:
        NotCosigned: it could not be reached, answered too late, or refused.
    """
    old = submission.old
    try:
        parts = urlsplit(url)
        kind = HTTPSConnection if parts.scheme.lower() == "https" else HTTPConnection
        path = f"{parts.path.rstrip('/')}/add-checkpoint"
        connection = kind(parts.hostname or "", parts.port, timeout=seconds)
        with closing(connection), _end_after(seconds, connection):
            for _ in range(_MOST_REQUESTS):
                body = AddCheckpoint(old, tuple(submission.prove(old)), submission.checkpoint)
                answer = _post(connection, path, body)
                if answer.status != 409:
                    return _read_line(answer, key, submission)
                old = _read_old(answer, old, submission.size)
    except (OSError, HTTPException, ValueError) as error:
        raise NotCosigned(f"it did not answer: {str(error) or type(error).__name__}") from error
    raise NotCosigned("others submit newer checkpoints all the time")


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    media_type: str
    text: str


@contextmanager
def _end_after(seconds: float, connection: HTTPConnection) -> Iterator[None]:
    """End a connection when its time is over: who sends a byte now and then never times out."""

    def end() -> None:
        with suppress(AttributeError, OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _post(connection: HTTPConnection, path: str, body: AddCheckpoint) -> _Answer:
    headers = {"Content-Type": "text/plain; charset=utf-8", "User-Agent": "answerable"}
    connection.request("POST", path, body.format().encode(), headers)
    answer = connection.getresponse()
    data = answer.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValueError(f"it sent more than {MOST_BYTES:,} bytes")
    media_type = (answer.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    return _Answer(answer.status, media_type, data.decode("utf-8"))


def _read_line(answer: _Answer, key: Verifier, submission: Submission) -> str:
    if answer.status == 200:
        note = read_note(f"{read_note(submission.checkpoint).text}\n{answer.text}")
        line = extract_cosignature(note, key)
        if line is None:
            raise NotCosigned("it answered, but not with a cosignature of its key")
        return line
    if answer.status == 422:
        message = f"it has cosigned another history of this log ({_shorten(answer.text)})"
        raise NotCosigned(message, conflict=True)
    raise NotCosigned(f"it refused with status {answer.status} ({_shorten(answer.text)})")


def _read_old(answer: _Answer, old: int, size: int) -> int:
    """Read the size that a witness has: it is asked again from there."""
    if answer.media_type != SIZE_TYPE or not answer.text.endswith("\n"):
        raise NotCosigned(f"it refused with status 409 ({_shorten(answer.text)})")
    has = parse_size(answer.text[:-1])
    if has > size:
        message = f"it has cosigned {has:,} entries of this log, and this checkpoint is of {size:,}"
        raise NotCosigned(message, has)
    if has == old:
        message = f"it has cosigned another root of this log at {has:,} entries"
        raise NotCosigned(message, has, conflict=True)
    return has


def _shorten(text: str) -> str:
    first = text.strip().partition("\n")[0]
    return "".join(one for one in first if one.isprintable())[:200] or "without a word"
