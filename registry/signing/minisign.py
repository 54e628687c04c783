"""Signatures of files that minisign verifies, and its public keys.

The key is the very key that signs checkpoints. What it signs for minisign is 64 bytes of BLAKE2b,
or a signature with a comment, neither of which is a note: no signature can pass for the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b, sha256

from registry.signing.keys import Signer, Verifier
from registry.signing.strict_base64 import decode_base64, encode_base64

UNTRUSTED, TRUSTED = "untrusted comment: ", "trusted comment: "
_KEY, _LEGACY, _PREHASHED = b"Ed", b"Ed", b"ED"


@dataclass(frozen=True, slots=True)
class MinisignSignature:
    """A signature file as it was read."""

    algorithm: bytes
    key_id: bytes
    signature: bytes
    untrusted: str
    trusted: str
    whole: bytes


def compute_key_id(public: bytes) -> bytes:
    """Return the eight bytes by which minisign tells keys apart, made of the key itself."""
    return sha256(public).digest()[:8]


def format_key_id(public: bytes) -> str:
    """Return a key's id as minisign shows it."""
    return f"{int.from_bytes(compute_key_id(public), 'little'):016X}"


def format_public_key(verifier: Verifier) -> str:
    """Return a public key as a minisign file; its second line is what ``minisign -P`` takes."""
    key = encode_base64(_KEY + compute_key_id(verifier.public) + verifier.public)
    return f"{UNTRUSTED}minisign public key {format_key_id(verifier.public)}\n{key}\n"


def read_public_key(text: str) -> tuple[bytes, bytes]:
    """Read the id and the bytes of a key from a minisign file or the line that it holds.

    Raises:
        ValueError: it is none.
    """
    lines = text.strip("\n").split("\n")
    if len(lines) == 2 and lines[0].startswith(UNTRUSTED):
        lines = lines[1:]
    data = decode_base64(lines[0] if len(lines) == 1 else "", 42)
    if data[:2] != _KEY:
        raise ValueError("it is no minisign key")
    return data[2:10], data[10:]


def make_untrusted_comment(public: bytes) -> str:
    """Return the line above a signature, for people; nothing may be believed because of it."""
    return f"signature by minisign key {format_key_id(public)}"


def sign(signer: Signer, chunks: Iterable[bytes], trusted: str) -> str:
    """Return the signature file of some bytes, with a comment that is signed as well."""
    public = signer.verifier.public
    signature = signer.sign(_prehash(chunks))
    whole = signer.sign(signature + trusted.encode())
    return (
        f"{UNTRUSTED}{make_untrusted_comment(public)}\n"
        f"{encode_base64(_PREHASHED + compute_key_id(public) + signature)}\n"
        f"{TRUSTED}{trusted}\n{encode_base64(whole)}\n"
    )


def read_signature(text: str) -> MinisignSignature:
    """Read the parts of a signature file.

    Raises:
        ValueError: it is none.
    """
    lines = text.split("\n")
    if (
        len(lines) != 5
        or lines[4]
        or not lines[0].startswith(UNTRUSTED)
        or not lines[2].startswith(TRUSTED)
    ):
        raise ValueError("it is not a comment, a signature, a comment and a signature")
    data = decode_base64(lines[1], 74)
    return MinisignSignature(
        algorithm=data[:2],
        key_id=data[2:10],
        signature=data[10:],
        untrusted=lines[0].removeprefix(UNTRUSTED),
        trusted=lines[2].removeprefix(TRUSTED),
        whole=decode_base64(lines[3], 64),
    )


def verify(key: tuple[bytes, bytes], chunks: Iterable[bytes], signed: MinisignSignature) -> str:
    """Check that a key (its id and bytes) signed some bytes; returns the trusted comment.

    Raises:
        ValueError: it did not.
    """
    identifier, public = key
    if signed.key_id != identifier:
        raise ValueError("another key signed it")
    if signed.algorithm not in (_LEGACY, _PREHASHED):
        raise ValueError("it was signed in a way that is not known here")
    verifier = Verifier("minisign", public)
    data = _prehash(chunks) if signed.algorithm == _PREHASHED else b"".join(chunks)
    if not verifier.is_signature_of(data, signed.signature):
        raise ValueError("the signature is not that of these bytes")
    if not verifier.is_signature_of(signed.signature + signed.trusted.encode(), signed.whole):
        raise ValueError("the trusted comment is not the one that was signed")
    return signed.trusted


def _prehash(chunks: Iterable[bytes]) -> bytes:
    digest = blake2b(digest_size=64)
    for chunk in chunks:
        digest.update(chunk)
    return digest.digest()
