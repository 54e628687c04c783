"""The ledger: what happened is recorded once, in order, for good."""

from registry.ledger.canonical import compute_digest, compute_key, to_canonical_json
from registry.ledger.consistency import list_consistency_ranges, verify_consistency
from registry.ledger.drafts import Draft
from registry.ledger.entries import (
    CHANNEL,
    Position,
    append_entries,
    blank_entry,
    compute_root,
    find_recorded_keys,
    read_entries,
    read_entries_about,
    read_position,
    read_tree_edge,
)
from registry.ledger.leaves import (
    COMMITTED,
    LEAF_COLUMNS,
    LEAF_VERSION,
    UnknownLeafVersion,
    encode_leaf,
    find_uncommitted_columns,
    list_leaf_fields,
)
from registry.ledger.merkle import EMPTY_ROOT, TreeEdge, hash_leaf, verify_inclusion
from registry.ledger.nodes import read_range_roots
from registry.ledger.proofs import (
    compute_leaf_hash,
    find_entry_fault,
    make_consistency_proof,
    make_inclusion_proof,
    read_leaves,
)
from registry.ledger.ranges import Range, compute_range_root, list_covering_ranges
from registry.ledger.tiles import (
    Tile,
    list_tiles,
    read_entry_tile,
    read_hash_tile,
)

__all__ = [
    "CHANNEL",
    "COMMITTED",
    "EMPTY_ROOT",
    "LEAF_COLUMNS",
    "LEAF_VERSION",
    "Draft",
    "TreeEdge",
    "Position",
    "Range",
    "Tile",
    "UnknownLeafVersion",
    "append_entries",
    "blank_entry",
    "read_entry_tile",
    "to_canonical_json",
    "list_consistency_ranges",
    "make_consistency_proof",
    "list_covering_ranges",
    "compute_digest",
    "read_entries_about",
    "compute_range_root",
    "make_inclusion_proof",
    "compute_key",
    "encode_leaf",
    "list_leaf_fields",
    "hash_leaf",
    "compute_leaf_hash",
    "read_leaves",
    "read_position",
    "verify_consistency",
    "verify_inclusion",
    "read_tree_edge",
    "read_entries",
    "find_recorded_keys",
    "compute_root",
    "read_range_roots",
    "read_hash_tile",
    "list_tiles",
    "find_uncommitted_columns",
    "find_entry_fault",
]
