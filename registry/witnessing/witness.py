"""A witness: it cosigns the checkpoints of logs that it knows, if each extends the one before."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path

from registry.errors import InvalidInput, Problem
from registry.ledger import EMPTY_ROOT, verify_consistency
from registry.settings import Settings
from registry.signing import (
    CheckpointFile,
    Verifier,
    WitnessKey,
    WitnessSigner,
    cosign,
    read_checkpoint,
    read_key,
    write_new_key,
)
from registry.witnessing.requests import AddCheckpoint
from registry.witnessing.state import LogMemory, SeenCheckpoint, WitnessState

_LARGEST = 1 << 63


class RefusalReason(Enum):
    """Why a witness does not cosign, in the order in which it looks."""

    MALFORMED = auto()
    UNKNOWN_LOG = auto()
    BAD_SIGNATURE = auto()
    WRONG_SIZE = auto()
    CONFLICT = auto()
    BAD_PROOF = auto()


class WitnessRefusal(Exception):
    """A witness does not cosign; ``size`` is that of the newest checkpoint that it cosigned."""

    def __init__(self, reason: RefusalReason, message: str, size: int = 0) -> None:
        super().__init__(message)
        self.reason, self.size = reason, size


def make_witness_name(settings: Settings) -> str:
    """Return the name of a witness unless its keeper gives another: its address, without https."""
    return f"{settings.base_url.partition('://')[2] or settings.base_url}/witness"


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness: its key, what it remembers, and the clock by which it cosigns."""

    signer: WitnessSigner
    state: WitnessState
    clock: Callable[[], float] = time.time

    @classmethod
    def open(cls, settings: Settings, name: str | None = None) -> Witness:
        """Open the witness of a data folder; it is made where there is none yet.

        Raises:
            InvalidInput: its key cannot be used, is named otherwise, or what it remembered is gone.
        """
        path, state = locate_witness_key(settings), WitnessState(_folder(settings) / "state.sqlite")
        if path.exists() and not state.exists():
            # It could cosign another history of a log than the one that it has cosigned.
            problem = Problem(
                "what the witness of this key has cosigned is gone",
                f"Put {state.path} back as it was last; otherwise move the key away, and make "
                "another under another name",
                value=str(path),
            )
            raise InvalidInput([problem])
        state.create()
        if not path.exists():
            write_new_key(path, name or make_witness_name(settings), WitnessSigner)
        signer = read_key(path, WitnessSigner)
        if name is not None and signer.name != name:
            remedy = f"Leave --name out, or move {path} and {state.path} away"
            raise InvalidInput(
                [Problem(f"the witness is called {signer.name}", remedy, value=name)]
            )
        return cls(signer, state)

    @property
    def key(self) -> WitnessKey:
        """The public key, by which others know the witness."""
        return WitnessKey(self.signer.name, self.signer.verifier.public)

    def find_checkpoint(self, origin_hash: str) -> str | None:
        """Return the newest checkpoint of a log, cosigned, by the SHA-256 of the log's name."""
        with self.state.reading() as memory:
            return memory.find_cosigned(origin_hash)

    def add_checkpoint(self, body: str) -> str:
        """Return the line that cosigns a checkpoint, and remember that; see "add-checkpoint".

        Raises:
            WitnessRefusal: it is not cosigned.
        """
        try:
            request = AddCheckpoint.read(body)
            found = read_checkpoint(request.checkpoint)
        except ValueError as error:
            raise WitnessRefusal(RefusalReason.MALFORMED, str(error)) from error
        with self.state.writing() as memory:
            answer = self._decide(memory, request, found)
        # A conflict is remembered, too.
        if isinstance(answer, WitnessRefusal):
            raise answer
        return answer

    def _decide(
        self, memory: LogMemory, request: AddCheckpoint, found: CheckpointFile
    ) -> str | WitnessRefusal:
        checkpoint, keys = found.checkpoint, memory.list_keys(found.checkpoint.origin)
        refusal = _check_log(keys, request, found)
        if refusal or found.note is None:
            return refusal or WitnessRefusal(RefusalReason.BAD_SIGNATURE, "nobody signed it")
        newest = memory.find_newest(checkpoint.origin)
        seconds = max(int(self.clock()), newest.seconds if newest else 0)
        # Anybody can add lines of unknown keys: they are neither remembered nor served.
        text = found.note.keep_signatures(keys)
        seen = SeenCheckpoint(checkpoint.size, checkpoint.root, text, seconds)
        refusal = _check_growth(newest, request, seen)
        if refusal is None:
            line = cosign(found.note.text, self.signer, seconds)
            cosigned = replace(seen, checkpoint=f"{text}{line}")
            memory.store_newest(checkpoint.origin, cosigned)
            return line
        # Another root of the same size is a fork, whatever old size comes with it.
        if refusal.reason is not RefusalReason.WRONG_SIZE or _is_fork(newest, seen):
            memory.store_conflict(checkpoint.origin, seen)
        return refusal


def locate_witness_key(settings: Settings) -> Path:
    """Return where the secret key of the witness lies, or will lie."""
    return _folder(settings) / "witness.key"


def _folder(settings: Settings) -> Path:
    return settings.data_dir / "witness"


def _check_log(
    keys: Sequence[Verifier], request: AddCheckpoint, found: CheckpointFile
) -> WitnessRefusal | None:
    """Check that a known log signed a checkpoint that a request can be about."""
    checkpoint = found.checkpoint
    if not keys:
        message = f"this witness does not know the log {checkpoint.origin}"
        return WitnessRefusal(RefusalReason.UNKNOWN_LOG, message)
    try:
        signers = found.list_signers(keys)
    except ValueError as error:
        return WitnessRefusal(RefusalReason.BAD_SIGNATURE, str(error))
    if not signers:
        message = f"no key of the log {checkpoint.origin} that this witness knows signed it"
        return WitnessRefusal(RefusalReason.BAD_SIGNATURE, message)
    if not request.old <= checkpoint.size < _LARGEST:
        return WitnessRefusal(RefusalReason.MALFORMED, "the old size is larger than the new one")
    return None


def _is_fork(newest: SeenCheckpoint | None, seen: SeenCheckpoint) -> bool:
    return newest is not None and seen.size == newest.size and seen.root != newest.root


def _check_growth(
    newest: SeenCheckpoint | None, request: AddCheckpoint, seen: SeenCheckpoint
) -> WitnessRefusal | None:
    """Check that a log extends what was cosigned of it."""
    size, root = (newest.size, newest.root) if newest else (0, EMPTY_ROOT)
    if request.old != size:
        message = f"the newest checkpoint that was cosigned has the size {size}"
        return WitnessRefusal(RefusalReason.WRONG_SIZE, message, size)
    if _is_fork(newest, seen):
        message = f"another root was cosigned at the size {size}"
        return WitnessRefusal(RefusalReason.CONFLICT, message, size)
    if not seen.size and seen.root != EMPTY_ROOT:
        return WitnessRefusal(RefusalReason.BAD_PROOF, "it is not the root of an empty log")
    if not verify_consistency(size, root, seen.size, seen.root, request.proof):
        message = f"the proof does not show that the log extends its first {size} entries"
        return WitnessRefusal(RefusalReason.BAD_PROOF, message, size)
    return None
