"""Ed25519 keys with a name, written as c2sp.org/signed-note has it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from types import MappingProxyType
from typing import ClassVar, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from registry.signing.strict_base64 import decode_base64, encode_base64

ED25519 = b"\x01"
COSIGNATURE = b"\x04"
KINDS = MappingProxyType({ED25519: "Ed25519", COSIGNATURE: "cosignatures with Ed25519"})
SECRET = "PRIVATE+KEY"


def is_name(text: str) -> bool:
    """Return whether a text can name a key: no spaces, no plus, nothing that cannot be seen."""
    return bool(text) and text.isprintable() and not any(c.isspace() or c == "+" for c in text)


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key under the name of whoever signs with it; ``KIND`` is its signature type."""

    KIND: ClassVar[bytes] = ED25519
    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes that tell this key's signatures from those of others."""
        return sha256(self.name.encode() + b"\n" + self.KIND + self.public).digest()[:4]

    def is_signature_of(self, data: bytes, signature: bytes) -> bool:
        """Return whether the key's holder signed these bytes."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, data)
        except InvalidSignature:
            return False
        return True

    def __str__(self) -> str:
        """Return the key as it is handed to others: name, id and key, joined by plus signs."""
        return f"{self.name}+{self.id.hex()}+{encode_base64(self.KIND + self.public)}"

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the key that such a text gives.

        Raises:
            ValueError: it gives none, or one of another signature type.
        """
        name, identifier, key = _split_parts(text, 3)
        verifier = cls(name, _parse_bytes(key, cls.KIND))
        if str(verifier) != text or identifier != verifier.id.hex():
            raise ValueError("the key's id is not that of its name and bytes")
        return verifier


@dataclass(frozen=True, slots=True)
class Signer:
    """A secret key under the name of whoever signs with it."""

    PUBLIC: ClassVar[type[Verifier]] = Verifier
    name: str
    seed: bytes = field(repr=False)

    @classmethod
    def new(cls, name: str) -> Self:
        """Create a key.

        Raises:
            ValueError: nothing can be named so.
        """
        if not is_name(name):
            raise ValueError(f"{name!r} cannot name a key: it may hold neither spaces nor +")
        return cls(name, secrets.token_bytes(32))

    @property
    def verifier(self) -> Verifier:
        """The public half."""
        return self.PUBLIC(self.name, self._key().public_key().public_bytes_raw())

    def sign(self, data: bytes) -> bytes:
        """Return the signature of some bytes, the same each time."""
        return self._key().sign(data)

    def secret(self) -> str:
        """Return the key as its file holds it."""
        identifier = self.verifier.id.hex()
        return f"{SECRET}+{self.name}+{identifier}+{encode_base64(self.PUBLIC.KIND + self.seed)}"

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the key that a key file holds.

        Raises:
            ValueError: it holds none.
        """
        if not text.startswith(f"{SECRET}+"):
            raise ValueError("it is no secret key")
        name, identifier, key = _split_parts(text.removeprefix(f"{SECRET}+"), 3)
        signer = cls(name, _parse_bytes(key, cls.PUBLIC.KIND))
        if signer.verifier.id.hex() != identifier:
            raise ValueError("the key's id is not that of its name and bytes")
        return signer

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def _split_parts(text: str, count: int) -> list[str]:
    # The base64 at the end may hold plus signs of its own.
    parts = text.split("+", count - 1)
    if len(parts) != count or not is_name(parts[0]):
        raise ValueError("it is not a name, an id and a key joined by plus signs")
    return parts


def _parse_bytes(text: str, kind: bytes) -> bytes:
    key = decode_base64(text)
    # Keys of other signature types are of other lengths.
    if key[:1] != kind or len(key) != 33:
        raise ValueError(f"it is not a key for {KINDS[kind]}")
    return key[1:]
