"""Setting up a database and bringing it up to date."""

from registry.migrations.migrate import is_current, migrate

__all__ = ["is_current", "migrate"]
