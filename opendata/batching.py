"""Asking for many records by what they are called: some at a time, with one statement for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import BindParameter, bindparam

AT_ONCE = 500
SOME = "some"
SOME_ONES: BindParameter[str] = bindparam(SOME, expanding=True)


def some_at_once(names: Sequence[str]) -> Iterator[Sequence[str]]:
    """Some names after the other, as many as one statement takes."""
    for start in range(0, len(names), AT_ONCE):
        yield names[start : start + AT_ONCE]
