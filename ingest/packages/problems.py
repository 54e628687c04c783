"""Collecting everything that is wrong in one run, without a flood of consequences."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from ingest.packages.results import InvalidPackage, NotImported, RefusedPackage
from registry.errors import Problem, Refusal

VALUE_LENGTH = 200


@dataclass(slots=True)
class ProblemList:
    """What stands in the way of an import so far.

    What could not be read or recorded is remembered by kind and reference: a later row that names
    it fails as a consequence only, and is counted instead of told.
    """

    most: int
    problems: list[Problem] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    unlisted: int = 0
    consequences: int = 0
    invalid: bool = False
    # A whole kind, or anything at all, may be missing where a file could not be read.
    unread: set[str] = field(default_factory=set)
    all_unread: bool = False
    _failed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __bool__(self) -> bool:
        return bool(self.problems or self.consequences)

    def add_unreadable(self, *problems: Problem) -> None:
        """Tell what cannot be read."""
        for problem in problems:
            self.invalid = True
            self._add_problem(problem)

    def add_refusal(self, refusal: Refusal, problem: Problem) -> None:
        """Tell what a rule refuses, as a problem in its place."""
        if self._add_problem(problem):
            self.refusals.append(refusal)

    def _add_problem(self, problem: Problem) -> bool:
        if len(self.problems) >= self.most:
            self.unlisted += 1
            return False
        self.problems.append(problem)
        return True

    def mark_missing(self, kind: str, reference: str | None) -> None:
        """Remember a record that will be missing."""
        if reference:
            self._failed[kind].add(reference)

    def is_missing(self, kind: str, reference: str) -> bool:
        """Return whether a record is missing only because of a problem that was told already."""
        return self.all_unread or kind in self.unread or reference in self._failed.get(kind, ())

    def make_error(self) -> NotImported:
        """Return all of it, ready to be raised."""
        if self.invalid:
            return InvalidPackage(self.problems, self.unlisted, self.consequences)
        return RefusedPackage(self.refusals, self.problems, self.unlisted, self.consequences)


def shorten_value(text: str) -> str:
    """Return a value as it can be shown: always valid text, and not too long."""
    safe = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return safe if len(safe) <= VALUE_LENGTH else f"{safe[:VALUE_LENGTH]}…"


def is_utf8(text: str) -> bool:
    """Return whether a text was made of UTF-8 only: other bytes were read as lone surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
