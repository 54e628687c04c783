"""How values of the database become values of the response."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Text

from registry.vocabulary import Pence, is_web_address


def format_decimal(number: int | str) -> str:
    """Format pence as pounds; a number that is text already stays as it is.

    >>> decimal(12345), decimal("-4.0")
    ('123.45', '-4.0')
    """
    return _format_pence(number) if isinstance(number, int) else number


@lru_cache(maxsize=10_000)
def _format_pence(pence: int) -> str:
    """Format pence, cached: most sums occur again and again."""
    return str(Pence(pence))


def keep_web_address(address: str) -> str | None:
    """Return an address on the web; None where earlier versions recorded anything else."""
    return address if is_web_address(address) else None


# By the name of the type in the contract; all other values are shown as they are stored.
_FORMS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {"Boolean": bool, "Decimal": format_decimal, "URI": keep_web_address}
)


def choose_format(shown: str, expression: ColumnElement[Any]) -> Callable[[Any], Any] | None:
    """Choose how values are converted to a type of the contract; None where they need not be."""
    form = _FORMS.get(shown)
    return None if form is format_decimal and isinstance(expression.type, Text) else form
