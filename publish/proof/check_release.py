"""``verify``: check what a release proves by itself, without a server and a database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from publish import file_names
from publish.proof.append_only_check import (
    GrowthProof,
    OlderState,
    read_old_checkpoint,
    read_older_release,
)
from publish.proof.checkpoint_proof import (
    CheckpointProof,
    check_quorum,
    choose_trusted_key,
    is_signed_by,
    name_signer,
)
from publish.proof.checksums import (
    SignedStatement,
    check_signature,
    check_sums,
    check_zip_signature,
)
from publish.proof.entries_check import ENTRIES
from publish.proof.key_trust import KeyTrust
from publish.proof.ledger_check import check_ledger
from publish.proof.release_files import ReleaseFiles, open_release, read_text
from registry import Damaged
from registry.signing import (
    CheckpointFile,
    KeyHistory,
    TrustPolicy,
    Verifier,
    read_checkpoint,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseProof(CheckpointProof):
    """What was proven of a release.

    Attributes:
        release: what its signature says that it is; None where nobody signed it.
        files: how many files are what was signed.
        zip_signed: whether every byte of the zip is signed, and not only what it holds; None of a
            folder.
        entries: how many entries of the ledger lead to the root.
        rows: how many rows are word for word what their entries recorded.
        changed: how many rows later entries changed.
        replayed: how many of them say what these entries made of them; None where the release
            does not have the acts.
        unproven: the places of what the sums alone vouch for.
        whole: whether it is of the whole registry, with all entries of the ledger.
        since: what was proven about an older checkpoint or release.
    """

    release: SignedStatement | None
    files: int
    zip_signed: bool | None
    entries: int
    rows: int
    changed: int
    replayed: int | None
    unproven: tuple[str, ...]
    whole: bool
    since: GrowthProof | None = None


def check_release(
    path: Path,
    key: Verifier | None = None,
    since: Path | None = None,
    history: KeyHistory | None = None,
    policy: TrustPolicy | None = None,
) -> ReleaseProof:
    """Check a release in a folder or a zip, and that nothing was lost ``since`` an older one.

    ``key`` is the one to trust; without it the release's own is taken, which proves no more than
    that nothing changed since somebody signed it. ``since`` is an older checkpoint or release.
    ``history`` are statements about keys that are at hand besides those of the releases. With a
    ``policy`` one of its logs has to have signed it, and its quorum to have cosigned it.

    Raises:
        Damaged: with the place of the first thing that is not as it should be.
        InvalidInput: there is no such release, or nothing old to compare it with.
    """
    with open_release(path) as files:
        trust = KeyTrust(history or KeyHistory(), key)
        return _check_files(files, path, since, trust, policy)


def _read_older(path: Path, signer: Verifier | None, trust: KeyTrust) -> OlderState:
    """Read an old checkpoint, or an older release, that the same key signed or one before it."""
    if path.is_dir() or path.suffix == ".zip":
        with open_release(path) as files:
            check_sums(files)
            if signer:
                trust.add_release(files)
                signer = trust.choose_signer(signer, _read_own_key(files), str(path)) or signer
                check_signature(files, signer)
            checkpoint = _read_checkpoint(files, signer).checkpoint
            if signer:
                trust.check_checkpoint(signer, checkpoint, str(path))
            return read_older_release(files, checkpoint)
    old = read_old_checkpoint(path)
    if signer:
        _check_old_signer(old, path, signer, trust)
    return OlderState(old.checkpoint, None)


def _check_old_signer(old: CheckpointFile, path: Path, signer: Verifier, trust: KeyTrust) -> None:
    for key in (signer, *trust.history.list_keys()):
        if is_signed_by(old, key):
            trust.choose_signer(signer, key, str(path))
            trust.check_checkpoint(key, old.checkpoint, str(path))
            return
    raise Damaged(str(path), "the key that signed the release did not sign it")


def _check_files(
    files: ReleaseFiles,
    path: Path,
    since: Path | None,
    trust: KeyTrust,
    policy: TrustPolicy | None,
) -> ReleaseProof:
    count = check_sums(files)
    trust.add_release(files)
    key = choose_trusted_key(
        policy, trust.key, _read_checkpoint(files, None), file_names.CHECKPOINT
    )
    signer = trust.choose_signer(key, _read_own_key(files))
    said = check_signature(files, signer) if signer else None
    found = _read_checkpoint(files, signer)
    checkpoint = found.checkpoint
    if signer:
        trust.check_checkpoint(signer, checkpoint, file_names.CHECKPOINT)
    if said and said.entry != checkpoint.size:
        raise Damaged(file_names.CHECKPOINT, f"it is not that of entry {said.entry}")
    if not signer and not checkpoint.size:
        raise Damaged(file_names.CHECKPOINT, "nobody signed it, and no entry is in it")
    cosigned = check_quorum(policy, found, file_names.CHECKPOINT)
    older = _read_older(since, signer, trust) if since else None
    ledger = check_ledger(files, checkpoint, older, signed=signer is not None)
    return ReleaseProof(
        release=said,
        signed_by=name_signer(signer, checkpoint),
        trusted=key is not None,
        quorum=policy.quorum if policy else None,
        cosigned=cosigned,
        files=count,
        zip_signed=_is_zip_signed(path, signer) if path.is_file() else None,
        entries=ledger.entries,
        rows=ledger.exact,
        changed=ledger.changed,
        replayed=ledger.replayed,
        unproven=ledger.unproven,
        whole=ENTRIES in files.list_names(),
        checkpoint=checkpoint,
        since=ledger.since,
        rotations=tuple(trust.rotations),
        revocations=tuple(trust.revocations),
        restarts=trust.list_restarts(signer),
    )


def _is_zip_signed(path: Path, signer: Verifier | None) -> bool:
    return signer is not None and check_zip_signature(path, signer)


def _read_own_key(files: ReleaseFiles) -> Verifier | None:
    """Read the key that a release contains; None where it is not signed."""
    if file_names.LOG_KEY not in files.list_names():
        if file_names.SUMS_SIGNED in files.list_names():
            raise Damaged(file_names.LOG_KEY, "it is missing, though the sums are signed")
        return None
    try:
        return Verifier.read(read_text(files, file_names.LOG_KEY).removesuffix("\n"))
    except ValueError as error:
        raise Damaged(file_names.LOG_KEY, str(error)) from error


def _read_checkpoint(files: ReleaseFiles, signer: Verifier | None) -> CheckpointFile:
    """Read a release's checkpoint, which the key that signed the sums must have signed."""
    try:
        found = read_checkpoint(read_text(files, file_names.CHECKPOINT))
    except ValueError as error:
        raise Damaged(file_names.CHECKPOINT, str(error)) from error
    if signer and not is_signed_by(found, signer):
        raise Damaged(file_names.CHECKPOINT, "the key that signed the sums did not sign it")
    return found
