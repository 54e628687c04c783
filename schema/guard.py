"""How large a document is: depth and aliases, in one pass that looks at each fragment once."""

from __future__ import annotations

from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from schema.errors import Reason, refused
from schema.limits import LIMITS

INTROSPECTION = ("__schema", "__type")


@dataclass(frozen=True, slots=True)
class Size:
    """How deep a selection goes, and how many aliases it has with all its fragments."""

    depth: int = 0
    aliases: int = 0


@dataclass(slots=True)
class Measure:
    """The measuring of one document; each fragment is measured once, however often it is spread."""

    fragments: dict[str, FragmentDefinitionNode]
    known: dict[str, Size] = field(default_factory=dict)

    def of(self, selections: SelectionSetNode | None) -> Size:
        """The size of a selection."""
        depth = aliases = 0
        for selection in selections.selections if selections else ():
            size = self._of_one(selection)
            depth, aliases = max(depth, size.depth), aliases + size.aliases
        return Size(depth, aliases)

    def _of_one(self, selection: object) -> Size:
        if isinstance(selection, FragmentSpreadNode):
            return self._of_fragment(selection.name.value)
        if isinstance(selection, InlineFragmentNode):
            return self.of(selection.selection_set)
        assert isinstance(selection, FieldNode)
        below = self.of(selection.selection_set)
        # Introspection is as deep as types are wrapped; the tools that ask it are all alike.
        depth = 0 if selection.name.value in INTROSPECTION else below.depth + 1
        return Size(depth, below.aliases + (selection.alias is not None))

    def _of_fragment(self, name: str) -> Size:
        if name not in self.known:
            # A fragment that spreads itself is refused by validation; here it ends the walk.
            self.known[name] = Size()
            found = self.fragments.get(name)
            self.known[name] = self.of(found.selection_set if found else None)
        return self.known[name]


def what_is_too_much(document: DocumentNode) -> GraphQLError | None:
    """The refusal of a document that goes too deep or has too many aliases."""
    measure = Measure(
        {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    )
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            size = measure.of(definition.selection_set)
            if size.depth > LIMITS.depth:
                return _refusal(Reason.DEPTH, f"{size.depth} fields deep", f"{LIMITS.depth}")
            if size.aliases > LIMITS.aliases:
                return _refusal(Reason.ALIASES, f"{size.aliases} aliases", f"{LIMITS.aliases}")
    return None


def _refusal(reason: Reason, found: str, limit: str) -> GraphQLError:
    return refused(
        reason, f"The question has {found}; at most {limit} are allowed. Ask for it in parts"
    )
