"""Acts in the making: cells of a kind, with what a reader should know of how they were read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.mappings.spec import ActSpec
from registry.acts import ACTS
from registry.errors import Problem
from registry.vocabulary import derive_reference


@dataclass(slots=True)
class DraftAct:
    """One act in the making.

    Attributes:
        kind: the kind of act.
        spec: what the mapping says of it.
        cells: its fields so far, as text cells.
        kept: columns whose words stand in it word for word.
        remarks: what goes to the locator: words without a field, and why a value is none.
        notes: what is told to whoever imports.
        problems: why it cannot be made.
        row: the cells of the row that makes it; none for what is recorded once.
        left: whether it is on record already, and left as it is.
        words: for each field that cells fill, the words that it was read from.
    """

    kind: str
    spec: ActSpec
    row: Mapping[str, str]
    cells: dict[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left: bool = False
    words: dict[str, str] = field(default_factory=dict)

    @property
    def reference(self) -> str | None:
        """The reference that the act has or will have, as far as its cells tell."""
        if given := self.cells.get("reference"):
            return given
        if not ACTS[self.kind].KEY:
            return None
        owner, *parts = (self.cells.get(name.rstrip("_")) for name in ACTS[self.kind].KEY)
        return derive_reference(owner, *parts) if owner else None

    @property
    def is_shared(self) -> bool:
        """Whether other rows may name the record as well."""
        spec = self.spec
        return bool(spec.once_per or spec.unless_known) or spec.known == "keep"

    def add_stated_words(self, name: str, words: str) -> None:
        """Add the source's words to a field for them, unless they stand there already."""
        there = self.cells.get(name)
        if there is None or there in words:
            self.cells[name] = words
        elif words not in there:
            self.cells[name] = f"{there}; {words}"

    def locator(self) -> str:
        """Return where the act stands in its source, with what else the source says there."""
        return "; ".join([self.cells.get("locator", ""), *dict.fromkeys(self.remarks)]).strip("; ")
