"""Signed notes as in c2sp.org/signed-note: text, a blank line, and a line for each signature."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from registry.signing.keys import Signer, Verifier, is_name
from registry.signing.strict_base64 import decode_base64, encode_base64

_DASH = "\u2014 "
_MOST_SIGNATURES = 100


@dataclass(frozen=True, slots=True)
class Signature:
    """One line below a note: a key's name, the key's id, and what it signed."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it was read. Nothing of its text may be believed before a key has verified it."""

    text: str
    signatures: tuple[Signature, ...]

    def is_signed_by(self, verifier: Verifier) -> bool:
        """Return whether the holder of this key signed the text.

        Raises:
            ValueError: a signature claims to be this key's and is not.
        """
        return bool(self.find_signatures(verifier))

    def find_signatures(self, verifier: Verifier) -> list[bytes]:
        """Return what the holder of this key signed the text with.

        Raises:
            ValueError: a signature claims to be this key's and is not.
        """
        mine = [
            one.signature
            for one in self.signatures
            if (one.name, one.key_id) == (verifier.name, verifier.id)
        ]
        for signature in mine:
            if not verifier.is_signature_of(self.text.encode(), signature):
                raise ValueError(f"the signature of {verifier.name} is not that of this text")
        return mine

    def keep_signatures(self, verifiers: Collection[Verifier]) -> str:
        """Return the note with the signatures of some keys alone, each key's once.

        Raises:
            ValueError: a signature claims to be of one of these keys and is not.
        """
        found = [(one, self.find_signatures(one)) for one in verifiers]
        lines = [format_signature(one, signatures[-1]) for one, signatures in found if signatures]
        return f"{self.text}\n{''.join(lines)}"


def sign_note(text: str, *signers: Signer) -> str:
    """Sign a text, which ends its last line, with some keys.

    Raises:
        ValueError: the text cannot stand in a note.
    """
    _check_text(text)
    lines = [format_signature(signer.verifier, signer.sign(text.encode())) for signer in signers]
    return f"{text}\n{''.join(lines)}"


def format_signature(verifier: Verifier, signature: bytes) -> str:
    """Return the line of a signature below a note."""
    return f"{_DASH}{verifier.name} {encode_base64(verifier.id + signature)}\n"


def read_note(note: str) -> Note:
    """Read the parts of a note.

    Raises:
        ValueError: it is none.
    """
    head, blank, below = note.rpartition("\n\n")
    if not blank or not below.endswith("\n"):
        raise ValueError("there is no blank line between a text and its signatures")
    text = f"{head}\n"
    _check_text(text)
    lines = below.removesuffix("\n").split("\n")
    if len(lines) > _MOST_SIGNATURES:
        raise ValueError(f"it has more than {_MOST_SIGNATURES} signatures")
    return Note(text, tuple(map(_parse_signature, lines)))


def open_note(note: str, verifiers: Collection[Verifier]) -> tuple[str, list[Verifier]]:
    """Return the text of a note, and those of the known keys that signed it: one at least.

    Raises:
        ValueError: no known key signed it, or one of them did not sign this.
    """
    read = read_note(note)
    by = [verifier for verifier in verifiers if read.is_signed_by(verifier)]
    if not by:
        raise ValueError("no known key signed it")
    return read.text, by


def _check_text(text: str) -> None:
    if not text.endswith("\n"):
        raise ValueError("its text does not end its last line")
    if any(ord(character) < 32 and character != "\n" for character in text):
        raise ValueError("its text holds control characters")


def _parse_signature(line: str) -> Signature:
    name, space, signature = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not space or not is_name(name):
        raise ValueError("a line below its text is no signature")
    data = decode_base64(signature)
    if len(data) < 5:
        raise ValueError("a signature below its text is too short")
    return Signature(name, data[:4], data[4:])
