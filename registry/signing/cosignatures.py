"""Cosignatures as in c2sp.org/tlog-cosignature: a witness states where a log stood, and when.

Of its two types this is the one of Ed25519, ``cosignature/v1``.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import UTC, datetime

from registry.signing.keys import COSIGNATURE, Signer, Verifier
from registry.signing.notes import Note, format_signature

# "Format", struct timestamped_signature: the seconds, and then the signature.
_TIMESTAMP = struct.Struct(">Q")
_LENGTH = _TIMESTAMP.size + 64
_LATEST = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class WitnessKey(Verifier):
    """The public key of a witness; what it signs has the time before its signature."""

    KIND = COSIGNATURE

    def is_signature_of(self, data: bytes, signature: bytes) -> bool:
        """Return whether the witness cosigned these bytes."""
        if len(signature) != _LENGTH or _read_seconds(signature) > _LATEST:
            return False
        message = _make_message(data, _read_seconds(signature))
        return Verifier.is_signature_of(self, message, signature[_TIMESTAMP.size :])


@dataclass(frozen=True, slots=True)
class WitnessSigner(Signer):
    """The secret key of a witness, which signs nothing but cosignatures."""

    PUBLIC = WitnessKey


@dataclass(frozen=True, slots=True)
class Cosignature:
    """Which witness cosigned a checkpoint, and when, in seconds since 1970."""

    witness: Verifier
    seconds: int

    @property
    def at(self) -> str:
        """The instant, as the witness's clock had it; the seconds where no calendar has them."""
        try:
            return datetime.fromtimestamp(self.seconds, UTC).isoformat().replace("+00:00", "Z")
        except (ValueError, OverflowError, OSError):
            return f"{self.seconds}"


def cosign(text: str, signer: WitnessSigner, seconds: int) -> str:
    """Return the line with which a witness cosigns the text of a checkpoint at an instant."""
    signature = signer.sign(_make_message(text.encode(), seconds))
    return format_signature(signer.verifier, _TIMESTAMP.pack(seconds) + signature)


def find_cosignature(note: Note, witness: Verifier) -> Cosignature | None:
    """Return the newest cosignature of a witness below a checkpoint; None where there is none.

    Raises:
        ValueError: a signature claims to be of this witness and is not.
    """
    found = [_read_seconds(signature) for signature in note.find_signatures(witness)]
    return Cosignature(witness, max(found)) if found else None


def extract_cosignature(note: Note, witness: Verifier) -> str | None:
    """Return the line of the newest cosignature of a witness; None where there is none.

    Raises:
        ValueError: a signature claims to be of this witness and is not.
    """
    found = note.find_signatures(witness)
    return format_signature(witness, max(found, key=_read_seconds)) if found else None


def _read_seconds(signature: bytes) -> int:
    seconds: int = _TIMESTAMP.unpack_from(signature)[0]
    return seconds


def _make_message(text: bytes, seconds: int) -> bytes:
    """Make what is signed, as in "Ed25519 signed message"."""
    return b"cosignature/v1\ntime %d\n%b" % (seconds, text)
