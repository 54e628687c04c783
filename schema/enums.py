"""The code lists of the contract: the registry's own, registered with Strawberry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import strawberry

from registry import vocabulary
from registry.vocabulary import CodeList
from schema.descriptions import describe

C = TypeVar("C", bound=type[CodeList])


def register_enum(codes: C) -> C:
    """Make a code list an enum of the contract: both are described in the code list's words."""
    strawberry.enum(codes, description=describe(codes))
    definition: Any = codes.__dict__["__strawberry_definition__"]
    for value in definition.values:
        value.description = codes(value.value).meaning
    return codes


@register_enum
class Currency(CodeList):
    """A currency (ISO 4217)."""

    GBP = "GBP", "Pound sterling"


@register_enum
class Direction(CodeList):
    """Which way a list runs."""

    ASC = "ASC", "The smallest, the earliest or the first of the alphabet first"
    DESC = "DESC", "The greatest, the latest or the last of the alphabet first"


def list_code_lists() -> Iterable[type[CodeList]]:
    """Yield all code lists of the registry."""
    for name in vocabulary.__all__:
        value = getattr(vocabulary, name)
        if isinstance(value, type) and issubclass(value, CodeList) and value is not CodeList:
            yield value


# Declared here, as the types are with their decorators: Strawberry marks the registry's own lists.
for _code_list in list_code_lists():
    register_enum(_code_list)
