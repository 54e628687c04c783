"""The ledger: what happened is recorded once, in order, for good."""

from registry.ledger.canonical import canonical, digest_of, key_of
from registry.ledger.entries import (
    Draft,
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
from registry.ledger.merkle import EMPTY_ROOT, Edge, proves_inclusion
from registry.ledger.proofs import inclusion_proof, leaf_of, what_is_wrong

__all__ = [
    "EMPTY_ROOT",
    "Draft",
    "Edge",
    "Position",
    "append",
    "blank",
    "canonical",
    "digest_of",
    "entries_about",
    "inclusion_proof",
    "key_of",
    "leaf_of",
    "position",
    "proves_inclusion",
    "read_edge",
    "read_entries",
    "recorded_keys",
    "root",
    "what_is_wrong",
]
