"""Derived facts of protocols: whether one is in force."""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, and_, case, exists

from registry.reading.days import happened_by
from registry.reading.views import View
from registry.vocabulary import ProtocolStatus


def protocol_status(view: View, protocol: FromClause) -> ColumnElement[str]:
    """Return whether a protocol is in force."""
    later = view.table("protocols")
    superseded = exists().where(
        later.c.supersedes == protocol.c.reference, happened_by(later.c["from"], view.on)
    )
    over = protocol.c.until <= view.on
    return case(
        (protocol.c["from"] > view.on, ProtocolStatus.PROPOSED.value),
        (and_(over, superseded), ProtocolStatus.SUPERSEDED.value),
        (over, ProtocolStatus.ENDED.value),
        else_=ProtocolStatus.IN_FORCE.value,
    )
