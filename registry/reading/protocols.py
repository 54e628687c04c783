"""Derived facts of protocols: whether one is in force, and which one is for a target."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, ScalarSelect, and_, case, exists, or_, select

from registry.reading.days import happened_by
from registry.reading.views import View, holds_for
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


def protocol_of(view: View, target: FromClause) -> ScalarSelect[Any]:
    """Select the reference of the protocol in force: the target's own, or else its agreement's.

    Of a target that has ended, the one that was in force to its end.
    """
    protocol = view.table("protocols")
    shared = and_(protocol.c.target.is_(None), protocol.c.agreement == target.c.agreement)
    return (
        select(protocol.c.reference)
        .where(
            or_(protocol.c.target == target.c.reference, shared),
            holds_for(protocol, target, view.on),
        )
        .order_by(
            case((protocol.c.target.is_(None), 1), else_=0),
            protocol.c.version.desc(),
            protocol.c.reference,
        )
        .limit(1)
        .correlate(target)
        .scalar_subquery()
    )
