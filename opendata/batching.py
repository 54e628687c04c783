"""Asking for many records by what they are called: some at a time, with one statement for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import BindParameter, bindparam

BATCH_SIZE = 500
BATCH = "some"
BATCH_VALUES: BindParameter[str] = bindparam(BATCH, expanding=True)


def split_batches(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """Some names after the other, as many as one statement takes."""
    for start in range(0, len(names), BATCH_SIZE):
        yield names[start : start + BATCH_SIZE]
