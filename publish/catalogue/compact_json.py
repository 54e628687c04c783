"""JSON for catalogues: empty fields are left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

_READABLE = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def drop_empty(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Drop fields that are None or empty; False and 0 stay."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def dump_json(fields: Mapping[str, Any]) -> bytes:
    """Format JSON with line breaks, for people."""
    return orjson.dumps(fields, option=_READABLE)
