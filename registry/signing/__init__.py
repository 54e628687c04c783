"""Signed things, with neither database nor framework: keys, notes, checkpoints, minisign."""

from registry.signing import minisign
from registry.signing.checkpoints import (
    Checkpoint,
    CheckpointFile,
    read_checkpoint,
    sign_checkpoint,
)
from registry.signing.keyfiles import (
    create_key,
    find_signer,
    locate_key,
    make_log_origin,
    read_signer,
)
from registry.signing.keys import Signer, Verifier
from registry.signing.notes import Note, open_note, read_note, sign_note
from registry.signing.trusted_keys import read_verifier

__all__ = [
    "Checkpoint",
    "Note",
    "CheckpointFile",
    "Signer",
    "Verifier",
    "locate_key",
    "create_key",
    "minisign",
    "open_note",
    "make_log_origin",
    "read_checkpoint",
    "read_note",
    "read_signer",
    "read_verifier",
    "sign_checkpoint",
    "sign_note",
    "find_signer",
]
