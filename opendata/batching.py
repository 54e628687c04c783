"""Fetch many records by reference in batches, with one prepared statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import BindParameter, bindparam

T = TypeVar("T")
BATCH_SIZE = 500
BATCH = "some"
BATCH_VALUES: BindParameter[Any] = bindparam(BATCH, expanding=True)


def split_batches(names: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield names or numbers in batches, each as many as one statement takes."""
    for start in range(0, len(names), BATCH_SIZE):
        yield names[start : start + BATCH_SIZE]
