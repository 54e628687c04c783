"""The size of a filter, measured before validation, wherever its values stand.

A filter is written into the document, given as a variable, or both: one variable can be the whole
filter, a part of it or a single value. What is no filter at all is left to validation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from graphql import ListValueNode, NullValueNode, ObjectValueNode, VariableNode

# The fields that hold filters of the same kind; all others are conditions.
_COMBINING = ("and", "or", "not")


class FilterSize(NamedTuple):
    """The size of the filters of a selection.

    Attributes:
        conditions: how many conditions they state; a filter without any counts as one.
        depth: how many filters are within each other.
        values: how many values their lists hold.
    """

    conditions: int = 0
    depth: int = 0
    values: int = 0

    def add(self, other: FilterSize) -> FilterSize:
        """Add the size of a filter beside this one."""
        return FilterSize(
            self.conditions + other.conditions,
            max(self.depth, other.depth),
            self.values + other.values,
        )


NO_FILTER = FilterSize()


def measure_filter(value: Any, variables: Mapping[str, Any], most: int) -> FilterSize:
    """Measure a filter; what is deeper than ``most`` is told to be one deeper, and not walked."""
    value = _resolve(value, variables)
    if value is None:
        return NO_FILTER
    if most == 0:
        return FilterSize(1, 1)
    size = NO_FILTER
    for name, each in _fields(value):
        if name not in _COMBINING:
            size = size.add(_measure_condition(each, variables))
            continue
        for below in _items(_resolve(each, variables)):
            size = size.add(measure_filter(below, variables, most - 1))
    return FilterSize(max(1, size.conditions), size.depth + 1, size.values)


def _measure_condition(value: Any, variables: Mapping[str, Any]) -> FilterSize:
    """Measure the value of a condition: each object in its list is a condition by itself."""
    items = [_resolve(each, variables) for each in _items(_resolve(value, variables))]
    objects = sum(isinstance(each, ObjectValueNode | Mapping) for each in items)
    return FilterSize(max(1, objects), 0, _list_length(value, variables))


def _resolve(value: Any, variables: Mapping[str, Any]) -> Any:
    """Return what a variable stands for, or the value itself; None for null."""
    if isinstance(value, VariableNode):
        value = variables.get(value.name.value)
    return None if isinstance(value, NullValueNode) else value


def _fields(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, ObjectValueNode):
        yield from ((node.name.value, node.value) for node in value.fields)
    elif isinstance(value, Mapping):
        yield from value.items()


def _items(value: Any) -> Iterator[Any]:
    """Yield the items of a list; what is no list counts as a list of it alone (3.11)."""
    if isinstance(value, ListValueNode):
        yield from value.values
    elif isinstance(value, list):
        yield from value
    else:
        yield value


def _list_length(value: Any, variables: Mapping[str, Any]) -> int:
    value = _resolve(value, variables)
    if isinstance(value, ListValueNode):
        return len(value.values)
    return len(value) if isinstance(value, list) else 0
