"""Subscriptions: entries of the ledger, as they are recorded, to whoever follows it."""

from web.subscriptions.bounds import Bounds
from web.subscriptions.serving import Subscriptions

__all__ = ["Bounds", "Subscriptions"]
