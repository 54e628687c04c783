"""Fields of what a mutation returns, declared with the record that they show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from strawberry.types.info import Info

from registry.vocabulary import Basis
from schema.bindings.fields import BoundField
from schema.planner.root_plan import LookUpField


class PayloadField(BoundField):
    """A field of a payload: the planner reads it, and all below it, after the write.

    Attributes:
        reference_of: which record the payload is about; None where nothing was recorded.
    """

    reference_of: Callable[[Any], str | None]

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:
        """Return what the planner reads of the record."""
        assert info is not None
        reference = self.reference_of(source)
        if reference is None:
            return None
        return info.context.answer_field(info, {"by": {"reference": reference}})


def record_field(kind: str, says: str, reference_of: Callable[[Any], str | None]) -> Any:
    """Declare a field of a payload that shows a record, by its reference."""
    field = PayloadField(
        metadata={"binding": LookUpField(kind), "basis": Basis.FACTS}, description=says
    )
    field.reference_of = reference_of
    return field
