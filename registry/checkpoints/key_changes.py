"""Rotate and revoke the log's keys: signed statements, made where the ledger stands."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import Connection, func, select

from registry.checkpoints.extension import check_extension
from registry.checkpoints.key_files import read_key_history, store_key_history
from registry.checkpoints.key_limits import check_key_counts, describe_rotated
from registry.checkpoints.sign import sign_now
from registry.checkpoints.storage import list_signed_checkpoints, lock_log
from registry.database import Registry
from registry.errors import Damaged, InvalidInput, Problem, SigningRefused
from registry.ledger import compute_root, read_position
from registry.models import Entry
from registry.settings import Settings
from registry.signing import (
    KeyHistory,
    Revocation,
    Rotation,
    Signer,
    Verifier,
    check_reason,
    create_key,
    locate_key,
    read_signer,
    sign_note,
)


def rotate_key(registry: Registry, settings: Settings) -> Rotation:
    """Make a new key, which the old one names as its successor, and sign with it from now on.

    The old secret is replaced. A run that was cut off is taken up by the next.

    Raises:
        InvalidInput: there is no key, or it cannot be used.
        SigningRefused: the key was revoked or rotated already, or the ledger does not extend what
            was signed before.
    """
    path = locate_key(settings)
    fresh = path.with_name(f"{path.name}.new")
    with lock_log(settings):
        old, history = read_signer(path), read_key_history(settings)
        known = [one for one in history.list_rotations() if one.key == old.verifier]
        rotation = known[0] if known else None
        if rotation is None:
            check_key_counts(history, old.verifier)
            with registry.reading() as session:
                size = read_position(session.connection).number
                root = _prove_place(session.connection, settings, size)
            new = read_signer(fresh) if fresh.exists() else create_key(fresh, old.name)
            rotation = Rotation(
                key=old.verifier, new=new.verifier, day=_today(), size=size, root=root
            )
            _append(settings, history, rotation, new.verifier, old, new)
        elif not fresh.exists() or read_signer(fresh).verifier != rotation.new:
            raise SigningRefused(describe_rotated(rotation))
        fresh.replace(path)
    sign_now(registry, settings)
    return rotation


def revoke_key(
    registry: Registry, settings: Settings, from_day: date, reason: str, key: str | None = None
) -> Revocation:
    """Revoke a key from a day on: what it signed of entries from then on does not count.

    Without ``key`` (a verifier line or its id) it is the one before the current key, or the current
    key where there is none before.

    Raises:
        InvalidInput: there is no such key, no such reason, or the day is yet to come.
        SigningRefused: the key was revoked already, or the ledger does not extend what was signed.
    """
    if from_day > _today():
        problem = Problem(
            "the day is yet to come", "Give today or a day before", value=f"{from_day}"
        )
        raise InvalidInput([problem])
    try:
        check_reason(reason)
    except ValueError as error:
        raise InvalidInput([Problem(str(error), "Say it in a line", value=reason)]) from error
    with lock_log(settings):
        signer, history = read_signer(locate_key(settings)), read_key_history(settings)
        check_key_counts(history, signer.verifier)
        revoked = _find_key(history, signer.verifier, key)
        _check_not_revoked(history, revoked, from_day)
        with registry.reading() as session:
            size = _count_entries_before(session.connection, from_day)
            root = _prove_place(session.connection, settings, size)
        revocation = Revocation(
            key=revoked, from_day=from_day, reason=reason, day=_today(), size=size, root=root
        )
        _append(settings, history, revocation, signer.verifier, signer)
    return revocation


def _append(
    settings: Settings,
    history: KeyHistory,
    statement: Rotation | Revocation,
    current: Verifier,
    *signers: Signer,
) -> None:
    longer = history.add((sign_note(statement.text(), *signers),))
    store_key_history(settings, longer, current)


def _find_key(history: KeyHistory, current: Verifier, wanted: str | None) -> Verifier:
    before = [one.key for one in history.list_rotations() if one.new == current]
    if wanted is None:
        return before[0] if before else current
    known = [current, *(one.key for one in history.list_rotations())]
    for key in known:
        if wanted.strip() in (str(key), key.id.hex()):
            return key
    remedy = f"Give one of {', '.join(key.id.hex() for key in known)}"
    raise InvalidInput([Problem("the log has had no such key", remedy, value=wanted)])


def _check_not_revoked(history: KeyHistory, key: Verifier, from_day: date) -> None:
    for one in history.list_revocations(key):
        if one.from_day <= from_day:
            raise SigningRefused(
                f"Nothing was signed: the key {key.id.hex()} is revoked from {one.from_day} already"
            )


def _count_entries_before(connection: Connection, day: date) -> int:
    found = select(func.min(Entry.number)).where(Entry.recorded_at >= day.isoformat())
    first = connection.scalar(found)
    return read_position(connection).number if first is None else first - 1


def _prove_place(connection: Connection, settings: Settings, size: int) -> bytes:
    """Return the root at a size of a ledger that extends everything that was signed before."""
    try:
        check_extension(connection, list_signed_checkpoints(settings))
    except Damaged as error:
        raise SigningRefused(f"Nothing was signed: {error}") from error
    return bytes.fromhex(compute_root(connection, size))


def _today() -> date:
    return datetime.now(UTC).date()
