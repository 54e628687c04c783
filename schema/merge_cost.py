"""How many pairs of fields validation has to compare to merge selections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

from registry import Limits
from schema.errors import Reason, refusal


@dataclass(slots=True)
class PairCounter:
    """Counts the pairs of one operation, which is walked as its response will be shaped.

    Fields under one name in one place are merged, whatever fragments and types they stand in; so
    the rule "Field Selection Merging" (GraphQL, section 5.3.2) looks at all of their pairs, and at
    all pairs of the fragments there. Without a limit a document of a few kilobytes has 500,000.
    """

    fragments: Mapping[str, FragmentDefinitionNode]
    limits: Limits
    seen: int = 0
    found: int = 0

    def count(self, operation: OperationDefinitionNode) -> int:
        """Return how many pairs an operation holds.

        Raises:
            GraphQLError: they are more than the limit.
        """
        self._count_level([operation.selection_set], 0)
        return self.found

    def _count_level(self, sets: Iterable[SelectionSetNode], depth: int) -> None:
        """Count the fields at one place of the response, and at all places below it."""
        place = _ResponseLevel(self.fragments)
        for selections in sets:
            place.add(selections.selections)
        self.seen += sum(map(len, place.fields.values()))
        for together in (place.spread, *map(len, place.fields.values())):
            self.found += together * (together - 1) // 2
        if self.found > self.limits.pairs:
            raise _too_many(self.limits)
        # Fragments that go in circles would be followed for ever; validation refuses them.
        if depth > self.limits.depth or self.seen > self.limits.fields:
            return
        for nodes in place.fields.values():
            below = [node.selection_set for node in nodes if node.selection_set]
            if below:
                self._count_level(below, depth + 1)


@dataclass(slots=True)
class _ResponseLevel:
    """The fields at one place of the response, by response key."""

    fragments: Mapping[str, FragmentDefinitionNode]
    fields: dict[str, list[FieldNode]] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)

    @property
    def spread(self) -> int:
        """Return how many fragments are spread there."""
        return len(self.known)

    def add(self, selections: Iterable[SelectionNode]) -> None:
        """Add a selection, each fragment once."""
        for selection in selections:
            if isinstance(selection, FieldNode):
                key = (selection.alias or selection.name).value
                self.fields.setdefault(key, []).append(selection)
            elif isinstance(selection, InlineFragmentNode):
                self.add(selection.selection_set.selections)
            elif isinstance(selection, FragmentSpreadNode):
                name = selection.name.value
                if name not in self.known:
                    self.known.add(name)
                    if name in self.fragments:
                        self.add(self.fragments[name].selection_set.selections)


def _too_many(limits: Limits) -> GraphQLError:
    return refusal(
        Reason.PAIRS,
        "The question asks for the same in the same place again and again: that makes more than"
        f" {limits.pairs:,} pairs of fields or fragments to compare, which is the limit."
        " Ask for each field once",
    )
