"""What stays where a release was withdrawn: a tombstone, and none of the words it held."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

TOMBSTONE = "withdrawn.json"


@dataclass(frozen=True, slots=True)
class WithdrawalReason:
    """A redaction because of which a release was withdrawn.

    ``redacts`` is the entry whose words were taken off, ``by`` the one that did so at
    ``recorded_at``, ``reason`` what it says why.
    """

    redacts: int
    by: int
    recorded_at: str
    reason: str


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A release that was taken down, and since when and why, and what stands in its place.

    It keeps no sums: all but a word or two of each file stands in the next release, so that
    whoever knew its sum could try out which words they were.
    """

    dataset: str
    version: str
    previous: str
    entry: int
    root: str
    recorded_at: str
    rows: int
    records: int
    withdrawn_at: str
    replaced_by: str
    reasons: tuple[WithdrawalReason, ...]

    @property
    def why(self) -> str:
        """The reasons in words, each once."""
        return "; ".join(dict.fromkeys(one.reason for one in self.reasons))

    def to_json(self) -> str:
        """The tombstone as it lies in the release's folder."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Tombstone:
        """The tombstone that a file holds."""
        told = json.loads(text)
        return cls(**{**told, "reasons": tuple(WithdrawalReason(**one) for one in told["reasons"])})


def read_tombstone(folder: Path) -> Tombstone | None:
    """The tombstone in a release's folder, or None where there is none."""
    try:
        return Tombstone.from_json((folder / TOMBSTONE).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
