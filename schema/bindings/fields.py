"""Fields of the contract that know their binding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Column
from sqlalchemy.orm import InstrumentedAttribute
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField
from strawberry.types.info import Info

from registry.vocabulary import Basis
from schema.planner.row_context import Binding


class BoundField(StrawberryField):
    """A field that the planner reads; graphql-core completes the value that was read."""

    is_basic_field = False

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:
        """Return the value under the field's key in the response."""
        assert info is not None
        return source[info.path.key]


def bound_field(
    binding: Binding | None,
    description: str,
    arguments: Sequence[StrawberryArgument] = (),
    name: str | None = None,
    *,
    basis: Basis,
    said_by: str | None = None,
) -> Any:
    """Declare a field by its binding, its description and its arguments.

    Args:
        binding: Where its value comes from.
        description: What it shows.
        arguments: What it can be asked with.
        name: Its name, where that is not the attribute's.
        basis: From what it follows.
        said_by: The field of the same object whose sentence says so, where a value follows from
            absence: with "on record", and how far the sources reach.
    """
    metadata = {"binding": binding, "basis": basis, "said_by": said_by}
    field = BoundField(metadata=metadata, description=description, graphql_name=name)
    field.arguments = list(arguments)
    return field


def column_of(attribute: InstrumentedAttribute[Any]) -> Column[Any]:
    """Return the column behind an attribute of a model."""
    return cast("Column[Any]", attribute.property.columns[0])


def meaning_of(attribute: InstrumentedAttribute[Any]) -> str:
    """Return what a column means: its comment."""
    return column_of(attribute).comment or ""


def referenced_table(attribute: InstrumentedAttribute[Any]) -> str:
    """Return the name of the table to which a column refers."""
    foreign_key = next(iter(column_of(attribute).foreign_keys))
    return foreign_key.target_fullname.partition(".")[0]
