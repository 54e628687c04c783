"""Logs of the server: one event a line on stderr, as JSON unless somebody watches."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import orjson
import structlog
from structlog.typing import Processor

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
        structlog.dev.ConsoleRenderer() if watched else structlog.processors.JSONRenderer()
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *([] if watched else [structlog.processors.format_exc_info]),
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


def access_log(level: str = "info") -> Callable[[dict[str, Any]], None] | None:
    """What writes a line for each request that has ended; None where none is wanted.

    The line is written at once and by itself: by way of a logger it would cost as much as a kept
    answer does. Requests that the server failed to answer are errors.
    """
    least = logging.getLevelNamesMapping()[level.upper()]
    if least > logging.ERROR:
        return None
    write = _pretty if sys.stderr.isatty() else _json

    def note(told: dict[str, Any]) -> None:
        severity = "error" if told["status"] >= 500 else "info"
        if severity == "error" or least <= logging.INFO:
            told |= {"level": severity, "timestamp": datetime.now(UTC)}
            write(told)

    return note


def _json(told: dict[str, Any]) -> None:
    told |= {"event": "request", "logger": _ACCESS}
    # One write a line: those of several processes must not run into each other.
    out = sys.stderr.buffer
    out.write(orjson.dumps(told, option=_LINE))
    out.flush()


def _pretty(told: dict[str, Any]) -> None:
    told["event"] = f"{told.pop('method')} {told.pop('path')}"
    told["timestamp"] = f"{told['timestamp']:%H:%M:%S}"
    sys.stderr.write(f"{_CONSOLE(None, '', told)}\n")
