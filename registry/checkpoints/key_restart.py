"""Begin a new history of keys after the key was lost."""

from __future__ import annotations

from datetime import UTC, datetime

from registry.checkpoints.extension import check_extension
from registry.checkpoints.key_files import find_verifiers, read_key_history, store_key_history
from registry.checkpoints.sign import sign_now
from registry.checkpoints.storage import (
    list_signed_checkpoints,
    lock_log,
    read_log_key,
)
from registry.database import Registry
from registry.errors import Damaged, InvalidInput, Problem, SigningRefused
from registry.settings import Settings
from registry.signing import (
    Checkpoint,
    Restart,
    Verifier,
    create_key,
    locate_key,
    read_signer,
    sign_note,
)


def restart_key(registry: Registry, settings: Settings) -> Restart:
    """Make a key after the one before was lost; it begins at the newest signed checkpoint.

    Nobody but the new key signs that. A run that was cut off is taken up by the next.

    Raises:
        InvalidInput: there is a key, or nothing was signed before.
        SigningRefused: the ledger does not extend what was signed before.
    """
    path = locate_key(settings)
    fresh = path.with_name(f"{path.name}.new")
    if path.exists():
        remedy = "Use `key rotate`; after-loss is for a key that nobody has"
        raise InvalidInput([Problem("there is a key already", remedy, value=str(path))])
    with lock_log(settings):
        history = read_key_history(settings)
        old, newest = _find_newest(registry, settings)
        new = read_signer(fresh) if fresh.exists() else create_key(fresh, old.name)
        restart = next((one for one in history.list_restarts() if one.new == new.verifier), None)
        if restart is None:
            restart = Restart(
                key=old,
                new=new.verifier,
                day=datetime.now(UTC).date(),
                size=newest.size,
                root=newest.root,
            )
            longer = history.add((sign_note(restart.text(), new),))
            store_key_history(settings, longer, new.verifier)
        fresh.replace(path)
    sign_now(registry, settings)
    return restart


def _find_newest(registry: Registry, settings: Settings) -> tuple[Verifier, Checkpoint]:
    """Find the key that was lost, and the newest checkpoint that it signed."""
    key = find_verifiers(settings)[-1] if read_log_key(settings) else None
    stored = list(list_signed_checkpoints(settings))
    try:
        with registry.reading() as session:
            check_extension(session.connection, stored, [key] if key else [])
    except Damaged as error:
        raise SigningRefused(f"Nothing was signed: {error}") from error
    signed = [one.read().checkpoint for one in stored if key and one.read().list_signers([key])]
    if key is None or not signed:
        remedy = "Run `answerable key new` without --after-loss"
        raise InvalidInput([Problem("no key signed anything here before", remedy)])
    return key, max(signed, key=lambda one: one.size)
