"""Which key may still sign."""

from __future__ import annotations

from registry.errors import SigningRefused
from registry.signing import KeyHistory, Restart, Rotation, Verifier


def check_key_counts(history: KeyHistory, key: Verifier) -> None:
    """Check that a key may still sign.

    Raises:
        SigningRefused: it was rotated or revoked.
    """
    for limit in history.list_limits(key):
        if isinstance(limit, Restart):
            raise SigningRefused(
                f"Nothing was signed: the key {key.id.hex()} was given up as lost on {limit.day}, "
                f"and {limit.new.id.hex()} began again. Put that key in its place"
            )
        if isinstance(limit, Rotation):
            raise SigningRefused(describe_rotated(limit))
        raise SigningRefused(
            f"Nothing was signed: the key {key.id.hex()} was revoked on {limit.day}. Move it away, "
            "make another with `answerable key new`, and publish that where people trust it"
        )


def describe_rotated(rotation: Rotation) -> str:
    """Say that a key has a successor, and what to do."""
    return (
        f"Nothing was signed: the key {rotation.key.id.hex()} named {rotation.new.id.hex()} its "
        f"successor on {rotation.day}. Put that key in its place; `answerable key rotate` does it "
        "where it was cut off"
    )
