"""Columns that no table holds: each says in its type how it is written, and whether it may lack.

A column of a table says so itself, and carries its meaning; a computed one gets both where the
published table is defined.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Label,
    Text,
    bindparam,
    literal,
    type_coerce,
)

from opendata.derived_columns import URI
from registry.acts.fields import COUNT, DAY, POUNDS, TEXT, Form

BASE = "base_url"
"""The parameter that stands for the address under which permanent addresses stand."""


class ComputedText(Text):
    """Text in a form, such as a day."""

    def __init__(self, form: Form, optional: bool) -> None:
        super().__init__()
        self.form = form
        self.optional = optional


class ComputedWhole(BigInteger):
    """A whole number in a form, such as an amount in pence."""

    def __init__(self, form: Form, optional: bool) -> None:
        super().__init__()
        self.form = form
        self.optional = optional


def words(name: str, value: ColumnElement[Any], form: Form = TEXT) -> Label[Any]:
    """Name a computed text that may be missing."""
    return type_coerce(value, ComputedText(form, optional=True)).label(name)


def day(name: str, value: ColumnElement[Any]) -> Label[Any]:
    """Name a computed day that may be missing."""
    return words(name, value, DAY)


def count(name: str, value: ColumnElement[Any], *, optional: bool = False) -> Label[Any]:
    """Name a computed number of things."""
    return type_coerce(value, ComputedWhole(COUNT, optional)).label(name)


def amount(name: str, pence: ColumnElement[Any]) -> Label[Any]:
    """Name a computed amount of money."""
    return type_coerce(pence, ComputedWhole(POUNDS, optional=False)).label(name)


def uri(kind: str, table: FromClause) -> Label[Any]:
    """Name the permanent address of a record."""
    return words(URI, bindparam(BASE, type_=Text()) + literal(f"/{kind}/") + table.c.reference)
