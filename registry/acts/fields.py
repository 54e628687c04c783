"""How the fields of an act are read from text, checked, and written as text again.

One codec serves import files, ledger payloads and the API's inputs: an act is always the same
words, wherever it comes from.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, get_args, get_origin

from registry.vocabulary import (
    Pence,
    is_reference,
    read_count,
    read_day,
    read_financial_year,
    read_number,
    read_text,
)


def _keep(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class Form:
    """One form of value: how it is parsed, checked and written, and how to mend one."""

    name: str
    remedy: str
    check: Callable[[Any], Any]
    parse: Callable[[str], Any] = _keep
    write: Callable[[Any], str] = str


@dataclass(frozen=True, slots=True)
class To:
    """That a field names a record of another kind by its reference."""

    kind: str


def _check_text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(value)
    return read_text(value)


def _check_reference(value: str) -> str:
    if not is_reference(value):
        raise ValueError(value)
    return value


def _check_flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(value)
    return value


def _read_flag(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(text)
    return text == "true"


def _check_pence(value: Any) -> Pence:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(value)
    return Pence(value)


TEXT = Form("words", "Write words, or leave it empty if it may be", _check_text)
REFERENCE = Form(
    "a reference",
    "Write a reference: letters, digits and . _ ~ - in parts divided by /, such as EXS/T1",
    _check_reference,
)
DAY = Form("a day", "Write a day as YYYY-MM-DD, such as 2007-05-01", read_day)
YEAR = Form("a financial year", "Write a financial year as 2007-08", read_financial_year)
NUMBER = Form("a plain number", "Write a plain decimal number, such as -4.0 or 1250", read_number)
COUNT = Form(
    "a whole number",
    "Write a whole number, such as 3",
    lambda value: read_count(str(value)),
    read_count,
)
POUNDS = Form(
    "an amount in pounds",
    "Write pounds and pence without signs or commas, such as 927500 or 61042.09",
    _check_pence,
    Pence.read,
)
FLAG = Form(
    "true or false",
    "Write true or false",
    _check_flag,
    _read_flag,
    lambda value: "true" if value else "false",
)


def code_form(codes: type[StrEnum]) -> Form:
    """Return the form of a field whose values come from a closed list."""
    listed = ", ".join(member.value for member in codes)
    return Form(
        "one of its words", f"Write one of {listed}", codes, codes, lambda value: value.value
    )


Day = Annotated[str, DAY]
FinancialYear = Annotated[str, YEAR]
Number = Annotated[str, NUMBER]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an act: its ``name`` in tables and files, its ``attribute`` in Python."""

    name: str
    attribute: str
    form: Form
    required: bool
    refers: str | None = None


_PLAIN: dict[type, Form] = {str: TEXT, int: COUNT, bool: FLAG, Pence: POUNDS}


def field_of(attribute: str, hint: Any, *, required: bool) -> Field:
    """Return the field that an annotation declares: ``Annotated[str, To("areas")] | None``."""
    if get_origin(hint) in (types.UnionType,) or type(None) in get_args(hint):
        hint = next(part for part in get_args(hint) if part is not type(None))
    refers, form = None, None
    if get_origin(hint) is Annotated:
        base, mark = get_args(hint)[:2]
        form, refers = (REFERENCE, mark.kind) if isinstance(mark, To) else (mark, None)
        hint = base
    if form is None:
        known = isinstance(hint, type) and issubclass(hint, StrEnum)
        form = code_form(hint) if known else _PLAIN[hint]
    return Field(attribute.rstrip("_"), attribute, form, required, refers)
