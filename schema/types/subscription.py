"""The root of all that is followed."""

from __future__ import annotations

import strawberry

from schema.bindings import Follow, argument, root
from schema.types.entries import Entry


@strawberry.type(description="What can be followed as it happens")
class Subscription:
    """What can be followed as it happens."""

    entries: Entry = root(
        Follow(),
        "Each act as it is recorded, in the order of the ledger, none left out and none twice",
        [
            argument("about", strawberry.ID | None, "Only acts about the thing with this id"),
            argument(
                "since",
                int | None,
                "Begin after the entry with this number, 0 for all of them; from now on by default",
            ),
        ],
    )
