"""How agreements pay by result."""

from __future__ import annotations

from registry import models
from schema.bindings import column, record_type
from schema.scalars import Decimal
from schema.types.interfaces import Resource
from schema.types.values import Money, money_if_any


@record_type(models.RewardRule)
class RewardRule(Resource):
    percent_of_net_budget: Decimal | None = column(models.RewardRule.percent_of_net_budget)
    net_budget: Money | None = money_if_any(models.RewardRule.net_budget, stated=None)
    potential: Money | None = money_if_any(models.RewardRule.potential, stated=None)
    pump_priming: Money | None = money_if_any(models.RewardRule.pump_priming, stated=None)
    floor_percent: Decimal | None = column(models.RewardRule.floor_percent)
    cap_percent: Decimal | None = column(models.RewardRule.cap_percent)
    stated: str | None = column(models.RewardRule.stated)
