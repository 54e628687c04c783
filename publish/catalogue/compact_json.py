"""JSON as catalogues tell it: nothing is said where there is nothing to say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

_READABLE = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def drop_empty(told: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that say something; what is False or 0 does."""
    return {name: value for name, value in told.items() if value not in (None, "", [], {})}


def dump_json(told: Mapping[str, Any]) -> bytes:
    """JSON that people can read too."""
    return orjson.dumps(told, option=_READABLE)
