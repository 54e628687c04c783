"""Ranges of leaves and their roots: the arithmetic that every proof about the tree shares.

A range is a start and an end, from 0, the end not included. A tree's root is that of the range of
all its leaves; splitting a range as RFC 6962 splits trees gives the two ranges under it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence

from registry.ledger.merkle import EMPTY_ROOT, Place, node_hash

Range = tuple[int, int]


def split_of(start: int, end: int) -> int:
    """Where a range of two leaves or more is split: after the largest power of two below it."""
    return start + (1 << (end - start - 1).bit_length() - 1)


def complete_nodes(start: int, end: int) -> list[Place]:
    """The complete nodes, from left to right, that together are the range."""
    width = end - start
    if width == 0:
        return []
    level = width.bit_length() - 1
    if width == 1 << level:
        return [(level, start >> level)]
    middle = split_of(start, end)
    return [*complete_nodes(start, middle), *complete_nodes(middle, end)]


def folded(known: Mapping[Range, bytes], start: int, end: int) -> bytes:
    """The root of a range out of the roots of ranges under it.

    Raises:
        KeyError: with a range under which not all is known.
    """
    found = known.get((start, end))
    if found is not None:
        return found
    if end - start < 2:
        if end == 0:
            return EMPTY_ROOT
        raise KeyError((start, end))
    middle = split_of(start, end)
    return node_hash(folded(known, start, middle), folded(known, middle, end))


def cover(size: int, leaves: Sequence[int], cuts: Collection[int] = ()) -> Iterator[Range]:
    """The fewest ranges that, with some sorted leaves, lead to the root over ``size`` leaves.

    They lead to the root over each size in ``cuts`` as well, so that one list proves that the
    tree has only grown since.
    """
    if size:
        yield from _cover(0, size, leaves, cuts)


def _cover(start: int, end: int, leaves: Sequence[int], cuts: Collection[int]) -> Iterator[Range]:
    place = bisect_left(leaves, start)
    holds = place < len(leaves) and leaves[place] < end
    if not holds and not any(start < cut < end for cut in cuts):
        yield start, end
    elif end - start > 1:
        middle = split_of(start, end)
        yield from _cover(start, middle, leaves, cuts)
        yield from _cover(middle, end, leaves, cuts)
