"""Tombstones: what remains of a withdrawn release, without any of its words."""

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
    """A release that was withdrawn: since when, why, and what replaced it.

    It keeps no sums: all but a word or two of each file stands in the next release, so that
    with its sum anybody could try out which words they were.
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
        """Return the text of the tombstone's file."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Tombstone:
        """Read a tombstone from its file's text."""
        document = json.loads(text)
        return cls(
            **{**document, "reasons": tuple(WithdrawalReason(**one) for one in document["reasons"])}
        )


def read_tombstone(folder: Path) -> Tombstone | None:
    """Read the tombstone in a release's folder, or None where there is none."""
    try:
        return Tombstone.from_json((folder / TOMBSTONE).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
