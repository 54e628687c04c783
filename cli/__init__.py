"""One command: ``answerable``."""

from cli.app import main, run

__all__ = ["main", "run"]
