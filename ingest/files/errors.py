"""Saying in one sentence why a file cannot be read."""

from __future__ import annotations

from registry.errors import InvalidInput, Problem


def file_error(message: str, remedy: str, *, row: int | None = None) -> InvalidInput:
    """Return the one thing that is wrong with a file, ready to be raised."""
    return InvalidInput([Problem(message=message, remedy=remedy, row=row)])
