"""One file that proves what was recorded: entries, their places in the tree, and a checkpoint.

It needs neither the registry nor a release to be checked, now or in many years.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from publish.proof.check_release import is_signed_by
from publish.proof.key_trust import KeyTrust
from registry import Damaged, InvalidInput
from registry.acts import ACT_NAMED
from registry.ledger import compute_digest, encode_leaf, hash_leaf, verify_inclusion
from registry.signing import (
    Checkpoint,
    KeyHistory,
    Restart,
    Revocation,
    Rotation,
    Verifier,
    read_checkpoint,
)

FORM = "answerable-citation/1"


@dataclass(frozen=True, slots=True)
class ProvenEntry:
    """One proven entry of a citation; ``cells`` are None if it was redacted."""

    number: int
    recorded_at: str
    act: str
    about: str
    cells: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class CitationProof:
    """What a citation's file proved.

    Attributes:
        entries: what was recorded, in its order.
        checkpoint: where the ledger stood, which holds them all.
        signed_by: the name of the key that signed the checkpoint; None where nobody did.
        trusted: whether that key was given, and not taken from the file itself.
        rotations: the statements that led from the key that was given to the one that signed.
        revocations: the statements by which that key was revoked later.
        restarts: the losses after which the signing key's history began again.
        restarts: the losses after which the signing key's history began again.
    """

    entries: tuple[ProvenEntry, ...]
    checkpoint: Checkpoint
    signed_by: str | None
    trusted: bool
    rotations: tuple[Rotation | Restart, ...] = ()
    revocations: tuple[Revocation, ...] = ()
    restarts: tuple[Restart, ...] = ()


def is_citation(text: str) -> bool:
    """Return whether a file looks like a citation's, sound or not."""
    return text.lstrip().startswith("{") and FORM in text


def check_citation(
    text: str, key: Verifier | None = None, history: KeyHistory | None = None
) -> CitationProof:
    """Check a citation's file; ``history`` are statements about keys that are at hand besides.

    Raises:
        Damaged: with the first thing in it that is not proven.
    """
    try:
        document = json.loads(text)
        if document["form"] != FORM:
            raise Damaged("form", f"it is not {FORM}")
        found = read_checkpoint(document["checkpoint"])
        own = Verifier.read(document["key"]) if document["key"] else None
        trust = KeyTrust(history or KeyHistory())
        if document.get("keys"):
            trust.add_text(document["keys"], "keys")
        signer = trust.choose_signer(key, own, "key")
        if signer and not is_signed_by(found, signer):
            raise Damaged("checkpoint", "the key did not sign it")
        if signer:
            trust.check_checkpoint(signer, found.checkpoint, "checkpoint")
        entries = tuple(_check_entry(entry, found.checkpoint) for entry in document["entries"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Damaged("the file", f"it cannot be read as a citation: {error}") from error
    if not entries:
        raise Damaged("entries", "it cites no entry, so that it proves nothing")
    name = (signer.name or found.checkpoint.origin) if signer else None
    return CitationProof(
        entries=entries,
        checkpoint=found.checkpoint,
        signed_by=name,
        trusted=key is not None,
        rotations=tuple(trust.rotations),
        revocations=tuple(trust.revocations),
        restarts=trust.list_restarts(signer),
    )


def _check_entry(entry: Mapping[str, Any], checkpoint: Checkpoint) -> ProvenEntry:
    leaf = entry["leaf"]
    number, place = leaf["number"], f"entry {leaf['number']}"
    proof = [bytes.fromhex(one) for one in entry["proof"]]
    made = hash_leaf(encode_leaf(leaf))
    if not verify_inclusion(made, number - 1, checkpoint.size, proof, checkpoint.root):
        raise Damaged(place, "it is not in the ledger that the checkpoint is of")
    payload = entry["payload"]
    if payload is not None and compute_digest(entry["salt"], payload) != leaf["digest"]:
        raise Damaged(place, "its words are not those that were recorded")
    about = f"{leaf['about_kind']}/{leaf['about']}"
    return ProvenEntry(
        number, leaf["recorded_at"], leaf["act"], about, _read_cells(leaf["act"], payload)
    )


def _read_cells(act: str, payload: str | None) -> Mapping[str, str] | None:
    if payload is None:
        return None
    cells: dict[str, str] = json.loads(payload)
    if act in ACT_NAMED:
        try:
            return ACT_NAMED[act].read(cells).cells()
        except InvalidInput:
            # A later version of the registry may know other fields; the words are proven anyway.
            return cells
    return cells
