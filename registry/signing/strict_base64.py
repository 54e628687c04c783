"""Base64 that has one spelling for each value."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode


def encode_base64(data: bytes) -> str:
    """Encode bytes as standard base64."""
    return b64encode(data).decode()


def decode_base64(text: str, length: int | None = None) -> bytes:
    """Decode a base64 text, and only in the one spelling that ``encode_base64`` gives.

    Raises:
        ValueError: it spells none, or not ``length`` of them.
    """
    try:
        data = b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(f"{text!r} is not base64") from error
    # Bits that are left over at the end could otherwise be changed without anybody noticing.
    if encode_base64(data) != text or (length is not None and len(data) != length):
        raise ValueError(f"{text!r} is not what base64 of these bytes looks like")
    return data
