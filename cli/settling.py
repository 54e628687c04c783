"""Settings and database as every command finds them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from registry import InvalidInput, Registry, Settings


def settings() -> Settings:
    """The settings that the environment gives; a wrong one is a matter of usage."""
    try:
        return Settings.from_environment(os.environ)
    except InvalidInput as error:
        raise typer.BadParameter(str(error), param_hint="environment") from error


@contextmanager
def opened(url: str) -> Iterator[Registry]:
    """A registry, let go of at the end."""
    registry = Registry.open(url)
    try:
        yield registry
    finally:
        registry.close()
