"""Empty SQLite's log of writes, without which the file keeps words that were taken off."""

from __future__ import annotations

import sqlite3
import time
from typing import Any

from registry.database import Registry

# Seconds between two attempts while somebody reads.
_PAUSE = 0.1


def truncate_write_log(registry: Registry, patience: float = 0) -> bool:
    """Empty SQLite's log of writes, in which words stay that have gone from the tables.

    While somebody reads an older state, what was overwritten stays in the file and in the log:
    this tries again for ``patience`` seconds. Returns whether the log is empty; PostgreSQL has
    none of this kind.
    """
    if registry.dialect != "sqlite":
        return True
    deadline = time.monotonic() + patience
    with registry.writer.connect() as connection:
        driver: Any = connection.connection.driver_connection
        (usual,) = driver.execute("PRAGMA busy_timeout").fetchone()
        # We wait ourselves: SQLite's own wait would hold up those who only try once.
        driver.execute("PRAGMA busy_timeout = 0").close()
        try:
            while (is_busy := _is_busy(driver)) and time.monotonic() < deadline:
                time.sleep(_PAUSE)
        finally:
            driver.execute(f"PRAGMA busy_timeout = {usual}").close()
    return not is_busy


def _is_busy(driver: Any) -> bool:
    """Try once; the result row says first whether somebody was in the way."""
    try:
        (busy, _, _) = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.DatabaseError:
        # A file that cannot be written, or is damaged: whoever reads it next tells which.
        return True
    return bool(busy)
