"""Inputs that say in which order a list comes."""

from __future__ import annotations

from enum import StrEnum

import strawberry

from schema.types.enums import Direction


@strawberry.enum(description="What areas can be sorted by")
class AreaOrderBy(StrEnum):
    """What areas can be sorted by: each word is the name of a column."""

    REFERENCE = "reference"
    NAME = "name"
    KIND = "kind"
    FROM = "from"
    UNTIL = "until"


@strawberry.input(description="In which order areas come")
class AreaOrder:
    """In which order areas come."""

    by: AreaOrderBy = strawberry.field(description="What to sort by")
    direction: Direction = strawberry.field(default=Direction.ASC, description="Which way")


@strawberry.enum(description="What organisations can be sorted by")
class PartnerOrderBy(StrEnum):
    """What organisations can be sorted by: each word is the name of a column."""

    REFERENCE = "reference"
    NAME = "name"
    KIND = "kind"


@strawberry.input(description="In which order organisations come")
class PartnerOrder:
    """In which order organisations come."""

    by: PartnerOrderBy = strawberry.field(description="What to sort by")
    direction: Direction = strawberry.field(default=Direction.ASC, description="Which way")


@strawberry.enum(description="What goals can be sorted by")
class GoalOrderBy(StrEnum):
    """What goals can be sorted by: each word is the name of a column."""

    REFERENCE = "reference"
    CODE = "code"
    TITLE = "title"
    REVIEW = "review"


@strawberry.input(description="In which order goals come")
class GoalOrder:
    """In which order goals come."""

    by: GoalOrderBy = strawberry.field(description="What to sort by")
    direction: Direction = strawberry.field(default=Direction.ASC, description="Which way")


@strawberry.enum(description="What agreements can be sorted by")
class AgreementOrderBy(StrEnum):
    """What agreements can be sorted by: each word is the name of a column."""

    REFERENCE = "reference"
    TITLE = "title"
    ROUND = "round"
    FROM = "from"
    UNTIL = "until"


@strawberry.input(description="In which order agreements come")
class AgreementOrder:
    """In which order agreements come."""

    by: AgreementOrderBy = strawberry.field(description="What to sort by")
    direction: Direction = strawberry.field(default=Direction.ASC, description="Which way")


@strawberry.enum(description="What targets can be sorted by")
class TargetOrderBy(StrEnum):
    """What targets can be sorted by: each word is the name of a column."""

    REFERENCE = "reference"
    TITLE = "title"
    BLOCK = "block"
    FROM = "from"
    UNTIL = "until"


@strawberry.input(description="In which order targets come")
class TargetOrder:
    """In which order targets come."""

    by: TargetOrderBy = strawberry.field(description="What to sort by")
    direction: Direction = strawberry.field(default=Direction.ASC, description="Which way")


@strawberry.enum(description="What proposals can be sorted by")
class ProposalOrderBy(StrEnum):
    """What proposals can be sorted by: each word is the name of a column."""

    REFERENCE = "reference"
    TITLE = "title"
    AT = "at"
    SUBJECT = "subject"
    THEME = "theme"


@strawberry.input(description="In which order proposals come")
class ProposalOrder:
    """In which order proposals come."""

    by: ProposalOrderBy = strawberry.field(description="What to sort by")
    direction: Direction = strawberry.field(default=Direction.ASC, description="Which way")
