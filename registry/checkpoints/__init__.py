"""Signed checkpoints of the ledger: where they are stored, what extends them, and the next one."""

from registry.checkpoints.extension import check_extension
from registry.checkpoints.key_changes import revoke_key, rotate_key
from registry.checkpoints.key_files import (
    find_verifiers,
    read_key_history,
    read_public_history,
)
from registry.checkpoints.key_restart import restart_key
from registry.checkpoints.sign import can_sign, sign_at, sign_now
from registry.checkpoints.storage import (
    StoredCheckpoint,
    list_checkpoints,
    list_signed_checkpoints,
    log_folder,
    read_log_key,
    read_newest_checkpoint,
)
from registry.checkpoints.witnesses import (
    AskedWitness,
    WitnessAnswer,
    add_witness,
    list_witnesses,
    read_answers,
    remove_witness,
)

__all__ = [
    "AskedWitness",
    "StoredCheckpoint",
    "WitnessAnswer",
    "add_witness",
    "list_witnesses",
    "read_answers",
    "remove_witness",
    "can_sign",
    "check_extension",
    "find_verifiers",
    "list_checkpoints",
    "list_signed_checkpoints",
    "log_folder",
    "read_key_history",
    "read_log_key",
    "read_newest_checkpoint",
    "read_public_history",
    "restart_key",
    "revoke_key",
    "rotate_key",
    "sign_at",
    "sign_now",
]
