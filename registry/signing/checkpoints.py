"""Checkpoints as in c2sp.org/tlog-checkpoint: how long a log is, and the root of its tree."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from registry.signing.keys import Signer, Verifier
from registry.signing.notes import Note, read_note, sign_note
from registry.signing.strict_base64 import decode_base64, encode_base64

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Where a log stood: the log's name, the number of its entries, and its root."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """Return the checkpoint as it is signed."""
        return f"{self.origin}\n{self.size}\n{encode_base64(self.root)}\n"

    @classmethod
    def read(cls, text: str) -> Checkpoint:
        """Read the checkpoint that a text gives, extension lines left aside.

        Raises:
            ValueError: it gives none.
        """
        origin, size, root, *rest = [*text.split("\n"), "", ""]
        if not origin or not _SIZE.fullmatch(size) or "" in rest[:-3]:
            raise ValueError("it is not an origin, a size and a root, each on its line")
        return cls(origin, int(size), decode_base64(root, 32))


@dataclass(frozen=True, slots=True)
class CheckpointFile:
    """A checkpoint out of a file, and the note that it stood in; None where nobody signed it."""

    checkpoint: Checkpoint
    note: Note | None

    def list_signers(self, keys: Collection[Verifier]) -> list[Verifier]:
        """Return those of some keys that signed it.

        Raises:
            ValueError: a signature claims to be of one of these keys and is not.
        """
        return [key for key in keys if self.note is not None and self.note.is_signed_by(key)]


def sign_checkpoint(checkpoint: Checkpoint, *signers: Signer) -> str:
    """Return a checkpoint with the signatures of some keys; without any it is its bare text."""
    text = checkpoint.text()
    return sign_note(text, *signers) if signers else text


def read_checkpoint(file: str) -> CheckpointFile:
    """Read the checkpoint in a file, signed or not. Nothing is verified yet.

    Raises:
        ValueError: it holds none.
    """
    if "\n\n" not in file:
        return CheckpointFile(Checkpoint.read(file), None)
    note = read_note(file)
    return CheckpointFile(Checkpoint.read(note.text), note)
