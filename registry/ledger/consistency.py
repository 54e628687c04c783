"""That a tree has only grown: consistency proofs as in RFC 6962, section 2.1.2."""

from __future__ import annotations

from collections.abc import Sequence

from registry.ledger.merkle import EMPTY_ROOT
from registry.ledger.ranges import Range, compute_range_root, split_range


def list_consistency_ranges(old: int, new: int) -> list[Range]:
    """List the ranges whose roots prove that a tree still begins with ``old`` leaves.

    Raises:
        ValueError: the old tree is the larger one.
    """
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} leaves never had {old}")
    if old in (0, new):
        return []
    start, end, places = 0, new, []
    while old != end:
        middle = split_range(start, end)
        if old <= middle:
            places.append((middle, end))
            end = middle
        else:
            places.append((start, middle))
            start = middle
    # The old tree itself is left out where it is a complete node: whoever checks has its root.
    return places[::-1] if start == 0 else [(start, end), *places[::-1]]


def verify_consistency(
    old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Return whether ``proof`` shows that a tree begins with all leaves of an older one."""
    if not 0 <= old <= new:
        return False
    places = list_consistency_ranges(old, new)
    if len(places) != len(proof):
        return False
    if old == 0:
        return old_root == EMPTY_ROOT
    if old == new:
        return old_root == new_root
    known = dict(zip(places, proof, strict=True))
    if old.bit_count() == 1:
        known[0, old] = old_root
    return (
        compute_range_root(known, 0, old) == old_root
        and compute_range_root(known, 0, new) == new_root
    )
