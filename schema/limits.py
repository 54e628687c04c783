"""The limits of a question, as ``Meta.limits`` publishes them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one question may ask for."""

    page_size: int = 100
    nodes: int = 10_000
    depth: int = 14
    aliases: int = 30
    tokens: int = 2_000
    body_bytes: int = 65_536
    seconds: float = 10.0


LIMITS = Limits()
