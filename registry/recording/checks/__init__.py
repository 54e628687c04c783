"""What is asked before an act is recorded: one module per subject, with the checks of its kinds."""

from registry.recording.checks.check import Ask, Check
from registry.recording.checks.refusals import find_refusals, list_lookups

__all__ = ["Ask", "Check", "find_refusals", "list_lookups"]
