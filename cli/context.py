"""Settings and database as every command finds them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from sqlalchemy import make_url

from registry import InvalidInput, Registry, Settings, Unavailable, is_current

MIGRATE = "run `answerable migrate`"


def load_settings() -> Settings:
    """Return the settings that the environment gives; a wrong one is a matter of usage."""
    try:
        return Settings.from_environment(os.environ)
    except InvalidInput as error:
        raise typer.BadParameter(str(error), param_hint="environment") from error


def hide_password(url: str) -> str:
    """Return a database's address without its password."""
    return make_url(url).render_as_string(hide_password=True)


def is_missing_file(url: str) -> bool:
    """Return whether the database is a file that is not there."""
    parsed = make_url(url)
    return parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").is_file()


@contextmanager
def open_registry(url: str) -> Iterator[Registry]:
    """Provide a registry, let go of at the end.

    Raises:
        Unavailable: it is a file that is not there, which SQLite would make, or of another version:
            what this one reads of it would look like damage.
    """
    with open_any_version(url) as opened:
        if not is_current(url):
            raise Unavailable(f"{hide_password(url)} is of an older version; {MIGRATE}")
        yield opened


@contextmanager
def open_any_version(url: str) -> Iterator[Registry]:
    """Provide a registry that may be of an older version, let go of at the end.

    Raises:
        Unavailable: there is none.
    """
    if is_missing_file(url):
        raise Unavailable(f"{hide_password(url)} holds no registry yet; run `answerable init`")
    opened = Registry.open(url, clock_checked=load_settings().clock_checked)
    try:
        with opened.reading():
            pass
        yield opened
    finally:
        opened.close()
