"""Take samples again of what PostgreSQL keeps for its planner: the old ones hold redacted words."""

from __future__ import annotations

from typing import Any

from sqlalchemy.exc import OperationalError

from registry.database import Registry
from registry.models import Base


def refresh_statistics(registry: Registry, patience: float) -> bool:
    """Analyse every table of the registry, so that ``pg_stats`` holds nothing that went from it.

    ``VACUUM`` does not do so. All tables are analysed, since words are copied between them. A
    table that somebody else is analysing, or vacuums, is waited for for ``patience`` seconds.
    Returns whether all of them were analysed; SQLite keeps no samples.
    """
    if registry.dialect != "postgresql":
        return True
    notices: list[str] = []

    def note(diagnostic: Any) -> None:
        notices.append(str(diagnostic.severity_nonlocalized))

    names = ", ".join(f'"{table}"' for table in sorted(Base.metadata.tables))
    with registry.writer.connect() as connection:
        # Outside of transactions, so that each table is locked no longer than its own samples take.
        connection.execution_options(isolation_level="AUTOCOMMIT")
        driver: Any = connection.connection.driver_connection
        driver.add_notice_handler(note)
        try:
            connection.exec_driver_sql(f"SET lock_timeout = {int(patience * 1_000) or 1}")
            connection.exec_driver_sql(f"ANALYZE {names}")
        except OperationalError:
            return False
        finally:
            driver.remove_notice_handler(note)
            connection.exec_driver_sql("RESET lock_timeout")
    # Whoever does not own a table is only warned that it was passed over.
    return "WARNING" not in notices
