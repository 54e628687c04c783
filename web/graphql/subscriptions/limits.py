"""Limits of subscriptions: how many, and how long each side waits for the other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionLimits:
    """The limits of subscriptions.

    Attributes:
        connections: sockets and event streams of this process together.
        per_client: those of one client; the machine itself may have all.
        operations: what is under way in one socket at a time.
        greeting: seconds within which a socket must say ``connection_init``.
        asking: seconds within which a socket must ask for something.
        sending: seconds that a message may wait for its reader before the connection is closed.
        closing: seconds that a goodbye may wait for its reader.
        quiet: seconds after which an event stream without events shows that it is alive.
        looking: seconds between two looks at the head of an SQLite ledger.
        listening: seconds between two looks at PostgreSQL's, where no notification came.
        again: seconds before a broken connection to PostgreSQL is opened anew.
    """

    connections: int = 1_000
    per_client: int = 100
    operations: int = 20
    greeting: float = 10.0
    asking: float = 15.0
    sending: float = 20.0
    closing: float = 5.0
    quiet: float = 15.0
    looking: float = 0.25
    listening: float = 5.0
    again: float = 1.0
