"""Columns of record tables that no act states: what they say follows from the row itself.

They are in every published table of records. The importer passes over them where they say what
follows, and refuses them where they say something else; no digest covers them, and no comparison of
two releases reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from registry.vocabulary import is_web_address, uri_of

URI = "uri"
DERIVED_COLUMNS: Mapping[str, str] = MappingProxyType(
    {URI: "The permanent address of the record: the register's own, the kind, and the reference"}
)
"""What each says, by name. No act may have a field of such a name."""
Cell = TypeVar("Cell")


def drop_derived(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    """Return the cells of a row that an act can state."""
    return {name: cell for name, cell in cells.items() if name not in DERIVED_COLUMNS}


@dataclass(slots=True)
class DerivedCells:
    """Compares derived cells with what follows from their rows.

    Attributes:
        base: the address of the register, which the first row that tells one tells for all.
    """

    base: str | None = None

    def find_wrong(
        self, kind: str, reference: str, cells: Mapping[str, str]
    ) -> tuple[str, str, str] | None:
        """Return the first derived cell that says something else: column, cell, and what follows.

        An empty cell says nothing.
        """
        uri = cells.get(URI, "")
        if not uri:
            return None
        if self.base is None:
            self.base = _read_base(kind, reference, uri)
        expected = uri_of(self.base or "https://…", kind, reference)
        return None if uri == expected else (URI, uri, expected)


def _read_base(kind: str, reference: str, uri: str) -> str | None:
    """Return the address of the register that an address of a record begins with, if it is one."""
    base = uri.removesuffix(uri_of("", kind, reference))
    return base if base != uri and is_web_address(base) and not base.endswith("/") else None
