"""The same API as it is usually written: Strawberry, DataLoader, SQLAlchemy's AsyncSession."""

from bench.peers.naive.app import app

__all__ = ["app"]
