"""Numbers that look random and are always the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
_MASK = (1 << 64) - 1


def mix_numbers(*parts: int) -> int:
    """Return a number of 64 bits made of others (splitmix64): nearby ones give unrelated ones.

    >>> mixed(1, 2)
    13608149317741381227
    """
    state = 0
    for part in parts:
        state = (state + part + 0x9E3779B97F4A7C15) & _MASK
        state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & _MASK
        state ^= state >> 31
    return state


def pick_option(options: Sequence[T], *parts: int) -> T:
    """One of some options."""
    return options[mix_numbers(*parts) % len(options)]


def pick_between(low: int, high: int, *parts: int) -> int:
    """Return a whole number from ``low`` to ``high``, both included."""
    return low + mix_numbers(*parts) % (high - low + 1)
