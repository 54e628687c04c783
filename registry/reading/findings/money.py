"""Findings about money: what pools give, and stated totals that their rows do not add up to."""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, FromClause, ScalarSelect, Select, func, or_, select

from registry.reading.findings.about import AREAS, POOLS, STREAMS, About
from registry.reading.findings.finding import Finding, Part, write_pence
from registry.reading.pools import pool_sum
from registry.reading.views import View
from registry.vocabulary import Basis, FindingKind, TotalOf


def _select_overallocated(view: View, about: About) -> Select[Any]:
    pool = view.table("pools")
    allocated = pool_sum(view, "allocations", pool)
    contributed = pool_sum(view, "contributions", pool)
    found = about.select(view, pool, detail=write_pence(allocated), more=write_pence(contributed))
    return found.where(allocated > contributed)


def _select_differing_pool_totals(of: TotalOf, kind: str, view: View, about: About) -> Select[Any]:
    total, pool = view.table("totals"), view.table("pools")
    added = pool_sum(view, kind, pool)
    found = about.select(view, pool, detail=write_pence(total.c.amount), more=write_pence(added))
    return found.where(
        total.c.amount != added, total.c.pool == pool.c.reference, total.c.of == of.value
    ).select_from(total)


def _select_differing_grant_totals(view: View, about: About) -> Select[Any]:
    total, area, grant = (view.table(kind) for kind in ("totals", "areas", "grants"))
    added = _sum_grants(
        grant,
        grant.c.area == total.c.area,
        or_(total.c.stream.is_(None), grant.c.stream == total.c.stream),
        _of_year(total, grant),
    )
    found = about.select(view, area, detail=write_pence(total.c.amount), more=write_pence(added))
    return found.where(
        total.c.amount != added,
        total.c.area == area.c.reference,
        total.c.of == TotalOf.GRANTS.value,
    )


def _select_differing_stream_totals(view: View, about: About) -> Select[Any]:
    total, stream, grant = (view.table(kind) for kind in ("totals", "streams", "grants"))
    added = _sum_grants(grant, grant.c.stream == total.c.stream, _of_year(total, grant))
    found = about.select(view, stream, detail=write_pence(total.c.amount), more=write_pence(added))
    return found.where(
        total.c.amount != added,
        total.c.stream == stream.c.reference,
        # The total of an area is compared with what the area gets.
        total.c.area.is_(None),
        total.c.of == TotalOf.GRANTS.value,
    )


def _sum_grants(grant: FromClause, *of: ColumnElement[bool]) -> ScalarSelect[Any]:
    return select(func.coalesce(func.sum(grant.c.amount), 0)).where(*of).scalar_subquery()


def _of_year(total: FromClause, grant: FromClause) -> ColumnElement[bool]:
    """Return the condition that a grant is of the year of a total, which may be any."""
    same = grant.c.financial_year == total.c.financial_year
    return or_(total.c.financial_year.is_(None), same)


OVERALLOCATED = Finding(
    FindingKind.OVERALLOCATED,
    Basis.ARITHMETIC,
    "“{title}” gives {detail} but was contributed {more}.",
    (Part(POOLS, _select_overallocated),),
)
TOTAL_DIFFERS = Finding(
    FindingKind.TOTAL_DIFFERS,
    Basis.ARITHMETIC,
    "The stated total of “{title}” is {detail}; its rows add up to {more}.",
    (
        Part(POOLS, partial(_select_differing_pool_totals, TotalOf.CONTRIBUTIONS, "contributions")),
        Part(POOLS, partial(_select_differing_pool_totals, TotalOf.ALLOCATIONS, "allocations")),
        Part(AREAS, _select_differing_grant_totals),
        Part(STREAMS, _select_differing_stream_totals),
    ),
    sorted_by=("about_kind", "about", "detail", "more"),
)
