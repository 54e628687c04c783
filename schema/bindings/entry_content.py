"""The field of an entry that shows what its act said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import orjson

from registry.acts import ACT_NAMED, fields_of
from registry.models import TABLES
from registry.reading import remaining_payload
from registry.vocabulary import Basis
from schema.bindings.fields import bound_field
from schema.planner.planning_context import SelectedField
from schema.planner.result_builders import ComputedBuilder, ResultBuilder
from schema.planner.root_plan import Keys, select_names, show_selected
from schema.planner.row_context import RowContext

# What a redaction repeats of the act whose words it took off.
_NOT_SHOWN = ("remains",)


@dataclass(frozen=True, slots=True)
class ContentBinding:
    """What an act said, field by field; null where all its words were taken off."""

    def plan_result(self, context: RowContext, selected: SelectedField) -> ResultBuilder:
        """Select the act and its words, or what redactions left of them."""
        words = context.make_once("remaining words", lambda: remaining_payload(context.row))
        places = (context.select(context.column("act")), context.select(words, "remaining words"))
        return ComputedBuilder(partial(_show_content, select_names(context.work, selected)), places)


def _show_content(keys: Keys, act: str, payload: str | None) -> list[dict[str, Any]] | None:
    if payload is None:
        return None
    cells: Mapping[str, str] = orjson.loads(payload)
    known = ACT_NAMED.get(act)
    names = [field.name for field in fields_of(known)] if known else sorted(cells)
    comments = {c.name: c.comment for c in TABLES[known.KIND].c} if known else {}
    return [
        show_selected(
            {
                "__typename": "EntryField",
                "name": name,
                "value": str(cells[name]),
                "meaning": comments.get(name),
            },
            keys,
        )
        for name in names
        if cells.get(name) is not None and name not in _NOT_SHOWN
    ]


def content_field(description: str) -> Any:
    """Declare a field that shows what an act said."""
    return bound_field(ContentBinding(), description, basis=Basis.FACTS)
