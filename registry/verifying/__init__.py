"""Proving that the record is what was recorded."""

from registry.verifying.scratch import open_scratch_registry
from registry.verifying.verify import VerifyResult, verify

__all__ = ["VerifyResult", "open_scratch_registry", "verify"]
