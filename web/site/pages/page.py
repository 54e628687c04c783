"""What a page is: an address, a GraphQL document and a template of the same name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from graphql import FieldNode, OperationDefinitionNode, parse, print_ast

FOLDER = Path(__file__).parent
REFERENCE = "{reference}"


@dataclass(frozen=True)
class Page:
    """A page: ``NAME.graphql`` is what it asks, ``NAME.html`` how it shows the answer.

    Attributes:
        path: its address; ``{reference}`` stands for that of a record.
        name: the name of both files.
        table: the list in the answer that is its table as CSV, such as ``target.milestones``.
        entries: the list in the answer that its feed tells, such as ``target.history.nodes``.
        folder: where both files are.
    """

    path: str
    name: str
    table: str | None = None
    entries: str | None = None
    folder: Path = field(default=FOLDER, repr=False)

    @property
    def is_of_a_record(self) -> bool:
        """Whether it shows a record, or something of one."""
        return REFERENCE in self.path

    @property
    def is_record(self) -> bool:
        """Whether its address is the permanent one of a record."""
        return self.path.endswith(REFERENCE) and self.path.count("/") == 2

    @property
    def kind(self) -> str:
        """The first part of its address: of a record's, its kind."""
        return self.path.split("/")[1]

    @property
    def template(self) -> str:
        """The name of its template."""
        return f"{self.name}.html"

    @cached_property
    def document(self) -> str:
        """What it asks."""
        return (self.folder / f"{self.name}.graphql").read_text(encoding="utf-8")

    @cached_property
    def operation(self) -> OperationDefinitionNode:
        """The operation of its document, which is the only one."""
        (found,) = (
            each
            for each in parse(self.document).definitions
            if isinstance(each, OperationDefinitionNode)
        )
        return found

    @cached_property
    def variables(self) -> Mapping[str, str]:
        """The type of each variable that the document declares."""
        return MappingProxyType(
            {
                each.variable.name.value: print_ast(each.type)
                for each in self.operation.variable_definitions or ()
            }
        )

    @cached_property
    def root(self) -> str:
        """The first field of the answer: where a record has none, it is not on record."""
        first = self.operation.selection_set.selections[0]
        assert isinstance(first, FieldNode), f"{self.name}.graphql begins with a field"
        return (first.alias or first.name).value
