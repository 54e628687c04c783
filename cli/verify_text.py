"""What ``verify`` says of a release or a citation: what is proven, and what cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from registry.signing import NOBODY, Restart
from registry.signing.strict_base64 import encode_base64

if TYPE_CHECKING:
    from publish.proof import CheckpointProof, CitationProof, GrowthProof, ReleaseProof
    from registry.signing import Checkpoint

_CANNOT = (
    "Not proven: that {who} shows everybody this same ledger (keep the checkpoint, and verify the "
    "next release --since it), nor that what was never recorded did not happen."
)
_CANNOT_COSIGNED = (
    "Not proven: that these witnesses are independent of {who} and of each other, nor that what "
    "was never recorded did not happen."
)
_OWN_KEY = (
    "The key came with the file itself: compare it with one you got elsewhere, or give --key."
)
_ZIP_SIGNED = "Every byte of the zip is signed."
_ZIP_UNSIGNED = (
    "The zip's own bytes are not signed (dates, packing), but all files in it are checked, and it "
    "has nothing else in it."
)
_NOT_REPLAYED = (
    "Not proven: that no later entry changed the other rows. It has no acts.csv, or words were "
    "taken off since."
)
_NOT_WHOLE = (
    "Not proven: that no later change of a row was left out. The release of the whole registry "
    "proves that."
)
_DERIVED = (
    "Not proven row by row: tables of answers, counts by area, and formats other than CSV. They "
    "are what was signed."
)
# How many rows are named that are not proven.
_NAMED = 10
_UNSIGNED = "Nobody signed it: whoever could change the files could change their sums."


def describe_release(proof: ReleaseProof) -> Iterator[str]:
    """Yield what was proven of a release, in one line; and what was not, in another."""
    name = proof.release
    what = f"{name.dataset} release {name.release}" if name else "the release"
    signed = f"are what {proof.signed_by} signed as {what}" if name else f"match the sums of {what}"
    parts = [
        f"{_count_words(proof.files, 'file')} {signed}",
        f"{_count_words(proof.entries, 'entry', 'entries')} lead to "
        f"{_describe_root(proof.checkpoint)}",
        f"{_count_words(proof.rows, 'row')} say word for word what they recorded",
    ]
    if proof.replayed:
        parts.append(f"{proof.replayed:,} say what later entries made of them, which were replayed")
    if proof.since:
        parts.append(_describe_older(proof.since))
    yield f"Verified: {'; '.join(parts)}."
    if proof.zip_signed is not None:
        yield _ZIP_SIGNED if proof.zip_signed else _ZIP_UNSIGNED
    yield from _describe_keys(proof)
    yield from _describe_limits(proof)
    yield from _describe_unproven(proof)


def release_json(proof: ReleaseProof) -> dict[str, Any]:
    """Return the same for machines."""
    since = proof.since
    return {
        "verified": True,
        "dataset": proof.release.dataset if proof.release else None,
        "release": proof.release.release if proof.release else None,
        "signedBy": proof.signed_by,
        "keyGiven": proof.trusted,
        "files": proof.files,
        "zipSigned": bool(proof.zip_signed),
        "entries": proof.entries,
        "rowsProven": proof.rows,
        "rowsChangedLater": proof.changed,
        "rowsUnproven": list(proof.unproven),
        "rowsReplayed": proof.replayed,
        "checkpoint": _place_json(proof.checkpoint),
        **_keys_json(proof),
        "since": since and {"entry": since.size, "records": since.ids, "left": since.left},
    }


def describe_citation(proof: CitationProof) -> Iterator[str]:
    """Yield what a citation's file proved: the entries themselves, and where they stand."""
    for entry in proof.entries:
        yield f"Entry {entry.number}, recorded {entry.recorded_at}: {entry.act} {entry.about}"
        if entry.cells is None:
            yield "  its words were taken off the record before this was written"
        for name, cell in (entry.cells or {}).items():
            yield f"  {name}: {cell}"
    count = _count_words(len(proof.entries), "entry", "entries")
    signed = f", which {proof.signed_by} signed" if proof.signed_by else ""
    yield f"Verified: {count} as above in the ledger at {_describe_root(proof.checkpoint)}{signed}."
    yield from _describe_keys(proof)
    yield from _describe_limits(proof)


def citation_json(proof: CitationProof) -> dict[str, Any]:
    """Return the same for machines."""
    entries = [
        {
            "number": entry.number,
            "recordedAt": entry.recorded_at,
            "act": entry.act,
            "about": entry.about,
            "cells": entry.cells,
        }
        for entry in proof.entries
    ]
    return {
        "verified": True,
        "signedBy": proof.signed_by,
        "keyGiven": proof.trusted,
        "entries": entries,
        "checkpoint": _place_json(proof.checkpoint),
        **_keys_json(proof),
    }


def _describe_unproven(proof: ReleaseProof) -> Iterator[str]:
    """Yield which rows were not held to the ledger, or that none was looked for."""
    count = len(proof.unproven)
    if count:
        some = ", ".join(proof.unproven[:_NAMED])
        more = f" and {count - _NAMED:,} more" if count > _NAMED else ""
        yield (
            f"Not proven: {_count_words(count, 'row')} of what later entries changed, for which "
            f"the sums alone stand in: {some}{more}."
        )
    if proof.replayed is None:
        yield _NOT_REPLAYED
    elif not proof.whole:
        yield _NOT_WHOLE
    yield _DERIVED


def _describe_older(since: GrowthProof) -> str:
    grew = f"the ledger has only grown since entry {since.size:,}"
    if since.ids is None:
        return grew
    kept = f"all {since.ids:,} older records are here or in redactions.csv"
    if since.left:
        kept = f"{since.left:,} of {since.ids:,} older records are no longer part of this dataset"
    return f"{grew}; {kept}"


def describe_checkpoint(proof: CheckpointProof) -> Iterator[str]:
    """Yield who signed a checkpoint by itself, and what that proves."""
    yield f"Verified: {proof.signed_by} signed {_describe_root(proof.checkpoint)}."
    yield from _describe_keys(proof)
    yield from _describe_limits(proof)


def checkpoint_json(proof: CheckpointProof) -> dict[str, Any]:
    """Return the same for machines."""
    return {
        "verified": True,
        "signedBy": proof.signed_by,
        "keyGiven": proof.trusted,
        "checkpoint": _place_json(proof.checkpoint),
        **_keys_json(proof),
    }


def _describe_limits(proof: CheckpointProof) -> Iterator[str]:
    who = proof.signed_by or "whoever made it"
    yield (_CANNOT_COSIGNED if _is_witnessed(proof) else _CANNOT).format(who=who)
    if proof.signed_by is None:
        yield _UNSIGNED
    elif not proof.trusted:
        yield _OWN_KEY


def _is_witnessed(proof: CheckpointProof) -> bool:
    return proof.quorum is not None and proof.quorum != NOBODY


def _describe_cosigned(proof: CheckpointProof) -> Iterator[str]:
    names = ", ".join(f"{name} ({one.at})" for name, one in proof.cosigned.items())
    if names:
        yield f"  Cosigned by {names}: they saw no other history of this log up to there."
    if proof.quorum == NOBODY:
        yield f"  By the policy nobody has to cosign it (quorum {NOBODY})."
    elif proof.quorum is not None:
        yield f"  That is the quorum {proof.quorum} of the policy."


def _describe_keys(proof: CheckpointProof) -> Iterator[str]:
    yield from _describe_cosigned(proof)
    for restart in proof.restarts:
        yield (
            f"The history of keys breaks off: {restart.key.id.hex()} was lost, says "
            f"{restart.new.id.hex()}, which began again on {restart.day} at entry {restart.size:,}"
            ", and nobody else."
        )
    for one in proof.rotations:
        if isinstance(one, Restart):
            continue
        yield (
            f"The key {one.key.id.hex()} named {one.new.id.hex()} its successor on {one.day}, at "
            f"entry {one.size:,}: both signed that."
        )
    for revoked in proof.revocations:
        yield (
            f"The key {revoked.key.id.hex()}, which signed this, was revoked from "
            f"{revoked.from_day}: {revoked.reason}. It counts up to entry {revoked.size:,}; "
            "whoever has it can make releases that look older than they are: verify a newer "
            "release --since this one."
        )


def _keys_json(proof: CheckpointProof) -> dict[str, Any]:
    return {
        "quorum": proof.quorum,
        "cosigned": [
            {"witness": name, "key": str(one.witness), "at": one.at}
            for name, one in proof.cosigned.items()
        ],
        "rotations": [
            {"from": str(one.key), "to": str(one.new), "day": f"{one.day}", "entry": one.size}
            for one in proof.rotations
            if not isinstance(one, Restart)
        ],
        "restarts": [
            {"lost": str(one.key), "new": str(one.new), "day": f"{one.day}", "entry": one.size}
            for one in proof.restarts
        ],
        "revocations": [
            {
                "key": str(one.key),
                "fromDay": f"{one.from_day}",
                "reason": one.reason,
                "entry": one.size,
            }
            for one in proof.revocations
        ],
    }


def _describe_root(checkpoint: Checkpoint) -> str:
    return (
        f"the root {encode_base64(checkpoint.root)} of {checkpoint.origin} at {checkpoint.size:,}"
    )


def _place_json(checkpoint: Checkpoint) -> dict[str, Any]:
    root = encode_base64(checkpoint.root)
    return {"origin": checkpoint.origin, "size": checkpoint.size, "root": root}


def _count_words(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
