"""Inputs that name one thing in one of several ways."""

from __future__ import annotations

from typing import Any

import strawberry

from schema.scalars import URI

_ID = "The opaque id that the API gave"
_URI = "The permanent address"
_REFERENCE = "The readable key, unique within its kind"


def _way(says: str) -> Any:
    return strawberry.field(default=strawberry.UNSET, description=says)


def _by(thing: str) -> Any:
    return strawberry.input(one_of=True, description=f"{thing} by one of its names")


@_by("An area")
class AreaBy:
    """An area by one of its names."""

    id: strawberry.ID | None = _way(_ID)
    uri: URI | None = _way(_URI)
    reference: str | None = _way(_REFERENCE)
    gss_code: str | None = _way("The area's GSS code, such as E06000022")


@_by("An organisation")
class PartnerBy:
    """An organisation by one of its names."""

    id: strawberry.ID | None = _way(_ID)
    uri: URI | None = _way(_URI)
    reference: str | None = _way(_REFERENCE)
    identifier: str | None = _way("Scheme and identifier, such as GB-LAE-BAS")


@_by("A goal")
class GoalBy:
    """A goal by one of its names."""

    id: strawberry.ID | None = _way(_ID)
    uri: URI | None = _way(_URI)
    reference: str | None = _way(_REFERENCE)


@_by("An agreement")
class AgreementBy:
    """An agreement by one of its names."""

    id: strawberry.ID | None = _way(_ID)
    uri: URI | None = _way(_URI)
    reference: str | None = _way(_REFERENCE)


@_by("A target")
class TargetBy:
    """A target by one of its names."""

    id: strawberry.ID | None = _way(_ID)
    uri: URI | None = _way(_URI)
    reference: str | None = _way(_REFERENCE)


@_by("A pool")
class PoolBy:
    """A pool by one of its names."""

    id: strawberry.ID | None = _way(_ID)
    uri: URI | None = _way(_URI)
    reference: str | None = _way(_REFERENCE)


@_by("A negotiation")
class NegotiationBy:
    """A negotiation by one of its names."""

    id: strawberry.ID | None = _way(_ID)
    uri: URI | None = _way(_URI)
    reference: str | None = _way(_REFERENCE)


@_by("A proposal")
class ProposalBy:
    """A proposal by one of its names."""

    id: strawberry.ID | None = _way(_ID)
    uri: URI | None = _way(_URI)
    reference: str | None = _way(_REFERENCE)
