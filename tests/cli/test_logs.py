"""Lines of the log: none is lost, and those of several processes never run into each other."""

import asyncio
import io
import json
import re
from select import PIPE_BUF
from typing import Any

import pytest

from cli.logs import make_access_log


class Writes(io.BytesIO):
    """A file that remembers what was written to it at once."""

    def __init__(self) -> None:
        super().__init__()
        self.at_once: list[bytes] = []

    def write(self, data: Any) -> int:
        self.at_once.append(bytes(data))
        return len(data)


class Watched(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


async def noted(turns: list[range]) -> None:
    note = make_access_log("info")
    assert note is not None
    for numbers in turns:
        for number in numbers:
            note({"request": f"{number}", "status": 200})
        await asyncio.sleep(0)


def written_by(turns: list[range], monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    made = Writes()
    with monkeypatch.context() as patched:
        patched.setattr("sys.stderr", io.TextIOWrapper(made))
        asyncio.run(noted(turns))
    return made.at_once


def numbers(written: bytes) -> list[int]:
    return [int(json.loads(line)["request"]) for line in written.splitlines()]


def test_lines_of_one_turn_of_the_event_loop_are_written_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    writes = written_by([range(3), range(3, 4)], monkeypatch)

    assert [numbers(written) for written in writes] == [[0, 1, 2], [3]]


def test_no_more_is_written_at_once_than_a_pipe_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    writes = written_by([range(100)], monkeypatch)

    assert len(writes) > 1
    assert all(len(written) <= PIPE_BUF for written in writes)
    assert all(written.endswith(b"\n") for written in writes)
    assert [n for written in writes for n in numbers(written)] == list(range(100))


def test_a_path_never_steers_the_terminal_of_whoever_watches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    watched = Watched()
    monkeypatch.setattr("sys.stderr", watched)
    note = make_access_log("info")
    assert note is not None

    note({"method": "GET", "path": "/\x1b]0;x\x07\r\n2026 GET /y\u202e\x9b1m", "status": 404})

    written = watched.getvalue()
    # Colours are the log's own.
    words = re.sub(r"\x1b\[[0-9;]*m", "", written)
    assert words.count("\n") == 1
    assert words.endswith("\n")
    assert words[:-1].isprintable()
    assert "GET /\ufffd]0;x\ufffd\ufffd\ufffd2026 GET /y\ufffd\ufffd1m" in words
