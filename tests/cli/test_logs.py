"""Lines of the log: none is lost, and those of several processes never run into each other."""

import asyncio
import io
import json
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
