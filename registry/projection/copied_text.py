"""Where the words of an act stand besides its own record: what must go with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from registry.acts import Act, AdviceCited, Corrected, DecisionMade, TargetChanged

Copy = tuple[str, str, tuple[str, ...]]
"""The kind and reference of a record, and the fields of it that have the words."""


def copies_of(act: Act, fields: Collection[str]) -> Iterator[Copy]:
    """Yield each other record into which an act copied the words of some of its fields."""
    if isinstance(act, Corrected) and "value" in fields:
        yield act.kind, act.record, (act.field,)
    elif isinstance(act, TargetChanged) and "value" in fields:
        yield "targets", act.target, (act.field,)
    elif isinstance(act, DecisionMade) and "locator" in fields:
        citation = citation_of(act)
        if citation is not None:
            yield citation.KIND, citation.reference, ("locator",)


def citation_of(act: DecisionMade) -> AdviceCited | None:
    """Return the citation of the first advice that a decision cites; it has no act of its own."""
    if act.advice is None:
        return None
    return AdviceCited(
        decision=act.reference,
        advice=act.advice,
        source=act.source,
        standing=act.standing,
        locator=act.locator,
    )
