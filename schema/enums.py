"""The code lists of the contract: the registry's own, given to Strawberry as they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import strawberry

from registry import vocabulary
from registry.vocabulary import CodeList

C = TypeVar("C", bound=type[CodeList])


def told(codes: C) -> C:
    """A code list as an enum of the contract; both tell their meaning in its own words."""
    strawberry.enum(codes, description=(codes.__doc__ or "").splitlines()[0].rstrip("."))
    definition: Any = codes.__dict__["__strawberry_definition__"]
    for value in definition.values:
        value.description = codes(value.value).meaning
    return codes


@told
class Currency(CodeList):
    """A currency (ISO 4217)."""

    GBP = "GBP", "Pound sterling"


@told
class Direction(CodeList):
    """Which way a list runs."""

    ASC = "ASC", "The smallest, the earliest or the first of the alphabet first"
    DESC = "DESC", "The greatest, the latest or the last of the alphabet first"


def code_lists() -> Iterable[type[CodeList]]:
    """All code lists of the registry."""
    for name in vocabulary.__all__:
        found = getattr(vocabulary, name)
        if isinstance(found, type) and issubclass(found, CodeList) and found is not CodeList:
            yield found


# Declared here, as the types are with their decorators: Strawberry marks the registry's own lists.
for _code_list in code_lists():
    told(_code_list)
