"""Findings about the identifiers of organisations: of no form of their list, or of several."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, func, literal, not_, or_

from registry.reading.findings.about import PARTNERS, About
from registry.reading.findings.finding import Finding, Part
from registry.reading.views import View, holds
from registry.vocabulary import IDENTIFIER_SCHEMES, Basis, FindingKind, IdentifierForm, Standing


def _select_shared(view: View, about: About) -> Select[Any]:
    partner, row = view.table("partners"), view.table("partner_identifiers")
    others = view.table("partner_identifiers", "other_identifiers")
    other = view.table("partners", "other_partners")
    named = other.c.name + " (" + other.c.reference + ")"
    found = about.select(view, partner, detail=_spelling(row), more=named)
    return (
        found.join_from(partner, row, row.c.partner == partner.c.reference)
        .join(others, and_(others.c.scheme == row.c.scheme, others.c.value == row.c.value))
        .join(other, other.c.reference == others.c.partner)
        .where(
            others.c.partner != row.c.partner,
            _world(others) == _world(row),
            holds(row, view.on),
            holds(others, view.on),
        )
        .distinct()
    )


def _select_malformed(view: View, about: About) -> Select[Any]:
    partner, row = view.table("partners"), view.table("partner_identifiers")
    found = about.select(view, partner, detail=_spelling(row), more=row.c.scheme)
    return found.join_from(partner, row, row.c.partner == partner.c.reference).where(
        holds(row, view.on),
        or_(
            *(
                and_(
                    row.c.scheme == code,
                    not_(or_(*(_has_form(row.c.value, form) for form in scheme.forms))),
                )
                for code, scheme in IDENTIFIER_SCHEMES.items()
            )
        ),
    )


def _spelling(row: FromClause) -> ColumnElement[Any]:
    return row.c.scheme + "-" + row.c.value


def _world(row: FromClause) -> ColumnElement[str]:
    """Return the world of a record: what is made up shares no identifier with what is real."""
    made_up = (row.c.standing == one.value for one in (Standing.FICTIONAL, Standing.SYNTHETIC))
    return case((or_(*made_up), row.c.standing), else_="")


def _has_form(value: ColumnElement[str], form: IdentifierForm) -> ColumnElement[bool]:
    """Say that a value has a form, in words that both databases have."""
    conditions: list[ColumnElement[bool]] = [func.length(value) == form.length]
    start = 1
    for characters, count in form.runs:
        run = func.substr(value, start, count)
        conditions.append(func.ltrim(run, literal(characters)) == "")
        start += count
    return and_(*conditions)


SHARED_IDENTIFIER = Finding(
    FindingKind.SHARED_IDENTIFIER,
    Basis.FACTS,
    "“{title}” and {more} are both on record under the identifier {detail}.",
    (Part(PARTNERS, _select_shared),),
    sorted_by=("about", "detail", "more"),
)
MALFORMED_IDENTIFIER = Finding(
    FindingKind.MALFORMED_IDENTIFIER,
    Basis.FACTS,
    "“{title}” is on record under {detail}, which is no identifier of {more}.",
    (Part(PARTNERS, _select_malformed),),
    sorted_by=("about", "detail"),
)
