"""The order of kinds in which one may name another."""

from __future__ import annotations

from collections.abc import Iterable

from registry.acts.base import Act, referring_fields


def order_kinds(acts: Iterable[type[Act]]) -> list[type[Act]]:
    """Sort kinds of act so that each stands after all that it needs.

    Kinds that do not need each other stay in the order in which they are given.

    Raises:
        ValueError: kinds need each other in a circle, or one that is not there.
    """
    waiting, ordered = list(acts), list[type[Act]]()
    there: set[str] = set()
    while waiting:
        ready = next((act for act in waiting if kinds_before(act) <= there), None)
        if ready is None:
            names = ", ".join(act.__name__ for act in waiting)
            raise ValueError(f"these need each other, or a kind that is not there: {names}")
        waiting.remove(ready)
        ordered.append(ready)
        there.add(ready.KIND)
    return ordered


def kinds_before(act: type[Act]) -> set[str]:
    """Return the kinds that must stand before a kind of act."""
    named = {field.refers for field in referring_fields(act) if field.refers}
    return {act.ABOUT[0], *named, *act.AFTER} - {act.KIND}
