"""What on the record does not stand as it should: never an error, always shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    Select,
    Text,
    and_,
    cast,
    exists,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    tuple_,
    union_all,
)

from registry.reading.statuses import answered_at_all, by, met
from registry.reading.views import View, holds
from registry.vocabulary import (
    AccountabilityRole,
    FindingKind,
    LeadState,
    TotalOf,
    spoken,
)

FINDING_COLUMNS = (
    "kind",
    "about_kind",
    "about",
    "title",
    "detail",
    "more",
    "since",
    "agreement",
    "standing",
)
# By what the findings of one kind can be told apart and are sorted: no two of most kinds are about
# the same record. Of these values only ``since`` may be missing.
SORTED: Mapping[FindingKind, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys(FindingKind, ("about",)),
        FindingKind.TOTAL_DIFFERS: ("about_kind", "about", "detail", "more"),
        FindingKind.DECIDED_WITHOUT_ADVICE: ("about", "since"),
        FindingKind.MISSED_MILESTONE: ("about", "detail", "more"),
    }
)


def findings(view: View) -> CompoundSelect[Any]:
    """All findings of a view, one row each, with the ``FINDING_COLUMNS``.

    ``title``, ``detail`` and ``more`` are what :func:`sentence` needs to say it in words.
    """
    return union_all(*(each for kind in FindingKind for each in _PARTS[kind](view)))


def findings_of(view: View, kind: FindingKind) -> Select[Any] | CompoundSelect[Any]:
    """The findings of one kind, written so that the first by ``SORTED`` are found without all."""
    parts = list(_PARTS[kind](view))
    return parts[0] if len(parts) == 1 else union_all(*parts)


def sentence(finding: Mapping[str, Any]) -> str:
    """A finding in one sentence."""
    return _SENTENCES[FindingKind(finding["kind"])].format(
        title=finding["title"],
        detail=_amount(finding["detail"]),
        more=_amount(finding["more"]),
    )


_SENTENCES: Mapping[FindingKind, str] = {
    FindingKind.NO_LEAD: "No partner is on record as leading “{title}”.",
    FindingKind.JOINT_LEAD: "“{title}” has a joint lead, stated as “{detail}”.",
    FindingKind.UNRESOLVED_LEAD: "Who leads “{title}” cannot be told from “{detail}”.",
    FindingKind.NO_PROTOCOL: "No protocol is in force for “{title}”.",
    FindingKind.NO_ACCOUNTABLE_PARTNER: (
        "“{title}” lets the partners scrap a national measure, "
        "but no partner is accountable for it."
    ),
    FindingKind.OVERALLOCATED: "“{title}” gives {detail} but was contributed {more}.",
    FindingKind.TOTAL_DIFFERS: (
        "The stated total of “{title}” is {detail}; its rows add up to {more}."
    ),
    FindingKind.UNANSWERED: "“{title}” has had no response.",
    FindingKind.DECIDED_WITHOUT_ADVICE: "“{title}” was decided without published advice.",
    FindingKind.MISSED_MILESTONE: "“{title}” missed its milestone for {detail}: {more}.",
}
_PENCE = "pence:"


def _amount(part: str | None) -> str:
    """A part of a sentence; amounts come as pence, which no database spells as money."""
    if part is not None and part.startswith(_PENCE):
        return spoken(int(part.removeprefix(_PENCE)))
    return part if part is not None else "nothing"


def _row(
    kind: FindingKind,
    about_kind: str,
    record: FromClause,
    *,
    title: Any,
    agreement: Any,
    **told: Any,
) -> Select[Any]:
    """A finding about a record; ``told`` is what more there is of ``about``, ``detail``, ..."""

    def text(value: Any) -> ColumnElement[Any]:
        return cast(null() if value is None else value, Text)

    return select(
        literal(kind.value).label("kind"),
        literal(about_kind).label("about_kind"),
        told.get("about", record.c.reference).label("about"),
        text(title).label("title"),
        *(text(told.get(name)).label(name) for name in ("detail", "more", "since")),
        text(agreement).label("agreement"),
        record.c.standing.label("standing"),
    )


def _of_target(kind: FindingKind, view: View, target: FromClause, **parts: Any) -> Select[Any]:
    return _row(
        kind, "targets", target, title=target.c.title, agreement=target.c.agreement, **parts
    ).where(holds(target, view.on))


def _no_lead(view: View) -> Iterator[Select[Any]]:
    target, term = view.table("targets"), view.table("accountability")
    said = exists().where(
        term.c.target == target.c.reference,
        term.c.role == AccountabilityRole.LEAD.value,
        term.c.state != LeadState.MISSING.value,
        holds(term, view.on),
    )
    yield _of_target(FindingKind.NO_LEAD, view, target, since=target.c["from"]).where(not_(said))


def _lead_is(kind: FindingKind, state: LeadState, view: View) -> Iterator[Select[Any]]:
    target, term = view.table("targets"), view.table("accountability")
    # A joint lead stands in one row for each partner: it is one finding all the same.
    leads = (
        select(
            term.c.target,
            func.min(term.c.stated).label("stated"),
            func.min(term.c["from"]).label("from"),
        )
        .where(
            term.c.role == AccountabilityRole.LEAD.value,
            term.c.state == state.value,
            # In the words of the index of leads that are anything but one known partner.
            term.c.state != LeadState.SINGLE.value,
            holds(term, view.on),
        )
        .group_by(term.c.target)
        .subquery()
    )
    yield _of_target(kind, view, target, detail=leads.c.stated, since=leads.c["from"]).join_from(
        target, leads, leads.c.target == target.c.reference
    )


def _no_protocol(view: View) -> Iterator[Select[Any]]:
    target, agreement = view.table("targets"), view.table("agreements")
    own, shared = view.table("protocols"), view.table("protocols")
    # There are few agreements and many targets, so that agreements are asked, and asked first:
    # DISTINCT has PostgreSQL work them out once.
    without = (
        select(agreement.c.reference)
        .where(
            ~exists().where(
                shared.c.target.is_(None),
                shared.c.agreement == agreement.c.reference,
                holds(shared, view.on),
            )
        )
        .distinct()
    )
    there = exists().where(own.c.target == target.c.reference, holds(own, view.on))
    yield _of_target(FindingKind.NO_PROTOCOL, view, target, since=target.c["from"]).where(
        target.c.agreement.in_(without), not_(there)
    )


def _no_accountable_partner(view: View) -> Iterator[Select[Any]]:
    target, term, scrap = (view.table(kind) for kind in ("targets", "accountability", "scraps"))
    there = exists().where(
        term.c.target == scrap.c.target, term.c.partner.is_not(None), holds(term, view.on)
    )
    alone = select(scrap.c.target).where(~there).group_by(scrap.c.target).subquery()
    yield _of_target(
        FindingKind.NO_ACCOUNTABLE_PARTNER, view, target, since=target.c["from"]
    ).join_from(alone, target, alone.c.target == target.c.reference)


def _sum(view: View, kind: str, pool: ColumnElement[Any]) -> Any:
    rows = view.table(kind)
    total = select(func.coalesce(func.sum(rows.c.amount), 0)).where(rows.c.pool == pool)
    return total.scalar_subquery()


def _pence(amount: Any) -> ColumnElement[str]:
    return literal(_PENCE) + cast(amount, Text)


def _overallocated(view: View) -> Iterator[Select[Any]]:
    pool = view.table("pools")
    given = _sum(view, "allocations", pool.c.reference)
    there = _sum(view, "contributions", pool.c.reference)
    yield _row(
        FindingKind.OVERALLOCATED,
        "pools",
        pool,
        title=pool.c.title,
        agreement=pool.c.agreement,
        detail=_pence(given),
        more=_pence(there),
    ).where(given > there)


def _totals(view: View) -> Iterator[Select[Any]]:
    for of, kind in (
        (TotalOf.CONTRIBUTIONS, "contributions"),
        (TotalOf.ALLOCATIONS, "allocations"),
    ):
        total, pool = view.table("totals"), view.table("pools")
        yield (
            _differs(
                "pools", pool, total, _sum(view, kind, pool.c.reference), agreement=pool.c.agreement
            )
            .where(total.c.pool == pool.c.reference, total.c.of == of.value)
            .select_from(total)
        )
    total, area, grant = (view.table(kind) for kind in ("totals", "areas", "grants"))
    added = (
        select(func.coalesce(func.sum(grant.c.amount), 0))
        .where(
            grant.c.area == total.c.area,
            or_(
                total.c.financial_year.is_(None),
                grant.c.financial_year == total.c.financial_year,
            ),
        )
        .scalar_subquery()
    )
    yield _differs("areas", area, total, added, title=area.c.name).where(
        total.c.area == area.c.reference, total.c.of == TotalOf.GRANTS.value
    )


def _differs(
    about: str,
    record: FromClause,
    total: FromClause,
    added: Any,
    title: Any = None,
    agreement: Any = None,
) -> Select[Any]:
    return _row(
        FindingKind.TOTAL_DIFFERS,
        about,
        record,
        title=record.c.title if title is None else title,
        agreement=agreement,
        detail=_pence(total.c.amount),
        more=_pence(added),
    ).where(total.c.amount != added)


def _unanswered(view: View) -> Iterator[Select[Any]]:
    proposal, negotiation = view.table("proposals"), view.table("negotiations")
    later = view.table("proposals")
    superseded = exists().where(later.c.supersedes == proposal.c.reference, by(later.c.at, view.on))
    yield (
        _row(
            FindingKind.UNANSWERED,
            "proposals",
            proposal,
            title=proposal.c.title,
            agreement=negotiation.c.agreement,
            since=proposal.c.at,
        )
        .join_from(proposal, negotiation, proposal.c.negotiation == negotiation.c.reference)
        .where(
            or_(proposal.c.at.is_(None), proposal.c.at <= view.on),
            not_(answered_at_all(view, proposal)),
            not_(superseded),
        )
    )


def _decided_without_advice(view: View) -> Iterator[Select[Any]]:
    decision, negotiation = view.table("decisions"), view.table("negotiations")
    yield (
        _row(
            FindingKind.DECIDED_WITHOUT_ADVICE,
            "negotiations",
            negotiation,
            title=negotiation.c.title,
            agreement=negotiation.c.agreement,
            since=decision.c.at,
        )
        .join_from(decision, negotiation, decision.c.negotiation == negotiation.c.reference)
        .where(decision.c.advice.is_(None), or_(decision.c.at.is_(None), decision.c.at <= view.on))
    )


def _missed_milestones(view: View) -> Iterator[Select[Any]]:
    measured, later = view.table("measurements"), view.table("measurements")
    milestone, target = view.table("milestones"), view.table("targets")
    # Led by what was measured: milestones that nothing was measured for yet cost nothing.
    replaced = exists().where(
        later.c.target == measured.c.target,
        later.c.period == measured.c.period,
        by(later.c.reported_on, view.on),
        tuple_(func.coalesce(later.c.reported_on, ""), later.c.reference)
        > tuple_(func.coalesce(measured.c.reported_on, ""), measured.c.reference),
    )
    words = (
        literal("aimed at ")
        + milestone.c.aim_number
        + literal(", measured ")
        + cast(measured.c.value_number, Text)
    )
    rows = measured.join(
        milestone,
        and_(milestone.c.target == measured.c.target, milestone.c.period == measured.c.period),
    ).join(target, target.c.reference == measured.c.target)
    yield (
        _row(
            FindingKind.MISSED_MILESTONE,
            "targets",
            target,
            about=measured.c.target,
            title=target.c.title,
            agreement=target.c.agreement,
            detail=measured.c.period,
            more=words,
        )
        .select_from(rows)
        .where(
            by(measured.c.reported_on, view.on),
            met(milestone, measured.c.value_number, target.c.polarity).is_(False),
            not_(replaced),
        )
    )


_PARTS: Mapping[FindingKind, Callable[[View], Iterator[Select[Any]]]] = {
    FindingKind.NO_LEAD: _no_lead,
    FindingKind.JOINT_LEAD: partial(_lead_is, FindingKind.JOINT_LEAD, LeadState.JOINT),
    FindingKind.UNRESOLVED_LEAD: partial(
        _lead_is, FindingKind.UNRESOLVED_LEAD, LeadState.UNRESOLVED
    ),
    FindingKind.NO_PROTOCOL: _no_protocol,
    FindingKind.NO_ACCOUNTABLE_PARTNER: _no_accountable_partner,
    FindingKind.OVERALLOCATED: _overallocated,
    FindingKind.TOTAL_DIFFERS: _totals,
    FindingKind.UNANSWERED: _unanswered,
    FindingKind.DECIDED_WITHOUT_ADVICE: _decided_without_advice,
    FindingKind.MISSED_MILESTONE: _missed_milestones,
}
