"""Acts that mend the record itself."""

from __future__ import annotations

from dataclasses import dataclass

from registry.acts.base import SourcedAct


@dataclass(frozen=True, kw_only=True)
class Mending(SourcedAct):
    """An act about whichever record it mends."""

    kind: str
    record: str

    def about(self) -> tuple[str, str]:
        """Return the record that is mended."""
        return self.kind, self.record


@dataclass(frozen=True, kw_only=True)
class Corrected(Mending):
    """A mistake in the record was corrected."""

    KIND = "corrections"
    ABOUT = ("corrections", "reference")
    KEY = ("record", "field", "corrects")
    HAPPENED = None

    field: str
    value: str | None = None
    corrects: int | None = None
    reason: str


@dataclass(frozen=True, kw_only=True)
class Redacted(Mending):
    """Words were taken off the record."""

    KIND = "redactions"
    ABOUT = ("redactions", "reference")
    KEY = ("record", "redacts")
    HAPPENED = None

    redacts: int
    fields: str
    remains: str | None = None
    reason: str
