"""Subscriptions: entries of the ledger, as they are recorded, to whoever follows it."""

from web.graphql.subscriptions.limits import Bounds
from web.graphql.subscriptions.transports import Subscriptions

__all__ = ["Bounds", "Subscriptions"]
