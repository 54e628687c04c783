"""Signed things, with neither database nor framework: keys, notes, checkpoints, minisign."""

from registry.signing import minisign
from registry.signing.checkpoints import (
    Checkpoint,
    CheckpointFile,
    read_checkpoint,
    sign_checkpoint,
)
from registry.signing.cosignatures import (
    Cosignature,
    WitnessKey,
    WitnessSigner,
    cosign,
    extract_cosignature,
    find_cosignature,
)
from registry.signing.key_history import KeyHistory, read_key_file
from registry.signing.key_statements import Restart, Revocation, Rotation, check_reason
from registry.signing.keyfiles import (
    create_key,
    find_signer,
    locate_key,
    make_log_origin,
    read_key,
    read_signer,
    write_new_key,
)
from registry.signing.keys import Signer, Verifier
from registry.signing.notes import Note, open_note, read_note, sign_note
from registry.signing.policies import NOBODY, MissingQuorum, TrustPolicy, WitnessGroup
from registry.signing.policy_files import parse_policy, read_policy
from registry.signing.trusted_keys import KEYS_FILE, read_trusted_key, read_verifier

__all__ = [
    "Checkpoint",
    "Cosignature",
    "MissingQuorum",
    "NOBODY",
    "Note",
    "TrustPolicy",
    "WitnessGroup",
    "WitnessKey",
    "WitnessSigner",
    "cosign",
    "extract_cosignature",
    "find_cosignature",
    "parse_policy",
    "read_key",
    "read_policy",
    "write_new_key",
    "CheckpointFile",
    "KEYS_FILE",
    "KeyHistory",
    "Restart",
    "Revocation",
    "Rotation",
    "Signer",
    "Verifier",
    "locate_key",
    "create_key",
    "minisign",
    "open_note",
    "make_log_origin",
    "read_checkpoint",
    "check_reason",
    "read_key_file",
    "read_note",
    "read_signer",
    "read_trusted_key",
    "read_verifier",
    "sign_checkpoint",
    "sign_note",
    "find_signer",
]
