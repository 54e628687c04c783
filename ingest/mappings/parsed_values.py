"""What came of reading words as a value: the value, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ParsedValue:
    """A value as the registry writes it, or why the words hold none."""

    value: str | None = None
    why: str | None = None
