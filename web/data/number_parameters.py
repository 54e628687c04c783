"""Whole numbers in addresses, and what is said when there is none."""

from __future__ import annotations

from starlette.datastructures import QueryParams
from starlette.responses import JSONResponse, Response


class OutOfRange(Exception):
    """A number in the address is none, or the ledger does not reach so far."""


def whole_number(
    asked: QueryParams, name: str, usual: int | None, *, least: int = 0, most: int | None = None
) -> int:
    """The number that an address gives, or the ``usual`` one where it gives none.

    Raises:
        OutOfRange: it is no whole number between ``least`` and ``most``.
    """
    text = asked.get(name)
    if text is None and usual is not None:
        return usual
    number = int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else -1
    if number < least or (most is not None and number > most):
        range_ = f"from {least}" + (f" to {most}" if most is not None else "")
        raise OutOfRange(f"Give {name} as a whole number {range_}")
    return number


def out_of_range(error: OutOfRange) -> Response:
    """The answer to an address whose number cannot be taken."""
    extensions = {"code": "BAD_REQUEST", "reason": "BAD_REQUEST"}
    told = {"errors": [{"message": str(error), "extensions": extensions}]}
    return JSONResponse(told, status_code=400)
