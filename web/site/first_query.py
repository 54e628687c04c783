"""The question that the IDE and the form ask first: one that this register can answer."""

from __future__ import annotations

from sqlalchemy import Connection, case, exists, select

from registry.models import TABLES
from registry.vocabulary import Standing

_MADE_UP = [standing for standing in Standing if standing.world != "REAL"]

_OF_A_TARGET = """\
{
  whoIsResponsible(target: { reference: "REFERENCE" }) {
    target { reference title source { standing } }
    lead { state stated partner { name } }
    accountable { name }
    answersTo { order duty partner { name } }
    protocol { title version }
    complaints
    findings { kind says }
  }
}
"""
_WITHOUT_TARGETS = """\
{
  meta { entries recordedAt }
  areas(first: 5) {
    totalCount
    nodes { reference name source { standing } }
  }
}
"""


def find_example_target(connection: Connection) -> str | None:
    """Find a target to ask about: rather real, with a lead, and not ended."""
    target, term = TABLES["targets"].c, TABLES["accountability"].c
    has_lead = exists().where(term.target == target.reference, term.role == "LEAD")
    wanted = select(target.reference).order_by(
        case((target.standing.in_(_MADE_UP), 1), else_=0),
        case((has_lead, 0), else_=1),
        case((target.until.is_(None), 0), else_=1),
        target.reference,
    )
    found: str | None = connection.scalar(wanted.limit(1))
    return found


def write_first_query(target: str | None) -> str:
    """Write the question about a target; one that any register answers where there is none."""
    return _WITHOUT_TARGETS if target is None else _OF_A_TARGET.replace("REFERENCE", target)
