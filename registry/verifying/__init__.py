"""Proving that the record is what was recorded."""

from registry.verifying.verify import Verified, verify

__all__ = ["Verified", "verify"]
