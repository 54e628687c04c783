"""What on the record does not stand as it should: never an error, always shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
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
    union_all,
)

from registry.reading.statuses import answered_at_all, by, milestone_met, milestone_outturn
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


def findings(view: View, kinds: Collection[str] | None = None) -> CompoundSelect[Any]:
    """All findings of a view, or those of some kinds, one row each, with the ``FINDING_COLUMNS``.

    ``title``, ``detail`` and ``more`` are what :func:`sentence` needs to say it in words.
    """
    parts = {
        (FindingKind.NO_LEAD, FindingKind.JOINT_LEAD, FindingKind.UNRESOLVED_LEAD): _leads,
        (FindingKind.NO_PROTOCOL,): _no_protocol,
        (FindingKind.NO_ACCOUNTABLE_PARTNER,): _no_accountable_partner,
        (FindingKind.OVERALLOCATED,): _overallocated,
        (FindingKind.TOTAL_DIFFERS,): _totals,
        (FindingKind.UNANSWERED,): _unanswered,
        (FindingKind.DECIDED_WITHOUT_ADVICE,): _decided_without_advice,
        (FindingKind.MISSED_MILESTONE,): _missed_milestones,
    }
    asked = [part for of, part in parts.items() if kinds is None or not set(of).isdisjoint(kinds)]
    # Where no kind is asked for, whoever asks leaves everything out.
    return union_all(*(each for part in asked or parts.values() for each in part(view)))


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
    about: str,
    record: FromClause,
    *,
    title: Any,
    agreement: Any,
    detail: Any = None,
    more: Any = None,
    since: Any = None,
) -> Select[Any]:
    def text(value: Any) -> ColumnElement[Any]:
        return cast(null() if value is None else value, Text)

    return select(
        literal(kind.value).label("kind"),
        literal(about).label("about_kind"),
        record.c.reference.label("about"),
        text(title).label("title"),
        text(detail).label("detail"),
        text(more).label("more"),
        text(since).label("since"),
        text(agreement).label("agreement"),
        record.c.standing.label("standing"),
    )


def _of_target(kind: FindingKind, view: View, target: FromClause, **parts: Any) -> Select[Any]:
    return _row(
        kind, "targets", target, title=target.c.title, agreement=target.c.agreement, **parts
    ).where(holds(target, view.on))


def _leads(view: View) -> Iterator[Select[Any]]:
    target, term = view.table("targets"), view.table("accountability")
    said = exists().where(
        term.c.target == target.c.reference,
        term.c.role == AccountabilityRole.LEAD.value,
        term.c.state != LeadState.MISSING.value,
        holds(term, view.on),
    )
    yield _of_target(FindingKind.NO_LEAD, view, target, since=target.c["from"]).where(not_(said))
    for kind, state in (
        (FindingKind.JOINT_LEAD, LeadState.JOINT),
        (FindingKind.UNRESOLVED_LEAD, LeadState.UNRESOLVED),
    ):
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
                holds(term, view.on),
            )
            .group_by(term.c.target)
            .subquery()
        )
        yield _of_target(
            kind, view, target, detail=leads.c.stated, since=leads.c["from"]
        ).join_from(target, leads, leads.c.target == target.c.reference)


def _no_protocol(view: View) -> Iterator[Select[Any]]:
    target, protocol = view.table("targets"), view.table("protocols")
    own = protocol.c.target == target.c.reference
    shared = and_(protocol.c.target.is_(None), protocol.c.agreement == target.c.agreement)
    there = exists().where(or_(own, shared), holds(protocol, view.on))
    yield _of_target(FindingKind.NO_PROTOCOL, view, target, since=target.c["from"]).where(
        not_(there)
    )


def _no_accountable_partner(view: View) -> Iterator[Select[Any]]:
    target, term, scrap = (view.table(kind) for kind in ("targets", "accountability", "scraps"))
    scraps = exists().where(scrap.c.target == target.c.reference)
    there = exists().where(
        term.c.target == target.c.reference, term.c.partner.is_not(None), holds(term, view.on)
    )
    yield _of_target(
        FindingKind.NO_ACCOUNTABLE_PARTNER, view, target, since=target.c["from"]
    ).where(scraps, not_(there))


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
    milestone, target = view.table("milestones"), view.table("targets")
    met = milestone_met(view, milestone, target.c.polarity)
    outturn = milestone_outturn(view, milestone, "value_number")
    words = (
        literal("aimed at ") + milestone.c.aim_number + literal(", measured ") + cast(outturn, Text)
    )
    yield (
        _row(
            FindingKind.MISSED_MILESTONE,
            "targets",
            target,
            title=target.c.title,
            agreement=target.c.agreement,
            detail=milestone.c.period,
            more=words,
        )
        .join_from(milestone, target, milestone.c.target == target.c.reference)
        .where(met.is_(False))
    )
