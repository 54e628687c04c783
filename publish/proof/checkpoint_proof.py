"""Check who signed a checkpoint, and which witnesses cosigned it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from publish import file_names
from publish.proof.key_trust import KeyTrust
from registry import Damaged, InvalidInput, Problem
from registry.signing import (
    Checkpoint,
    CheckpointFile,
    Cosignature,
    Restart,
    Revocation,
    Rotation,
    TrustPolicy,
    Verifier,
    read_checkpoint,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointProof:
    """What was proven of the checkpoint on which a result rests.

    Attributes:
        checkpoint: where the ledger stood.
        signed_by: the name of the key that signed it; None where nobody did.
        trusted: whether that key was given, and not taken from what was checked.
        quorum: who has to cosign by the policy; None where no policy was given.
        cosigned: the witnesses of the policy that cosigned it, by their names there.
        rotations: the statements that led from key to key, where several signed.
        revocations: the statements by which these keys were revoked later.
        restarts: the losses after which the signing key's history began again.
    """

    checkpoint: Checkpoint
    signed_by: str | None
    trusted: bool
    quorum: str | None = None
    cosigned: Mapping[str, Cosignature] = field(default_factory=dict)
    rotations: tuple[Rotation | Restart, ...] = ()
    revocations: tuple[Revocation, ...] = ()
    restarts: tuple[Restart, ...] = ()


def check_checkpoint(
    found: CheckpointFile,
    own: Verifier | None,
    trust: KeyTrust,
    policy: TrustPolicy | None,
    place: str = file_names.CHECKPOINT,
) -> CheckpointProof:
    """Check a checkpoint against the key of ``trust``; ``own`` is the key that it came with.

    Raises:
        Damaged: the key did not sign it or did not count any more, or the quorum did not cosign it.
        InvalidInput: the key and the policy contradict each other.
    """
    key = choose_trusted_key(policy, trust.key, found, place)
    signer = trust.choose_signer(key, own, "key")
    if signer and not is_signed_by(found, signer, place):
        raise Damaged(place, "the key did not sign it")
    if signer:
        trust.check_checkpoint(signer, found.checkpoint, place)
    return CheckpointProof(
        checkpoint=found.checkpoint,
        signed_by=name_signer(signer, found.checkpoint),
        trusted=key is not None,
        quorum=policy.quorum if policy else None,
        cosigned=check_quorum(policy, found, place),
        rotations=tuple(trust.rotations),
        revocations=tuple(trust.revocations),
        restarts=trust.list_restarts(signer),
    )


def is_checkpoint(text: str) -> bool:
    """Return whether a file is a signed checkpoint, such as ``/log/checkpoint`` serves."""
    try:
        return read_checkpoint(text).note is not None
    except ValueError:
        return False


def check_checkpoint_file(
    text: str, place: str, trust: KeyTrust, policy: TrustPolicy | None
) -> CheckpointProof:
    """Check the checkpoint in a file, which names no key itself.

    Raises:
        Damaged: the key did not sign it or did not count any more, or the quorum did not cosign it.
        InvalidInput: there is no key to trust.
    """
    if trust.key is None and not (policy and policy.logs):
        remedy = "Give --key, or a --policy that names the log"
        raise InvalidInput([Problem("a checkpoint names no key to trust", remedy, value=place)])
    return check_checkpoint(read_checkpoint(text), None, trust, policy, place)


def is_signed_by(found: CheckpointFile, key: Verifier, place: str = file_names.CHECKPOINT) -> bool:
    """Return whether a key signed a checkpoint.

    Raises:
        Damaged: a signature claims to be the key's and is not.
    """
    # A minisign key has no name: it goes by that of the log.
    named = key if key.name else Verifier(found.checkpoint.origin, key.public)
    try:
        return bool(found.list_signers([named]))
    except ValueError as error:
        raise Damaged(place, str(error)) from error


def name_signer(signer: Verifier | None, checkpoint: Checkpoint) -> str | None:
    """Return the name of whoever signed; a minisign key goes by that of the log."""
    return (signer.name or checkpoint.origin) if signer else None


def choose_trusted_key(
    policy: TrustPolicy | None, key: Verifier | None, found: CheckpointFile, place: str
) -> Verifier | None:
    """Choose the key to trust: that which was given, or the policy's log of this name.

    Raises:
        Damaged: the policy names no such log.
        InvalidInput: the key is not one of the policy's logs.
    """
    if policy is None or not policy.logs:
        return key
    if key and all(log.public != key.public for log in policy.logs):
        remedy = "Leave --key out, or add the log to the policy"
        raise InvalidInput([Problem("the key is not one of the policy's logs", remedy)])
    origin = found.checkpoint.origin
    named = [log for log in policy.logs if log.name == origin]
    if not named:
        raise Damaged(place, f"it is of the log {origin}, which the policy does not name")
    return key or next((log for log in named if is_signed_by(found, log, place)), named[0])


def check_quorum(
    policy: TrustPolicy | None, found: CheckpointFile, place: str
) -> Mapping[str, Cosignature]:
    """Check that the quorum of a policy cosigned a checkpoint; return who did.

    Raises:
        Damaged: it did not, or a signature claims to be of a witness and is not.
    """
    if policy is None:
        return {}
    try:
        return policy.check_quorum(found.note)
    except ValueError as error:
        raise Damaged(place, str(error)) from error
