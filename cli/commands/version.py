"""``answerable version``."""

from __future__ import annotations

import platform
import sqlite3
from importlib.metadata import version as version_of
from typing import Annotated

import typer

from cli.console import print_json, print_line


def version(
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Say which version this is, and on what it runs.

    For example:

        answerable version --json
    """
    facts = {
        "version": version_of("answerable"),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }
    if json:
        print_json(facts)
    else:
        print_line(
            f"answerable {facts['version']} (Python {facts['python']}, SQLite {facts['sqlite']})"
        )
