"""Statements about keys: signed notes by which a key names its successor, or a key is revoked.

A statement is a note (c2sp.org/signed-note) whose text begins with the line of its form. No
checkpoint does: its second line is a number. Each states the size and the root of the log up to
which the older key counts::

    answerable-key-statement/1              answerable-key-statement/1
    rotate                                  revoke
    day 2026-12-01                          day 2026-12-03
    old registry.example/log+1a2b3c4d+A..   key registry.example/log+1a2b3c4d+A..
    new registry.example/log+5e6f7a8b+A..   from 2026-11-30
    size 16                                 reason The laptop was stolen
    root q83v...                            size 12
                                            root 0Z5e...
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self, TypedDict

from registry.signing.checkpoints import Checkpoint
from registry.signing.keys import Verifier
from registry.signing.notes import Note
from registry.signing.strict_base64 import decode_base64, encode_base64

FORM = "answerable-key-statement/1"
MOST_REASON = 500
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


class _Place(TypedDict):
    day: date
    size: int
    root: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """Up to where an older key counts: the size and the root of the log, as its successor saw it.

    Attributes:
        key: the older key.
        size: the number of entries of the newest checkpoint that counts.
        root: the root of the log at this size.
        day: the day of the statement, as its author says.
    """

    key: Verifier
    size: int
    root: bytes
    day: date

    def covers(self, checkpoint: Checkpoint) -> bool:
        """Return whether a checkpoint that the key signed may count."""
        if checkpoint.size == self.size:
            return checkpoint.root == self.root
        return checkpoint.size < self.size

    def _format_place(self) -> str:
        return f"size {self.size}\nroot {encode_base64(self.root)}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Succession(Limit):
    """A key comes after another; ``KIND`` is the word of the statement."""

    KIND: ClassVar[str]
    new: Verifier

    def text(self) -> str:
        """Return the statement as it is signed."""
        head = f"{FORM}\n{self.KIND}\nday {self.day}\nold {self.key}\nnew {self.new}\n"
        return f"{head}{self._format_place()}"

    @classmethod
    def read(cls, fields: Mapping[str, str]) -> Self:
        """Read the fields of a statement.

        Raises:
            ValueError: a field cannot be read, or the keys are not those of one log.
        """
        found = cls(
            key=Verifier.read(fields["old"]),
            new=Verifier.read(fields["new"]),
            **_read_place(fields),
        )
        if found.key.name != found.new.name or found.key == found.new:
            raise ValueError("a key names another log, or itself, as its successor")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation(_Succession):
    """A key names its successor: signed by both."""

    KIND = "rotate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restart(_Succession):
    """A key begins a new history after the one before was lost: signed by nobody but itself."""

    KIND = "after-loss"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation(Limit):
    """A key is not trusted from a day on: signed by itself, or by a key that came after it."""

    from_day: date
    reason: str

    def text(self) -> str:
        """Return the statement as it is signed."""
        head = f"{FORM}\nrevoke\nday {self.day}\nkey {self.key}\n"
        return f"{head}from {self.from_day}\nreason {self.reason}\n{self._format_place()}"


Statement = Rotation | Revocation | Restart


def read_statement(note: Note) -> Statement:
    """Read the statement that a note makes. Its signatures are not verified yet.

    Raises:
        ValueError: it makes none.
    """
    form, kind, *lines = [*note.text.removesuffix("\n").split("\n"), ""]
    fields = dict(line.partition(" ")[::2] for line in lines if line)
    if form != FORM:
        raise ValueError(f"a statement about keys does not begin with {FORM}")
    try:
        found = _READERS[kind](fields)
    except KeyError as error:
        raise ValueError(f"a statement about keys lacks {error.args[0]!r}") from error
    if found.text() != note.text:
        raise ValueError("a statement about keys is not written as its form has it")
    return found


def _read_revocation(fields: Mapping[str, str]) -> Revocation:
    return Revocation(
        key=Verifier.read(fields["key"]),
        from_day=date.fromisoformat(fields["from"]),
        reason=check_reason(fields["reason"]),
        **_read_place(fields),
    )


def _read_place(fields: Mapping[str, str]) -> _Place:
    """Read the day of a statement, and the place in the log that it names."""
    return {
        "day": date.fromisoformat(fields["day"]),
        "size": _parse_size(fields["size"]),
        "root": decode_base64(fields["root"], 32),
    }


_READERS: Mapping[str, Callable[[Mapping[str, str]], Statement]] = {
    Rotation.KIND: Rotation.read,
    "revoke": _read_revocation,
    Restart.KIND: Restart.read,
}


def check_reason(text: str) -> str:
    """Return a reason that fits into its line.

    Raises:
        ValueError: it does not.
    """
    if not 0 < len(text) <= MOST_REASON or not text.isprintable() or text != text.strip():
        raise ValueError(f"a reason is one line of at most {MOST_REASON} characters")
    return text


def _parse_size(text: str) -> int:
    if not _SIZE.fullmatch(text):
        raise ValueError("a statement about keys has no size")
    return int(text)
