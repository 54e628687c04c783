"""Subscriptions: entries of the ledger, as they are recorded, to whoever follows it."""

from web.graphql.subscriptions.limits import SubscriptionLimits
from web.graphql.subscriptions.transports import Subscriptions

__all__ = ["SubscriptionLimits", "Subscriptions"]
