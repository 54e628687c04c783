"""Tracebacks for the log: where an error happened and of which kind it is, without its message.

A message may hold what somebody asked: a value that a driver refused, a key that was not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from errno import errorcode
from traceback import format_tb
from typing import TextIO

from structlog.typing import ExcInfo

# Errors that a driver's error has as its cause come with it twice; nothing is longer than this.
_LONGEST = 20


def describe_exception(exc_info: ExcInfo) -> str:
    """Return the traceback of an error, and of those that led to it, the first one first."""
    parts = list(_describe(exc_info[1]))[:_LONGEST]
    return "\n".join(reversed(parts))


def write_exception(stream: TextIO, exc_info: ExcInfo) -> None:
    """Write a traceback for people who watch."""
    stream.write("\n" + describe_exception(exc_info))


def _describe(error: BaseException | None) -> Iterator[str]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield "".join([*format_tb(error.__traceback__), _name(error)])
        if isinstance(error, BaseExceptionGroup):
            for each in error.exceptions:
                yield from _describe(each)
        hidden = error.__cause__ is None and error.__suppress_context__
        error = None if hidden else error.__cause__ or error.__context__


def _name(error: BaseException) -> str:
    """Return the kind of an error, with the code by which its library or system knows it."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    code = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None)
    if isinstance(error, OSError) and error.errno is not None:
        code = errorcode.get(error.errno, str(error.errno))
    return f"{kind} ({code})" if code else kind
