"""Conditions of filters that concern more than one column."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    and_,
    false,
    func,
    or_,
    select,
    tuple_,
)

from registry.reading import (
    View,
    days_waiting,
    lead_state,
    select_in_agreements,
    select_in_areas,
    select_led,
    share_belonging,
    share_led,
    share_waiting,
)
from schema.inputs.filter_fields import is_any_of
from schema.planner.captures import RequestValue
from schema.planner.identifiers import select_identified
from schema.planner.row_context import RowContext


def in_region(item: RowContext, regions: RequestValue) -> ColumnElement[bool]:
    """Require that the item's area is in one of some regions."""
    area = item.moment.table("areas")
    return item.row.c.area.in_(
        select(area.c.reference).where(is_any_of(item, area.c.region, regions))
    )


def area_of_agreement(item: RowContext, areas: RequestValue) -> ColumnElement[bool]:
    """Require that the item's agreement is of one of some areas."""
    agreement = item.moment.table("agreements")
    found = select(agreement.c.reference).where(is_any_of(item, agreement.c.area, areas))
    return item.row.c.agreement.in_(found)


def area_of_finding(item: RowContext, areas: RequestValue) -> ColumnElement[bool]:
    """Require that a finding is about one of some areas, or in an agreement of one."""
    direct = and_(item.row.c.about_kind == "areas", is_any_of(item, item.row.c.about, areas))
    return or_(direct, func.coalesce(area_of_agreement(item, areas), False))


def agreement_of_negotiation(item: RowContext, agreements: RequestValue) -> ColumnElement[bool]:
    """Require that the item's negotiation is of one of some agreements."""
    negotiation = item.moment.table("negotiations")
    found = select(negotiation.c.reference).where(
        is_any_of(item, negotiation.c.agreement, agreements)
    )
    return item.row.c.negotiation.in_(found)


def has_lead_state(item: RowContext, states: RequestValue) -> ColumnElement[bool]:
    """Require that a target's lead is in one of some states on the day."""
    return is_any_of(item, lead_state(item.moment.view, item.row), states)


def led_by(item: RowContext, partners: RequestValue) -> ColumnElement[bool]:
    """Require that one of some partners leads a target on the day."""
    rows = select_led(item.moment.view).subquery()
    found = select(rows.c.target).where(is_any_of(item, rows.c.partner, partners))
    return item.row.c.reference.in_(found)


def is_among_led(item: RowContext, partners: RequestValue) -> ColumnElement[bool]:
    """Require the same as ``led_by``, by what is computed once for all conditions."""
    if item.moment.view.dated:
        return led_by(item, partners)
    rows = share_led(item.moment.view).alias()
    found = select(rows.c.target).where(is_any_of(item, rows.c.partner, partners))
    return item.row.c.reference.in_(found)


def goes_by(item: RowContext, identifiers: RequestValue) -> ColumnElement[bool]:
    """Require that an organisation goes by one of some identifiers."""
    return item.row.c.reference.in_(select_identified(item, identifiers))


def concerns_agreement(entry: RowContext, agreements: RequestValue) -> ColumnElement[bool]:
    """Require that an entry is about one of some agreements, or about what belongs to one."""
    return _is_about(entry, _belonging(entry, "agreements", agreements))


def concerns_area(entry: RowContext, areas: RequestValue) -> ColumnElement[bool]:
    """Require that an entry is about one of some areas, or about what belongs to one.

    Agreements of an area, and what belongs to them, are among that.
    """
    belonging = share_belonging(entry.moment.view, "agreements").alias()
    agreement = entry.moment.table("agreements")
    mine = (
        select(belonging.c.kind, belonging.c.reference)
        .join(agreement, agreement.c.reference == belonging.c.owner)
        .where(is_any_of(entry, agreement.c.area, areas))
    )
    of_area = _belonging(entry, "areas", areas)
    return or_(_is_about(entry, of_area), _is_about(entry, mine))


def is_in_agreement(entry: RowContext, agreements: RequestValue) -> ColumnElement[bool]:
    """Require the same as ``concerns_agreement`` of an entry that is joined with its agreement."""
    return is_any_of(entry, _join_owner(entry, select_in_agreements).c.owner, agreements)


def is_in_area(entry: RowContext, areas: RequestValue) -> ColumnElement[bool]:
    """Require the same as ``concerns_area`` of an entry that is joined with its areas."""
    found = (
        _join_owner(entry, select_in_agreements).c.area,
        _join_owner(entry, select_in_areas).c.owner,
    )
    return or_(*(func.coalesce(is_any_of(entry, area, areas), false()) for area in found))


def _join_owner(entry: RowContext, rows: Callable[[View], Select[Any]]) -> FromClause:
    """Join an entry with what its thing belongs to, which is one record at most."""
    return entry.join(rows, _is_the_thing, rows).row


def _is_the_thing(entry: RowContext, row: FromClause) -> ColumnElement[bool]:
    return and_(row.c.kind == entry.row.c.about_kind, row.c.reference == entry.row.c.about)


def _belonging(entry: RowContext, kind: str, owners: RequestValue) -> Select[Any]:
    rows = share_belonging(entry.moment.view, kind).alias()
    return select(rows.c.kind, rows.c.reference).where(is_any_of(entry, rows.c.owner, owners))


def _is_about(entry: RowContext, records: Select[Any]) -> ColumnElement[bool]:
    return tuple_(entry.row.c.about_kind, entry.row.c.about).in_(records)


def waiting_from(item: RowContext, days: RequestValue) -> ColumnElement[bool]:
    """Require that a proposal waited for so many days or more."""
    return days_waiting(item.moment.view, item.row) >= item.bind(days, int, BigInteger())


def waiting_until(item: RowContext, days: RequestValue) -> ColumnElement[bool]:
    """Require that a proposal waited for fewer days."""
    return days_waiting(item.moment.view, item.row) < item.bind(days, int, BigInteger())


def is_among_waiting_from(item: RowContext, days: RequestValue) -> ColumnElement[bool]:
    """Require the same as ``waiting_from``, by what is computed once for all conditions."""
    if item.moment.view.dated:
        return waiting_from(item, days)
    rows = share_waiting(item.moment.view).alias()
    return _is_listed(item, rows, rows.c.days >= item.bind(days, int, BigInteger()))


def is_among_waiting_until(item: RowContext, days: RequestValue) -> ColumnElement[bool]:
    """Require the same as ``waiting_until``, by what is computed once for all conditions."""
    if item.moment.view.dated:
        return waiting_until(item, days)
    rows = share_waiting(item.moment.view).alias()
    return _is_listed(item, rows, rows.c.days < item.bind(days, int, BigInteger()))


def _is_listed(
    item: RowContext, rows: FromClause, condition: ColumnElement[bool]
) -> ColumnElement[bool]:
    return item.row.c.reference.in_(select(rows.c.reference).where(condition))


def made_from(item: RowContext, day: RequestValue) -> ColumnElement[bool]:
    """Require that a proposal was made on a day or later."""
    return item.row.c["at"] >= item.bind(day)


def made_until(item: RowContext, day: RequestValue) -> ColumnElement[bool]:
    """Require that a proposal was made before a day."""
    return item.row.c["at"] < item.bind(day)
