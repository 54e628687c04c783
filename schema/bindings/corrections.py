"""The corrections of a record, and of what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select

from registry.reading import View
from registry.reading.corrections import select_corrections
from registry.vocabulary import Basis
from schema.bindings.fields import bound_field
from schema.planner.list_plan import plan_list
from schema.planner.planning_context import SelectedField
from schema.planner.relation_paths import Route, always
from schema.planner.result_builders import ResultBuilder
from schema.planner.row_context import RowContext


@dataclass(frozen=True, slots=True)
class CorrectionsOf:
    """The corrections of records of a kind (``holder``) and of what belongs to them."""

    kind: str
    __name__ = "corrections"

    def __call__(self, view: View) -> Select[Any]:
        """Select the corrections of a view."""
        return select_corrections(view, self.kind)


@dataclass(frozen=True, slots=True)
class CorrectionsBinding:
    """The corrections of a record, by its kind and reference."""

    def plan_result(self, context: RowContext, selected: SelectedField) -> ResultBuilder:
        """Plan a list: one statement serves all objects."""
        route = Route(CorrectionsOf(context.kind), "holder", where=always)
        return plan_list(context, selected, route, ("entry",))


def corrections_field(description: str) -> Any:
    """Declare a field that lists the corrections of a record."""
    return bound_field(CorrectionsBinding(), description, basis=Basis.FACTS)
