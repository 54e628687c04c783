"""The Merkle tree over the ledger: hashing as in RFC 6962, section 2.1, and its arithmetic.

A node at ``level`` and ``index`` covers the leaves from ``index << level``; only complete nodes
are kept, so that nothing that was written ever changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()

TreePlace = tuple[int, int]


def hash_leaf(data: bytes) -> bytes:
    """Return the hash of a leaf (RFC 6962: one zero byte before the data)."""
    return sha256(b"\x00" + data).digest()


def hash_children(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node (RFC 6962: a byte of one before both children)."""
    return sha256(b"\x01" + left + right).digest()


def list_edge_places(size: int) -> list[TreePlace]:
    """List the complete nodes at the right edge of a tree, the lowest first."""
    return [(level, (size >> level) - 1) for level in range(size.bit_length()) if size >> level & 1]


@dataclass(slots=True)
class TreeEdge:
    """The right edge of a growing tree: all that appending needs to know of it."""

    size: int
    hashes: dict[int, bytes] = field(default_factory=dict)

    @classmethod
    def from_nodes(cls, size: int, nodes: Mapping[TreePlace, bytes]) -> TreeEdge:
        """Make the edge of a tree of ``size`` leaves from the nodes of ``list_edge_places``."""
        return cls(size, {place[0]: nodes[place] for place in list_edge_places(size)})

    def append(self, leaf: bytes) -> list[tuple[TreePlace, bytes]]:
        """Add a leaf's hash; returns the inner nodes that it completes."""
        made: list[tuple[TreePlace, bytes]] = []
        level, index, current = 0, self.size, leaf
        while index & 1:
            current = hash_children(self.hashes.pop(level), current)
            level, index = level + 1, index >> 1
            made.append(((level, index), current))
        self.hashes[level] = current
        self.size += 1
        return made

    def compute_root(self) -> bytes:
        """Return the tree's root hash."""
        ordered = [self.hashes[level] for level in sorted(self.hashes)]
        if not ordered:
            return EMPTY_ROOT
        root = ordered[0]
        for left in ordered[1:]:
            root = hash_children(left, root)
        return root


def _split_size(size: int) -> int:
    """Return the largest power of two below ``size``."""
    return 1 << (size - 1).bit_length() - 1


def list_inclusion_ranges(index: int, size: int) -> list[tuple[int, int]]:
    """List the ranges (start, end) whose roots prove leaf ``index``, the nearest first."""
    start, end, places = 0, size, []
    while end - start > 1:
        middle = start + _split_size(end - start)
        if index < middle:
            places.append((middle, end))
            end = middle
        else:
            places.append((start, middle))
            start = middle
    return places[::-1]


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Return whether ``proof`` leads from a leaf's hash to the root over ``size`` leaves."""
    places = list_inclusion_ranges(index, size)
    if not 0 <= index < size or len(places) != len(proof):
        return False
    current = leaf
    for (start, _), sibling in zip(places, proof, strict=True):
        current = (
            hash_children(current, sibling) if start > index else hash_children(sibling, current)
        )
    return current == root
