"""What came of an import: what is on record now, or everything that stands in its way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from registry.errors import AnswerableError, InvalidInput, Problem, Refusal, Refused


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many acts of one kind were recorded, and how many were on record already."""

    kind: str
    new: int
    repeated: int


@dataclass(frozen=True, slots=True)
class ImportResult:
    """An import without problems: what was recorded or, in a dry run, would be.

    ``redacted``: how many acts on record already had words taken off, which stay off.
    """

    kinds: tuple[KindCount, ...]
    dry_run: bool
    redacted: int = 0

    @property
    def new_acts(self) -> int:
        """How many acts were recorded."""
        return sum(kind.new for kind in self.kinds)

    @property
    def repeated_acts(self) -> int:
        """How many acts were on record already."""
        return sum(kind.repeated for kind in self.kinds)


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far an import has come: the kind at hand, and bytes (of a mapping, acts) read of all."""

    kind: str
    read: int
    total: int


class NotImported(AnswerableError):
    """Nothing was recorded; ``problems`` tells every reason for it.

    Attributes:
        problems: what to mend, in the order of the files.
        unlisted: how many further problems there are than could be listed.
        consequences: how many rows only failed because they depend on others that did.
    """

    problems: tuple[Problem, ...]
    unlisted: int
    consequences: int


class InvalidPackage(NotImported, InvalidInput):
    """Some of what a package holds cannot be read as acts."""

    def __init__(self, problems: Sequence[Problem], unlisted: int, consequences: int) -> None:
        super().__init__(problems)
        self.unlisted, self.consequences = unlisted, consequences


class RefusedPackage(NotImported, Refused):
    """A package can be read, but rules of the registry refuse some of it."""

    def __init__(
        self,
        refusals: Sequence[Refusal],
        problems: Sequence[Problem],
        unlisted: int,
        consequences: int,
    ) -> None:
        super().__init__(refusals)
        self.problems = tuple(problems)
        self.unlisted, self.consequences = unlisted, consequences

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))
