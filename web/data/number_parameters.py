"""Read whole numbers in addresses."""

from __future__ import annotations

from starlette.datastructures import QueryParams
from starlette.responses import JSONResponse, Response


class OutOfRange(Exception):
    """A number in an address is malformed, or beyond the ledger."""


def whole_number(
    asked: QueryParams, name: str, usual: int | None, *, least: int = 0, most: int | None = None
) -> int:
    """Return the number in an address, or the ``usual`` one where there is none.

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
    """Respond to an address whose number is refused."""
    extensions = {"code": "BAD_REQUEST", "reason": "BAD_REQUEST"}
    told = {"errors": [{"message": str(error), "extensions": extensions}]}
    return JSONResponse(told, status_code=400)
