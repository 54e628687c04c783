"""The root of all that is followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from schema.bindings import EntriesField, argument, object_type, root_field

if TYPE_CHECKING:
    from schema.types.entries import Entry


@object_type
class Subscription:
    """What can be followed as it happens."""

    entries: Entry = root_field(
        EntriesField(),
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
