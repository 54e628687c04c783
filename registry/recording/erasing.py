"""Erase redacted words where a database keeps them beside its tables."""

from __future__ import annotations

from registry.database import Registry
from registry.errors import Incomplete
from registry.recording.planner_statistics import refresh_statistics
from registry.recording.write_log import truncate_write_log

# Seconds to wait for whoever is in the way, where nobody says otherwise.
PATIENCE = 30


def erase_redacted_words(registry: Registry, patience: float = PATIENCE) -> None:
    """Empty SQLite's log of writes, or take PostgreSQL's statistics again, after a redaction.

    Raises:
        Incomplete: somebody is in the way for longer than ``patience`` seconds.
    """
    if not truncate_write_log(registry, patience):
        raise Incomplete(
            "The words are off the record, but still in the database file, because somebody "
            "reads it. Run the same command again when nobody reads (verify, publish or a long "
            "question do); the next start of serve, publish or import tries it too"
        )
    if not refresh_statistics(registry, patience):
        raise Incomplete(
            "The words are off the record, but PostgreSQL's statistics (pg_stats) may still hold "
            "samples of them, because a table could not be analysed. Run ANALYZE as the owner of "
            "the tables, or the same command again when nobody vacuums them"
        )
