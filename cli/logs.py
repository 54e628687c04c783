"""Logs of the server: one event a line on stderr, as JSON unless somebody watches."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from select import PIPE_BUF
from typing import Any, BinaryIO

import orjson
import structlog
from structlog.typing import EventDict, Processor

from cli.console import strip_control_characters
from cli.tracebacks import describe_exception, write_exception

_ACCESS = "answerable.access"
_LINE = orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z
_CONSOLE = structlog.dev.ConsoleRenderer(sort_keys=False, pad_event_to=40)


def configure_logs(level: str = "info") -> None:
    """Let structlog and the standard library's loggers speak alike."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    watched = sys.stderr.isatty()
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(exception_formatter=write_exception)
        if watched
        else structlog.processors.JSONRenderer()
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _strip_words
                if watched
                else structlog.processors.ExceptionRenderer(describe_exception),
                renderer,
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    # What a migration or a start has to say is of no use to whoever reads the addresses.
    quiet = max(logging.WARNING, logging.getLevelNamesMapping()[level.upper()])
    logging.getLogger("alembic").setLevel(quiet)
    if watched:
        logging.getLogger("uvicorn").setLevel(quiet)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def make_access_log(level: str = "info") -> Callable[[dict[str, Any]], None] | None:
    """Return what writes a line for each request that has ended; None where none is wanted.

    It goes round the loggers, by way of which it would cost as much as a kept answer does, and is
    to be told on the event loop. Requests that the server failed to answer are errors.
    """
    least = logging.getLevelNamesMapping()[level.upper()]
    if least > logging.ERROR:
        return None
    write = (
        _format_for_people if sys.stderr.isatty() else _LineWriter(sys.stderr.buffer).write_later
    )

    def note(told: dict[str, Any]) -> None:
        severity = "error" if told["status"] >= 500 else "info"
        if severity == "error" or least <= logging.INFO:
            told["level"], told["timestamp"] = severity, datetime.now(UTC)
            write(told)

    return note


class _LineWriter:
    """Lines of JSON, those of one turn of the event loop written together before the next."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._waiting: list[bytes] = []
        self._size = 0

    def write_later(self, told: dict[str, Any]) -> None:
        """Write a line when the loop has done what it is at."""
        told["event"], told["logger"] = "request", _ACCESS
        line = orjson.dumps(told, option=_LINE)
        # A pipe takes no more at once: lines of several processes must not run into each other.
        if self._size + len(line) > PIPE_BUF:
            self._flush_lines()
        if not self._waiting:
            asyncio.get_running_loop().call_soon(self._flush_lines)
        self._waiting.append(line)
        self._size += len(line)

    def _flush_lines(self) -> None:
        if self._waiting:
            lines = b"".join(self._waiting)
            self._waiting.clear()
            self._size = 0
            self._out.write(lines)
            self._out.flush()


def _format_for_people(told: dict[str, Any]) -> None:
    told["event"] = f"{told.pop('method')} {told.pop('path')}"
    told["timestamp"] = f"{told['timestamp']:%H:%M:%S}"
    sys.stderr.write(f"{_CONSOLE(None, '', _strip_words(None, '', told))}\n")


def _strip_words(_logger: Any, _name: str, told: EventDict) -> EventDict:
    """Return an event whose words, some of which strangers chose, do not steer the terminal."""
    return {
        name: strip_control_characters(value) if isinstance(value, str) else value
        for name, value in told.items()
    }
