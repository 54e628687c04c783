"""Inputs that say in which order a list comes; each word of a list is the name of a column."""

from __future__ import annotations

import strawberry

from registry.vocabulary import CodeList
from schema.enums import Direction, told


@told
class AreaOrderBy(CodeList):
    """What areas can be sorted by."""

    REFERENCE = "reference", "By the readable key"
    NAME = "name", "By name"
    KIND = "kind", "By kind, as its word is spelt"
    FROM = "from", "By the first day of the term; what has none first"
    UNTIL = "until", "By the day on which the term ended; what has none first"


@strawberry.input(description="In which order areas come")
class AreaOrder:
    """In which order areas come."""

    by: AreaOrderBy = strawberry.field(description="What to sort by")
    direction: Direction = strawberry.field(default=Direction.ASC, description="Which way")


@told
class PartnerOrderBy(CodeList):
    """What organisations can be sorted by."""

    REFERENCE = "reference", "By the readable key"
    NAME = "name", "By name"
    KIND = "kind", "By kind, as its word is spelt"


@strawberry.input(description="In which order organisations come")
class PartnerOrder:
    """In which order organisations come."""

    by: PartnerOrderBy = strawberry.field(description="What to sort by")
    direction: Direction = strawberry.field(default=Direction.ASC, description="Which way")


@told
class GoalOrderBy(CodeList):
    """What goals can be sorted by."""

    REFERENCE = "reference", "By the readable key"
    CODE = "code", "By code, as text"
    TITLE = "title", "By title"
    REVIEW = "review", "By the review that set it"


@strawberry.input(description="In which order goals come")
class GoalOrder:
    """In which order goals come."""

    by: GoalOrderBy = strawberry.field(description="What to sort by")
    direction: Direction = strawberry.field(default=Direction.ASC, description="Which way")


@told
class AgreementOrderBy(CodeList):
    """What agreements can be sorted by."""

    REFERENCE = "reference", "By the readable key"
    TITLE = "title", "By title"
    ROUND = "round", "By the round in which it was made"
    FROM = "from", "By the first day of the term; what has none first"
    UNTIL = "until", "By the day on which the term ended; what has none first"


@strawberry.input(description="In which order agreements come")
class AgreementOrder:
    """In which order agreements come."""

    by: AgreementOrderBy = strawberry.field(description="What to sort by")
    direction: Direction = strawberry.field(default=Direction.ASC, description="Which way")


@told
class TargetOrderBy(CodeList):
    """What targets can be sorted by."""

    REFERENCE = "reference", "By the readable key"
    TITLE = "title", "By title"
    BLOCK = "block", "By the block in which it stands"
    FROM = "from", "By the first day of the term; what has none first"
    UNTIL = "until", "By the day on which the term ended; what has none first"


@strawberry.input(description="In which order targets come")
class TargetOrder:
    """In which order targets come."""

    by: TargetOrderBy = strawberry.field(description="What to sort by")
    direction: Direction = strawberry.field(default=Direction.ASC, description="Which way")


@told
class ProposalOrderBy(CodeList):
    """What proposals can be sorted by."""

    REFERENCE = "reference", "By the readable key"
    TITLE = "title", "By title"
    AT = "at", "By the day on which it was made; what has none first"
    SUBJECT = "subject", "By subject, as its word is spelt"
    THEME = "theme", "By the theme under which the source lists it"


@strawberry.input(description="In which order proposals come")
class ProposalOrder:
    """In which order proposals come."""

    by: ProposalOrderBy = strawberry.field(description="What to sort by")
    direction: Direction = strawberry.field(default=Direction.ASC, description="Which way")
