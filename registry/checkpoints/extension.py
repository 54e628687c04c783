"""Whether the ledger extends checkpoints that were made of it before."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection

from registry.checkpoints.storage import StoredCheckpoint
from registry.errors import Damaged
from registry.ledger import (
    compute_root,
    make_consistency_proof,
    read_position,
    verify_consistency,
)
from registry.signing import Checkpoint, Verifier


def check_extension(
    connection: Connection, stored: Iterable[StoredCheckpoint], keys: Collection[Verifier] = ()
) -> int:
    """Prove that the ledger begins with what each checkpoint states; return how many there are.

    This one function decides for whoever signs and whoever verifies. It trusts no root that the
    database holds: the root of now and the old one are computed from the same nodes.

    Raises:
        Damaged: with the file of the first checkpoint that the ledger does not extend, or whose
            signature by one of ``keys`` is false.
    """
    size = read_position(connection).number
    proven: set[tuple[int, bytes]] = set()
    for one in stored:
        file = one.read()
        try:
            file.list_signers(keys)
        except ValueError as error:
            raise Damaged(str(one.path), f"its signature is false: {error}") from error
        old = file.checkpoint
        if (old.size, old.root) not in proven:
            _check_one(connection, one, old, size)
            proven.add((old.size, old.root))
    return len(proven)


def _check_one(connection: Connection, one: StoredCheckpoint, old: Checkpoint, size: int) -> None:
    if old.size > size:
        message = f"it was made at entry {old.size}, but the ledger ends at entry {size}"
        raise Damaged(str(one.path), message)
    if not _extends(connection, old, size):
        message = f"the ledger was rewritten since it was made at entry {old.size}"
        raise Damaged(str(one.path), message)


def _extends(connection: Connection, old: Checkpoint, size: int) -> bool:
    try:
        root = bytes.fromhex(compute_root(connection, size))
        proof = [bytes.fromhex(one) for one in make_consistency_proof(connection, old.size, size)]
    except (KeyError, ValueError):
        # Nodes or entries are missing, or are no hashes: nothing proves it.
        return False
    return verify_consistency(old.size, old.root, size, root, proof)
