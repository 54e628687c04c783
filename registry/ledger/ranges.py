"""Ranges of leaves and their roots: the arithmetic that every proof about the tree shares.

A range is a start and an end, from 0, the end not included. A tree's root is that of the range of
all its leaves; splitting a range as RFC 6962 splits trees gives the two ranges under it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence

from registry.ledger.merkle import EMPTY_ROOT, TreePlace, hash_children

Range = tuple[int, int]


def split_range(start: int, end: int) -> int:
    """Return where a range of two leaves or more is split: after the largest power of two."""
    return start + (1 << (end - start - 1).bit_length() - 1)


def list_complete_nodes(start: int, end: int) -> list[TreePlace]:
    """List the complete nodes, from left to right, that together are the range."""
    width = end - start
    if width == 0:
        return []
    level = width.bit_length() - 1
    if width == 1 << level:
        return [(level, start >> level)]
    middle = split_range(start, end)
    return [*list_complete_nodes(start, middle), *list_complete_nodes(middle, end)]


def compute_range_root(known: Mapping[Range, bytes], start: int, end: int) -> bytes:
    """Return the root of a range out of the roots of ranges under it.

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
    middle = split_range(start, end)
    return hash_children(
        compute_range_root(known, start, middle), compute_range_root(known, middle, end)
    )


def list_covering_ranges(
    size: int, leaves: Sequence[int], cuts: Collection[int] = ()
) -> Iterator[Range]:
    """List the fewest ranges that, with some sorted leaves, lead to a tree's root.

    They lead to the root over each size in ``cuts`` as well, so that one list proves that the
    tree has only grown since.
    """
    if size:
        yield from _cover_range(0, size, leaves, cuts)


def _cover_range(
    start: int, end: int, leaves: Sequence[int], cuts: Collection[int]
) -> Iterator[Range]:
    place = bisect_left(leaves, start)
    holds = place < len(leaves) and leaves[place] < end
    if not holds and not any(start < cut < end for cut in cuts):
        yield start, end
    elif end - start > 1:
        middle = split_range(start, end)
        yield from _cover_range(start, middle, leaves, cuts)
        yield from _cover_range(middle, end, leaves, cuts)
