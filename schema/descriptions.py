"""Descriptions of the contract, taken from the docstrings of what they describe."""

from __future__ import annotations


def describe(described: type) -> str:
    """Return the first line of a class's docstring, without its full stop.

    Raises:
        TypeError: the class has no docstring of its own.
    """
    docstring = described.__dict__.get("__doc__")
    if not docstring:
        message = f"{described.__qualname__} has no docstring, and the contract describes by it"
        raise TypeError(message)
    first: str = docstring.strip().splitlines()[0]
    return first.rstrip(".")
