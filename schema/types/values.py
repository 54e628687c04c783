"""Values that are made of several columns: sources, money, quantities, codes, signatures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, func, null

from registry import models
from registry.vocabulary import Basis, Standing
from schema.bindings import (
    ConstantBinding,
    PartBinding,
    ThroughBinding,
    ToOne,
    archived_copy,
    bound_field,
    column,
    meaning_of,
    object_type,
    owner_column,
    part,
    relation,
    value,
)
from schema.enums import Currency
from schema.planner.row_context import RowContext
from schema.scalars import URI, Date, Decimal

if TYPE_CHECKING:
    from schema.types.partners import Partner


@object_type
class Source:
    """The document that a record was taken from, and how it stands to it."""

    title: str = column(models.Source.title)
    publisher: str | None = column(models.Source.publisher)
    published_on: Date | None = column(models.Source.published_on)
    url: URI | None = column(models.Source.url)
    archived: URI | None = archived_copy(
        models.Source.url,
        "Where an archive may keep a copy of it; null where this register names no archive",
    )
    reference: str = column(models.Source.reference)
    locator: str | None = owner_column(models.Target.locator)
    standing: Standing = owner_column(models.Target.standing)


@object_type
class Money:
    """A sum of money."""

    amount: Decimal = value("amount", "The sum in pounds and pence")
    currency: Currency = bound_field(ConstantBinding("GBP"), "In which currency", basis=Basis.FACTS)
    stated: str | None = value("stated", "The sum as the source words it")


@object_type
class Quantity:
    """A quantity as stated, and what was made of it."""

    stated: str = value("stated", "What the source says, word for word")
    number: Decimal | None = value("number", "The number in it, where there is one")
    unit: str | None = value("unit", "The number's unit")
    period: str | None = value("period", "The period that the number speaks of")
    why: str | None = value("why", "Why there is no number")


@object_type
class Code:
    """A code or identifier by which something goes, in one scheme."""

    scheme: str = column(models.AreaCode.scheme)
    value: str = column(models.AreaCode.value)
    from_: Date | None = column(models.AreaCode.from_, name="from")
    until: Date | None = column(models.AreaCode.until)


@object_type
class Signature:
    """That a partner signed."""

    partner: Partner = relation(models.AgreementSignature.partner)
    role: str | None = column(models.AgreementSignature.role)
    signed_on: Date | None = column(models.AgreementSignature.signed_on)


def money(amount: Any, description: str | None = None, *, stated: str | None = "stated") -> Any:
    """Declare a field that shows a sum that is never null, with its wording where stated."""
    return part(_money_values(amount, stated), description or meaning_of(amount), basis=Basis.FACTS)


def money_if_any(
    amount: Any, description: str | None = None, *, stated: str | None = "stated"
) -> Any:
    """Declare a field that shows a sum, or null where there is none."""
    values = _money_values(amount, stated)
    return part(
        values,
        description or meaning_of(amount),
        lambda values: values["amount"],
        basis=Basis.FACTS,
    )


def _money_values(amount: Any, stated: str | None) -> Any:
    def values(context: RowContext) -> Mapping[str, ColumnElement[Any]]:
        sum_ = (
            context.column(amount.property.columns[0].name)
            if _is_column(amount)
            else amount(context)
        )
        return {"amount": sum_, "stated": context.column(stated) if stated else null()}

    return values


def _is_column(amount: Any) -> bool:
    return hasattr(amount, "property")


def quantity(prefix: str, description: str, *, period: bool = False) -> Any:
    """Declare a field that shows a quantity of columns with a prefix, or null."""
    return part(
        quantity_values(prefix, period=period),
        description,
        lambda values: func.coalesce(values["known"], values["number"], values["why"]),
        basis=Basis.FACTS,
    )


def quantity_always(prefix: str, description: str) -> Any:
    """Declare a field that shows a quantity that is never null, whether stated or not."""
    return part(quantity_values(prefix), description, basis=Basis.FACTS)


def quantity_values(prefix: str, *, period: bool = False) -> Any:
    """Return the values of a quantity of columns with a prefix."""

    def values(context: RowContext) -> Mapping[str, ColumnElement[Any]]:
        stated, number = context.column(f"{prefix}_stated"), context.column(f"{prefix}_number")
        return {
            "known": stated,
            "there": context.column("reference"),
            "stated": func.coalesce(stated, number, ""),
            "number": number,
            "unit": context.column(f"{prefix}_unit"),
            "period": context.column(f"{prefix}_period" if period else "period"),
            "why": context.column(f"{prefix}_why"),
        }

    return values


def through_quantity(target: ToOne, prefix: str, description: str) -> Any:
    """Declare a field that shows a quantity of a joined row, or null."""
    binding = PartBinding(quantity_values(prefix), lambda values: values["there"])
    return bound_field(ThroughBinding(target, binding), description, basis=Basis.FACTS)
