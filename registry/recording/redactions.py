"""What remains of an act once words were taken off it."""

from __future__ import annotations

import json
from typing import cast

from sqlalchemy import Connection, select

from registry.acts import ACT_NAMED, Act, Redacted
from registry.errors import Refusal, RefusalCode, Refused
from registry.ledger import to_canonical_json
from registry.models import Entry, Redaction
from registry.rules.corrections import REDACTED
from registry.vocabulary import derive_reference


def redact_fields(act: Act, fields: str) -> str:
    """Return the canonical JSON of an act with the words of some fields taken off."""
    return to_canonical_json({**act.cells(), **dict.fromkeys(fields.split(), REDACTED)})


def make_redaction(
    connection: Connection, number: int, *, fields: str, reason: str, source: str
) -> Redacted:
    """Make the act that takes the words of some fields off entry ``number``.

    Raises:
        Refused: there is no such entry.
        InvalidInput: something is missing.
    """
    entry = connection.execute(
        select(Entry.act, Entry.payload).where(Entry.number == number)
    ).one_or_none()
    cells = read_remaining_cells(connection, number, entry.payload) if entry else None
    if entry is None or cells is None:
        message, remedy = f"there is no entry {number}", "Name the entry that holds the words"
        raise Refused([Refusal(RefusalCode.NOT_FOUND, message, remedy, "redacts", str(number))])
    told = ACT_NAMED[entry.act].read(cells)
    # It stands in the world of what it takes words off: worlds never mix.
    return Redacted(
        reference=_choose_reference(connection, told.reference, number, fields),
        kind=told.KIND,
        record=told.reference,
        redacts=number,
        fields=fields,
        reason=reason,
        source=source,
        standing=told.standing,
    )


def _choose_reference(connection: Connection, record: str, number: int, fields: str) -> str:
    """Return the usual reference of a redaction, with its fields if others went before."""
    usual = derive_reference(record, number)
    there = connection.execute(
        select(Redaction.fields).where(Redaction.reference == usual)
    ).scalar()
    if there is None or there == fields:
        return usual
    return derive_reference(record, number, "-".join(fields.split()))


def find_superseded_redactions(connection: Connection, number: int) -> list[int]:
    """Find the redactions of an entry that keep words which later ones took off it.

    What remains of an act is told by its latest redaction; what earlier ones say of that holds
    words which only the later took off.
    """
    told = connection.execute(
        select(Redaction.entry, Redaction.remains)
        .where(Redaction.redacts == number)
        .order_by(Redaction.entry)
    ).all()
    return [row.entry for row in told[:-1] if row.remains != REDACTED]


def read_remaining_cells(
    connection: Connection, number: int, payload: str | None = None
) -> dict[str, str] | None:
    """Read the cells of an entry: its payload's or, once redacted, what redactions left.

    While a ledger is replayed, the redaction that tells so may not have come yet: then None.
    """
    if payload is None:
        payload = connection.execute(
            select(Redaction.remains)
            .where(Redaction.redacts == number, Redaction.remains != REDACTED)
            .order_by(Redaction.entry.desc())
            .limit(1)
        ).scalar()
    return cast(dict[str, str], json.loads(payload)) if payload is not None else None
