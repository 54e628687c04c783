"""What a finding is made of: a kind, a sentence, what it is about, and how it is found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, literal

from registry.reading.findings.about import About
from registry.reading.views import View
from registry.vocabulary import Basis, FindingKind, describe_reach, format_pence

FINDING_COLUMNS = (
    "kind",
    "about_kind",
    "about",
    "title",
    "detail",
    "more",
    "since",
    "reach",
    "agreement",
    "standing",
)
_PENCE = "pence:"


@dataclass(frozen=True, slots=True)
class Part:
    """How a finding about one kind of record is found: ``select`` ends in ``About.select``."""

    about: About
    select: Callable[[View, About], Select[Any]]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that may not stand as it should.

    Attributes:
        kind: Its word in the code list.
        basis: From what it follows.
        sentence: What readers are told: ``{title}``, ``{detail}`` and ``{more}`` come from the row.
            What follows from absence says that it is not on record, and names ``{reach}``.
        parts: How it is found, with what it is about; most findings have one part.
        sorted_by: What its rows are sorted and told apart by. Only ``since`` may be missing.
    """

    kind: FindingKind
    basis: Basis
    sentence: str
    parts: tuple[Part, ...]
    sorted_by: tuple[str, ...] = ("about",)

    def select(self, part: Part, view: View) -> Select[Any]:
        """Select the rows of one part, with the ``FINDING_COLUMNS``."""
        rows = part.select(view, part.about)
        return rows.with_only_columns(
            literal(self.kind.value).label("kind"),
            literal(part.about.kind).label("about_kind"),
            *rows.selected_columns,
        )

    def describe(self, row: Mapping[str, Any]) -> str:
        """Say in one sentence what a row has found."""
        return self.sentence.format(
            title=row["title"],
            detail=_word_part(row["detail"]),
            more=_word_part(row["more"]),
            reach=describe_reach(row["reach"]),
        )


def write_pence(amount: Any) -> ColumnElement[str]:
    """Write an amount as a part of a sentence; no database spells pence as money."""
    return literal(_PENCE) + cast(amount, Text)


def _word_part(part: str | None) -> str:
    if part is not None and part.startswith(_PENCE):
        return format_pence(int(part.removeprefix(_PENCE)))
    return part if part is not None else "nothing"
