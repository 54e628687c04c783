"""How a kind of act tells the day on which it happened: what a question ``asOf`` a day goes by."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Between:
    """It lasts from the day in one field up to, and not including, the day in another.

    A day that is not stated is open: it held before, or holds on.
    """

    begins: str
    ends: str


@dataclass(frozen=True, slots=True, init=False)
class On:
    """It happened on the first day that one of these fields tells; on any day if none does.

    A field that names a record tells the day on which that record began or happened: a consent
    without a day of its own counts as given when the revision that it names came.
    """

    fields: tuple[str, ...]

    def __init__(self, *fields: str) -> None:
        object.__setattr__(self, "fields", fields)


Happened = Between | On
