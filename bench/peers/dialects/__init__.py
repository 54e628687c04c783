"""The three questions as each peer is asked them, and what its answers mean."""

from bench.peers.dialects import answerable, datasette, postgraphile

__all__ = ["answerable", "datasette", "postgraphile"]
