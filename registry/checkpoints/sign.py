"""Sign where the ledger stands: nothing that does not extend what was signed before."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from registry.checkpoints.cosigning import add_cosignatures, ask_witnesses
from registry.checkpoints.extension import check_extension
from registry.checkpoints.key_files import read_key_history
from registry.checkpoints.key_limits import check_key_counts
from registry.checkpoints.storage import (
    list_signed_checkpoints,
    lock_log,
    store_checkpoint,
)
from registry.checkpoints.witnesses import list_witnesses
from registry.database import Registry
from registry.errors import Damaged, SigningRefused
from registry.ledger import compute_root, read_position
from registry.settings import Settings
from registry.signing import Checkpoint, Signer, locate_key, read_signer, sign_checkpoint


def can_sign(settings: Settings) -> bool:
    """Return whether this process can read a key to sign with."""
    return os.access(locate_key(settings), os.R_OK)


def sign_now(registry: Registry, settings: Settings, others: Iterable[Path] = ()) -> Checkpoint:
    """Sign where the ledger stands now.

    Raises:
        InvalidInput: there is no key, or it cannot be used.
        SigningRefused: the ledger does not extend what was signed before.
    """
    signer = read_signer(locate_key(settings))
    with registry.reading() as session:
        size = read_position(session.connection).number
        root = bytes.fromhex(compute_root(session.connection, size))
    checkpoint = Checkpoint(signer.name, size, root)
    sign_at(registry, settings, signer, checkpoint, others)
    return checkpoint


def sign_at(
    registry: Registry,
    settings: Settings,
    signer: Signer,
    checkpoint: Checkpoint,
    others: Iterable[Path] = (),
) -> str:
    """Sign a checkpoint of the ledger, of now or of an older entry, and store the newest.

    The ledger of now has to extend every checkpoint that was signed: of the log, of releases,
    beside the key, and in the ``others`` files; and it has to extend the one to be signed. One
    process signs at a time. Then witnesses are asked to cosign it.

    Raises:
        SigningRefused: the ledger does not extend one of them, or the key was rotated or revoked.
    """
    with lock_log(settings), registry.reading() as session:
        connection = session.connection
        check_key_counts(read_key_history(settings), signer.verifier)
        try:
            signed = list(list_signed_checkpoints(settings, others))
            check_extension(connection, signed, [signer.verifier])
            if compute_root(connection, checkpoint.size) != checkpoint.root.hex():
                raise Damaged(f"entry {checkpoint.size}", "its root is not that of the ledger")
        except Damaged as error:
            raise SigningRefused(
                f"Nothing was signed: {error}. Nothing is signed that does not extend what was "
                "signed before: find out who changed the ledger, and restore it from a backup"
            ) from error
        text = sign_checkpoint(checkpoint, signer)
        text = add_cosignatures(text, list_witnesses(settings), [one.text for one in signed])
        store_checkpoint(settings, text, signer.verifier)
    # Others can sign meanwhile: witnesses may take their time.
    return ask_witnesses(registry, settings, text, signer.verifier)
