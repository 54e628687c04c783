"""Proving that the record is what was recorded."""

from registry.verifying.scratch import scratch
from registry.verifying.verify import Verified, verify

__all__ = ["Verified", "scratch", "verify"]
