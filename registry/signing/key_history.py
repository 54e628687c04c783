"""The history of a log's keys: which key followed which, and which were revoked.

Its file has the current key in its first line, and below it the statements about keys, each a
signed note behind a blank line. Whoever trusts one of its keys can follow it to the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Self

from registry.signing.checkpoints import Checkpoint
from registry.signing.key_statements import (
    Limit,
    Restart,
    Revocation,
    Rotation,
    Statement,
    read_statement,
)
from registry.signing.keys import Verifier
from registry.signing.notes import Note, read_note

MOST_STATEMENTS = 200
MOST_CHARACTERS = 1 << 20


@dataclass(frozen=True, slots=True)
class KeyHistory:
    """Statements about keys, each as its note has it. Nothing in it is false; it may lack some.

    ``vouched`` are the keys that the reader has from their keeper. Only to them does a restart
    after a loss lead: nobody but the new key signed it.
    """

    notes: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    vouched: frozenset[bytes] = frozenset()

    @classmethod
    def read(cls, notes: tuple[str, ...]) -> Self:
        """Read statements and verify who signed them.

        Raises:
            ValueError: one cannot be read, or those whom it binds did not sign it.
        """
        if len(notes) > MOST_STATEMENTS or sum(map(len, notes)) > MOST_CHARACTERS:
            raise ValueError(f"it has more than {MOST_STATEMENTS} statements, or is too long")
        read = [(note := read_note(text), read_statement(note)) for text in notes]
        history = cls(notes, tuple(statement for _, statement in read))
        for note, statement in read:
            history._check_signatures(note, statement)
        return history

    def vouch(self, *keys: Verifier | None) -> Self:
        """Return the history with keys that the reader has from their keeper."""
        known = frozenset(key.public for key in keys if key)
        return replace(self, vouched=self.vouched | known)

    def add(self, notes: tuple[str, ...]) -> Self:
        """Return the history with further statements, each once.

        Raises:
            ValueError: one of them is false.
        """
        read = self.read(tuple(dict.fromkeys((*self.notes, *notes))))
        return replace(read, vouched=self.vouched)

    def format(self, current: Verifier) -> str:
        """Return the file of this history."""
        return "".join([f"{current}\n", *(f"\n{note}" for note in self.notes)])

    def lead(self, trusted: Verifier, signer: Verifier) -> tuple[Rotation | Restart, ...]:
        """Return the rotations that lead from the key that is trusted to the one that signed.

        The successors of a key are trusted because it named them. Its predecessors are trusted
        because it signed their statements too.

        Raises:
            ValueError: none do, or only by a statement that does not count any more.
        """
        onward = self._walk(trusted, signer)
        if onward is None:
            back = self._walk(signer, trusted)
            if back is None:
                self._report_break(trusted, signer)
                raise ValueError("it is another key than the one you trust")
            return back
        for rotation in onward:
            self._check_counts(rotation)
        return onward

    def check_checkpoint(self, key: Verifier, checkpoint: Checkpoint) -> tuple[Revocation, ...]:
        """Check that a key still counted where it signed a checkpoint; return its revocations.

        Raises:
            ValueError: it was followed by another key or revoked before.
        """
        for limit in self.list_limits(key):
            if isinstance(limit, Restart) and limit.new.public not in self.vouched:
                continue
            if not limit.covers(checkpoint):
                raise ValueError(
                    f"{_describe_end(limit)} and counts up to entry {limit.size} of the log as it "
                    "was then; this was signed later or of another log"
                )
        return self.list_revocations(key)

    def list_limits(self, key: Verifier) -> tuple[Limit, ...]:
        """Return every statement that ends a key."""
        return tuple(one for one in self.statements if one.key.public == key.public)

    def list_keys(self) -> list[Verifier]:
        """Return every key that was rotated, and every one that followed."""
        rotations: list[Rotation | Restart] = [*self.list_rotations(), *self.list_restarts()]
        return list(dict.fromkeys(key for one in rotations for key in (one.key, one.new)))

    def find_current(self, key: Verifier) -> Verifier:
        """Return the key that came last after a key; itself where none did.

        Raises:
            ValueError: one of them named several successors.
        """
        followed = [*self._list_rotations_after(key)]
        return followed[-1].new if followed else key

    def list_rotations(self) -> tuple[Rotation, ...]:
        """Return every rotation."""
        return tuple(one for one in self.statements if isinstance(one, Rotation))

    def list_restarts(self) -> tuple[Restart, ...]:
        """Return every restart after a loss."""
        return tuple(one for one in self.statements if isinstance(one, Restart))

    def list_revocations(self, key: Verifier) -> tuple[Revocation, ...]:
        """Return the revocations of a key."""
        return tuple(one for one in self.list_limits(key) if isinstance(one, Revocation))

    def find_successor(self, key: Verifier) -> Rotation | Restart | None:
        """Return the rotation by which a key named its successor, or the restart after its loss.

        A restart counts only where its new key was vouched for.

        Raises:
            ValueError: it named several, so that somebody else has it too.
        """
        found = [one for one in self.list_limits(key) if isinstance(one, Rotation)]
        if len({one.new for one in found}) > 1:
            named = " and ".join(sorted({f"{one.new.id.hex()}" for one in found}))
            raise ValueError(
                f"the key {key.id.hex()} named two successors, {named}: somebody else has it too. "
                "Get the current key from a place that you trust"
            )
        again: list[Rotation | Restart] = [
            one
            for one in self.list_restarts()
            if one.key.public == key.public and one.new.public in self.vouched
        ]
        return found[0] if found else next(iter(again), None)

    def _report_break(self, trusted: Verifier, signer: Verifier) -> None:
        for one in self.list_restarts():
            everyone = self.vouch(*(restart.new for restart in self.list_restarts()))
            if everyone._walk(trusted, signer) is None and everyone._walk(signer, trusted) is None:
                return
            raise ValueError(
                f"the history of keys breaks off: the key {one.key.id.hex()} was lost, says "
                f"{one.new.id.hex()}, which began again on {one.day} at entry {one.size}, and "
                f"nobody else. Ask the keeper; if it is so, add --vouched {one.new}"
            )

    def _walk(self, start: Verifier, end: Verifier) -> tuple[Rotation | Restart, ...] | None:
        path: list[Rotation | Restart] = []
        for rotation in self._list_rotations_after(start):
            path.append(rotation)
            if rotation.new.public == end.public:
                return tuple(path)
        return () if start.public == end.public else None

    def _list_rotations_after(self, key: Verifier) -> Iterator[Rotation | Restart]:
        seen, found = {key.public}, self.find_successor(key)
        while found is not None:
            yield found
            if found.new.public in seen:
                return
            seen.add(found.new.public)
            found = self.find_successor(found.new)

    def _check_counts(self, rotation: Rotation | Restart) -> None:
        """A thief can name a successor, too: what a key says from its last day on does not count.

        A key that nobody but itself revoked has no successor of whom anything is known.
        """
        if isinstance(rotation, Restart):
            return
        for one in self.list_revocations(rotation.key):
            if one.from_day <= rotation.day or self._is_signed_by_itself(one):
                raise ValueError(
                    f"{_describe_end(one)}, and the successor that it named on {rotation.day} does "
                    "not count. Get the current key from a place that you trust"
                )

    def _is_signed_by_itself(self, revocation: Revocation) -> bool:
        note = read_note(self.notes[self.statements.index(revocation)])
        return note.is_signed_by(revocation.key)

    def _check_signatures(self, note: Note, statement: Statement) -> None:
        key = statement.key
        if isinstance(statement, Rotation):
            if not (note.is_signed_by(key) and note.is_signed_by(statement.new)):
                raise ValueError(f"not both keys signed that {key.id.hex()} names its successor")
            return
        if isinstance(statement, Restart):
            if not note.is_signed_by(statement.new):
                raise ValueError(f"{statement.new.id.hex()} did not sign its own restart")
            return
        later = [rotation.new for rotation in self._list_rotations_after(key)]
        if not any(note.is_signed_by(one) for one in (key, *later)):
            raise ValueError(f"neither {key.id.hex()} nor a successor signed its revocation")


def read_key_file(text: str) -> tuple[Verifier, KeyHistory]:
    """Read the current key of a file, and the history below it, if there is one.

    Raises:
        ValueError: it holds neither, or a statement in it is false.
    """
    if len(text) > MOST_CHARACTERS:
        raise ValueError("it is too long for the history of keys")
    head, *blocks = text.removesuffix("\n").split("\n\n")
    current = Verifier.read(head)
    if len(blocks) % 2:
        raise ValueError("a statement about keys has no signatures")
    pairs = zip(blocks[::2], blocks[1::2], strict=True)
    history = KeyHistory.read(tuple(f"{said}\n\n{signed}\n" for said, signed in pairs))
    if history.list_limits(current) and history.find_successor(current):
        raise ValueError("the key in its first line is not the current one")
    return current, history


def _describe_end(limit: Limit) -> str:
    if isinstance(limit, Revocation):
        return f"the key {limit.key.id.hex()} was revoked from {limit.from_day} ({limit.reason})"
    if isinstance(limit, Restart):
        return f"the key {limit.key.id.hex()} was lost on {limit.day} or before"
    return f"the key {limit.key.id.hex()} was followed by another on {limit.day}"
