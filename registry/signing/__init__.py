"""Signed things, with neither database nor framework: keys, notes, checkpoints, minisign."""

from registry.signing import minisign
from registry.signing.checkpoints import Checkpoint, Opened, read_checkpoint, signed_checkpoint
from registry.signing.keyfiles import key_path, new_key, origin_of, read_signer, signer_of
from registry.signing.keys import Signer, Verifier
from registry.signing.notes import Note, open_note, read_note, signed_note
from registry.signing.trusted_keys import read_verifier

__all__ = [
    "Checkpoint",
    "Note",
    "Opened",
    "Signer",
    "Verifier",
    "key_path",
    "new_key",
    "minisign",
    "open_note",
    "origin_of",
    "read_checkpoint",
    "read_note",
    "read_signer",
    "read_verifier",
    "signed_checkpoint",
    "signed_note",
    "signer_of",
]
