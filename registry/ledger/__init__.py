"""The ledger: what happened is recorded once, in order, for good."""

from registry.ledger.canonical import canonical, digest_of, key_of
from registry.ledger.consistency import consistency_places, proves_consistency
from registry.ledger.drafts import Draft
from registry.ledger.entries import (
    CHANNEL,
    Position,
    append,
    blank,
    entries_about,
    position,
    read_edge,
    read_entries,
    recorded_keys,
    root,
)
from registry.ledger.leaves import (
    COMMITTED,
    LEAF_COLUMNS,
    LEAF_VERSION,
    UnknownLeafVersion,
    leaf_bytes,
    leaf_fields,
    uncommitted_columns,
)
from registry.ledger.merkle import EMPTY_ROOT, Edge, leaf_hash, proves_inclusion
from registry.ledger.nodes import subtrees
from registry.ledger.proofs import (
    consistency_proof,
    inclusion_proof,
    leaf_of,
    leaves_after,
    what_is_wrong,
)
from registry.ledger.ranges import Range, cover, folded
from registry.ledger.tiles import (
    Tile,
    bundle,
    tile_hashes,
    tiles_of,
)

__all__ = [
    "CHANNEL",
    "COMMITTED",
    "EMPTY_ROOT",
    "LEAF_COLUMNS",
    "LEAF_VERSION",
    "Draft",
    "Edge",
    "Position",
    "Range",
    "Tile",
    "UnknownLeafVersion",
    "append",
    "blank",
    "bundle",
    "canonical",
    "consistency_places",
    "consistency_proof",
    "cover",
    "digest_of",
    "entries_about",
    "folded",
    "inclusion_proof",
    "key_of",
    "leaf_bytes",
    "leaf_fields",
    "leaf_hash",
    "leaf_of",
    "leaves_after",
    "position",
    "proves_consistency",
    "proves_inclusion",
    "read_edge",
    "read_entries",
    "recorded_keys",
    "root",
    "subtrees",
    "tile_hashes",
    "tiles_of",
    "uncommitted_columns",
    "what_is_wrong",
]
