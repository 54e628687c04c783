"""What does not stand as it should: never an error, always shown."""

from __future__ import annotations

from typing import Any

import strawberry

from registry.reading import sentence
from registry.vocabulary import FindingKind, Standing
from schema.bindings import any_kind, value, worked
from schema.planner.row_context import Place
from schema.scalars import Date
from schema.types.interfaces import Resource


def _said(kind: str, title: str, detail: str | None, more: str | None) -> str:
    return sentence({"kind": kind, "title": title, "detail": detail, "more": more})


def _words(place: Place) -> list[Any]:
    return [place.column(name) for name in ("kind", "title", "detail", "more")]


@strawberry.type(description="Something on the record that does not stand as it should")
class Finding:
    """Something on the record that does not stand as it should."""

    kind: FindingKind = value("kind", "What does not stand as it should")
    about: Resource = any_kind("about_kind", "about", "What it is about")
    says: str = worked(_said, _words, "The finding in one sentence")
    since: Date | None = value("since", "Since when, where that is known")
    standing: Standing = value("standing", "How the record that it is about stands to its source")
