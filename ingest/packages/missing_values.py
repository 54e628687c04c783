"""Words that a package says stand for nothing: ``missingValues``, and the ``nullSequence``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

# An empty cell states nothing, whatever a schema says of it.
_EMPTY = frozenset({""})


@dataclass(frozen=True, slots=True)
class MissingValues:
    """The words for nothing in a file: those of all columns, and those that columns have instead.

    Attributes:
        sequence: the dialect's word, which holds for every column.
        words: the schema's words, for every column without words of its own.
        of_columns: the words of single columns.
    """

    sequence: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    of_columns: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, resource: Mapping[str, Any]) -> MissingValues:
        """Return what a resource says; its dialect and schema have been checked."""
        sequence = resource.get("dialect", {}).get("nullSequence")
        schema = resource.get("schema", {})
        return cls(
            frozenset({sequence} if sequence else ()),
            (read_missing_values(schema.get("missingValues")) or _EMPTY) - _EMPTY,
            {
                str(each.get("name")): read_missing_values(each["missingValues"]) or _EMPTY
                for each in schema.get("fields", [])
                if each.get("missingValues") is not None
            },
        )

    def __bool__(self) -> bool:
        return bool(self.sequence or self.words or self.of_columns)

    def blank(self, columns: Sequence[str], row: Sequence[str]) -> list[str]:
        """Return a row in which the cells that state nothing are empty."""
        return [
            "" if cell in self.sequence or cell in self.of_columns.get(column, self.words) else cell
            for column, cell in zip(columns, row, strict=True)
        ]


def read_missing_values(stated: Any) -> frozenset[str] | None:
    """Return the words of a list, each a text or ``{"value": ...}``; None where it is no such list.

    >>> sorted(read_missing_values(["", {"value": "NA", "label": "Not available"}]))
    ['', 'NA']
    """
    if not isinstance(stated, list):
        return None
    words: list[Any] = [each.get("value") if isinstance(each, dict) else each for each in stated]
    return frozenset(words) if all(isinstance(word, str) for word in words) else None
