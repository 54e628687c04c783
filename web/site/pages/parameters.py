"""What an address asks a page for: its query parameters become variables of the document."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from registry.vocabulary import format_day, read_day, read_instant
from web.site.pages.page import Page

_LIST = re.compile(r"\[(\w+)!?\]!?")
_TEXTS = frozenset(("String", "ID", "Cursor", "URI", "Decimal"))
# Of a whole number as GraphQL has it.
_INTEGER = re.compile(r"-?[0-9]{1,9}")


class UnreadableParameter(ValueError):
    """A parameter of an address cannot be read; it says what to write instead."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for.

    Attributes:
        on: the day; None for today.
        known: the instant by which it was known; None for now.
        variables: those of the page's document.
        parameters: the parameters that were understood, as they were written.
    """

    on: str | None
    known: str | None
    variables: Mapping[str, Any]
    parameters: Mapping[str, list[str]]

    @property
    def says(self) -> str:
        """Say as of which day, and as known when."""
        on = f"as of {format_day(self.on)}" if self.on else "as of today"
        if self.known is None:
            return f"{on}, as known today"
        return f"{on}, as known on {format_day(self.known[:10])}, {self.known[11:16]} UTC"

    @property
    def others(self) -> list[tuple[str, str]]:
        """The parameters beside the two dates, for the form of the dates to send along."""
        return [
            (name, text)
            for name, texts in self.parameters.items()
            if name not in ("on", "known", "after")
            for text in texts
        ]

    @property
    def query(self) -> str:
        """The parameters as a query string with its mark; empty where there are none."""
        return _write_query(self.parameters)

    def without(self, *names: str) -> str:
        """Write the query string without some parameters."""
        return _write_query({n: texts for n, texts in self.parameters.items() if n not in names})

    def replace(self, name: str, text: str) -> str:
        """Write the query string with another value of a parameter, from the first page on."""
        kept = {n: texts for n, texts in self.parameters.items() if n != "after"}
        return _write_query({**kept, name: [text]})


def read_parameters(page: Page, named: Mapping[str, str], query: QueryParams) -> Asked:
    """Read the parameters that a page's document has variables for.

    Args:
        page: the page.
        named: what its path names: the reference of a record, and its permanent address.
        query: the parameters of the address.

    Raises:
        UnreadableParameter: one of them cannot be read.
    """
    variables: dict[str, Any] = {}
    understood: dict[str, list[str]] = {}
    variables.update((name, value) for name, value in named.items() if name in page.variables)
    for name, kind in page.variables.items():
        given = [text for text in query.getlist(name) if text.strip()]
        if name not in named and given:
            variables[name] = _read(name, kind, given)
            understood[name] = given
    return Asked(
        variables.get("on"),
        variables.get("known"),
        MappingProxyType(variables),
        MappingProxyType(understood),
    )


def _write_query(parameters: Mapping[str, list[str]]) -> str:
    return f"?{urlencode(parameters, doseq=True)}" if parameters else ""


def _read(name: str, kind: str, given: list[str]) -> Any:
    several = _LIST.fullmatch(kind)
    if several:
        return [_read_one(name, several[1], text) for text in given]
    return _read_one(name, kind.rstrip("!"), given[-1])


def _read_one(name: str, kind: str, text: str) -> Any:
    read = _READERS.get(kind)
    if read is not None:
        return read(name, text.strip())
    if kind in _TEXTS:
        return text
    if kind.endswith("Order"):
        return {
            "by": _code(text.removeprefix("-")),
            "direction": "DESC" if text.startswith("-") else "ASC",
        }
    # All that is left are words of a code list.
    return _code(text)


def _code(text: str) -> str:
    """Return the code of a word as it stands in addresses: ``lower-is-better``."""
    return text.strip().upper().replace("-", "_").replace(" ", "_")


def _read_day(name: str, text: str) -> str:
    try:
        return read_day(text)
    except ValueError as error:
        says = f"{name} is {text!r}; write a day such as 2007-05-01"
        raise UnreadableParameter(says) from error


def _read_instant(name: str, text: str) -> str:
    try:
        # A form for days sends a day: by the end of it.
        return read_instant(f"{read_day(text)}T23:59:59Z")
    except ValueError:
        pass
    try:
        return read_instant(text)
    except ValueError as error:
        says = f"{name} is {text!r}; write a day or an instant such as 2026-01-31T10:00:00Z"
        raise UnreadableParameter(says) from error


def _read_integer(name: str, text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise UnreadableParameter(f"{name} is {text!r}; write a whole number such as 20")
    return int(text)


def _read_flag(name: str, text: str) -> bool:
    if text not in ("true", "false"):
        raise UnreadableParameter(f"{name} is {text!r}; write true or false")
    return text == "true"


_READERS: Mapping[str, Callable[[str, str], Any]] = MappingProxyType(
    {"Date": _read_day, "DateTime": _read_instant, "Int": _read_integer, "Boolean": _read_flag}
)
