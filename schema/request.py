"""A GraphQL request, whichever way it came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """A document, its variables, and which of its operations is meant.

    Attributes:
        query: the document; empty where only its hash was sent.
        sha256: the hash under which the client wants the document stored, if it does.
    """

    query: str
    variables: Mapping[str, Any] | None = None
    operation: str | None = None
    sha256: str | None = None
