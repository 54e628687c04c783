"""Which keys a release may be signed with, for whoever trusts one of the log's keys."""

from __future__ import annotations

from dataclasses import dataclass, field

from publish import file_names
from publish.proof.release_files import ReleaseFiles, read_text
from registry import Damaged
from registry.signing import (
    Checkpoint,
    KeyHistory,
    Restart,
    Revocation,
    Rotation,
    Verifier,
    read_key_file,
)


@dataclass(slots=True)
class KeyTrust:
    """The statements about keys that are at hand, and those on which a result rests.

    Attributes:
        history: all statements: that were given, and those of the releases that are checked.
        key: the key that was given to be trusted; None where none was.
        rotations: those that led from one key to another.
        revocations: those of keys that signed what was checked.
    """

    history: KeyHistory
    key: Verifier | None = None
    rotations: list[Rotation | Restart] = field(default_factory=list)
    revocations: list[Revocation] = field(default_factory=list)

    def add_release(self, files: ReleaseFiles) -> None:
        """Add the statements that a release contains.

        Raises:
            Damaged: one of them is false.
        """
        if file_names.LOG_KEYS in files.list_names():
            self.add_text(read_text(files, file_names.LOG_KEYS), file_names.LOG_KEYS)

    def add_text(self, text: str, place: str) -> None:
        """Add the statements of a file of keys.

        Raises:
            Damaged: one of them is false.
        """
        try:
            self.history = self.history.add(read_key_file(text)[1].notes)
        except ValueError as error:
            raise Damaged(place, str(error)) from error

    def choose_signer(
        self, trusted: Verifier | None, own: Verifier | None, place: str = file_names.LOG_KEY
    ) -> Verifier | None:
        """Return the key that has to have signed: the trusted one, or one that it leads to.

        Raises:
            Damaged: no statement leads from the trusted key to that which signed.
        """
        if trusted is None or own is None:
            return trusted or own
        try:
            led = self.history.lead(trusted, own)
        except ValueError as error:
            raise Damaged(place, str(error)) from error
        self.rotations += [one for one in led if one not in self.rotations]
        return own if led else trusted

    def list_restarts(self, signer: Verifier | None) -> tuple[Restart, ...]:
        """Return the restarts after a loss with which the history of a key begins."""
        return tuple(
            one
            for one in self.history.list_restarts()
            if signer and self.history.find_current(one.new).public == signer.public
        )

    def check_checkpoint(self, key: Verifier, checkpoint: Checkpoint, place: str) -> None:
        """Check that a key still counted where it signed a checkpoint.

        Raises:
            Damaged: it was rotated or revoked before.
        """
        try:
            found = self.history.check_checkpoint(key, checkpoint)
        except ValueError as error:
            raise Damaged(place, str(error)) from error
        self.revocations += [one for one in found if one not in self.revocations]
