"""What remains of an act once words were taken off it."""

from __future__ import annotations

import json
from typing import cast

from sqlalchemy import Connection, select

from registry.acts import Act
from registry.ledger import canonical
from registry.models import Redaction
from registry.rules.upkeep import REDACTED


def remains_of(act: Act, fields: str) -> str:
    """The canonical JSON of an act with the words of some fields taken off."""
    return canonical({**act.cells(), **dict.fromkeys(fields.split(), REDACTED)})


def remaining_cells(
    connection: Connection, number: int, payload: str | None
) -> dict[str, str] | None:
    """The cells of entry ``number``: its payload's or, once redacted, what its redactions left."""
    if payload is None:
        payload = connection.execute(
            select(Redaction.remains)
            .where(Redaction.redacts == number)
            .order_by(Redaction.entry.desc())
            .limit(1)
        ).scalar()
    return cast(dict[str, str], json.loads(payload)) if payload is not None else None
