"""Logs of the server: one event a line on stderr, as JSON unless somebody watches."""

from __future__ import annotations

import logging
import sys

import structlog
from structlog.typing import Processor


def configure_logs() -> None:
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
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    # What a migration or a start has to say is of no use to whoever reads the addresses.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    if watched:
        logging.getLogger("uvicorn").setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
