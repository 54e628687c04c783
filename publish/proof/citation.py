"""One file that proves what was recorded: entries, their places in the tree, and a checkpoint.

It needs neither the registry nor a release to be checked, now or in many years.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from publish.proof.checkpoint_proof import CheckpointProof, check_checkpoint
from publish.proof.key_trust import KeyTrust
from registry import Damaged, InvalidInput
from registry.acts import ACT_NAMED
from registry.ledger import compute_digest, encode_leaf, hash_leaf, verify_inclusion
from registry.signing import Checkpoint, KeyHistory, TrustPolicy, Verifier, read_checkpoint

FORM = "answerable-citation/1"


@dataclass(frozen=True, slots=True)
class ProvenEntry:
    """One proven entry of a citation; ``cells`` are None if it was redacted."""

    number: int
    recorded_at: str
    act: str
    about: str
    cells: Mapping[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationProof(CheckpointProof):
    """What a citation's file proved: ``entries`` are what was recorded, in its order."""

    entries: tuple[ProvenEntry, ...]


def is_citation(text: str) -> bool:
    """Return whether a file looks like a citation's, sound or not."""
    return text.lstrip().startswith("{") and FORM in text


def check_citation(
    text: str,
    key: Verifier | None = None,
    history: KeyHistory | None = None,
    policy: TrustPolicy | None = None,
) -> CitationProof:
    """Check a citation's file; ``history`` are statements about keys that are at hand besides.

    With a ``policy`` one of its logs has to have signed the checkpoint, and its quorum to have
    cosigned it.

    Raises:
        InvalidInput: the key and the policy contradict each other.
        Damaged: with the first thing in it that is not proven.
    """
    try:
        document = json.loads(text)
        if document["form"] != FORM:
            raise Damaged("form", f"it is not {FORM}")
        found = read_checkpoint(document["checkpoint"])
        own = Verifier.read(document["key"]) if document["key"] else None
        trust = KeyTrust(history or KeyHistory(), key)
        if document.get("keys"):
            trust.add_text(document["keys"], "keys")
        proof = check_checkpoint(found, own, trust, policy)
        entries = tuple(check_entry(entry, found.checkpoint) for entry in document["entries"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Damaged("the file", f"it cannot be read as a citation: {error}") from error
    if not entries:
        raise Damaged("entries", "it cites no entry, so that it proves nothing")
    return CitationProof(entries=entries, **list_fields(proof))


def list_fields(proof: CheckpointProof) -> dict[str, Any]:
    """List what was proven of a checkpoint, for a result that rests on it."""
    return {one.name: getattr(proof, one.name) for one in fields(CheckpointProof)}


def check_entry(entry: Mapping[str, Any], checkpoint: Checkpoint) -> ProvenEntry:
    """Check that an entry is in the ledger, and that its words are those that were recorded.

    Raises:
        Damaged: it is not, or they are not.
    """
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
