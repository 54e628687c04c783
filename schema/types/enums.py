"""The code lists of the contract: the registry's own, given to Strawberry as they are."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import strawberry

from registry import vocabulary


@strawberry.enum(description="A currency (ISO 4217)")
class Currency(StrEnum):
    """A currency (ISO 4217)."""

    GBP = "GBP"


@strawberry.enum(description="Which way a list runs")
class Direction(StrEnum):
    """Which way a list runs."""

    ASC = "ASC"
    DESC = "DESC"


def code_lists() -> Iterable[type[StrEnum]]:
    """All code lists of the registry."""
    for name in vocabulary.__all__:
        found = getattr(vocabulary, name)
        if isinstance(found, type) and issubclass(found, StrEnum):
            yield found


# Declared here, as the types are with their decorators: Strawberry marks the registry's own lists.
for _code_list in code_lists():
    strawberry.enum(_code_list, description=(_code_list.__doc__ or "").splitlines()[0])
