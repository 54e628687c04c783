"""Cursors: opaque texts that hold where a page ended and the list that it belongs to."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from hashlib import blake2s
from typing import Any

import orjson

from schema.errors import Reason, refusal


def question_digest(*parts: Any) -> str:
    """Return a short digest of a list: its field, filter, order and times."""
    words = orjson.dumps(parts, option=orjson.OPT_SORT_KEYS, default=str)
    return blake2s(words, digest_size=6).hexdigest()


def write_cursor(question: str, *values: Any) -> str:
    """Write the cursor of an item from the values that its list is sorted by."""
    return urlsafe_b64encode(orjson.dumps([question, *values])).rstrip(b"=").decode()


def read_cursor(
    cursor: str, question: str, kinds: Sequence[type], path: Sequence[str]
) -> list[Any]:
    """Read the values at which a page goes on.

    Raises:
        GraphQLError: it is no cursor of ours, or one of another list.
    """
    try:
        told, *values = orjson.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError):
        raise refusal(Reason.CURSOR, "This is no cursor of this register", path) from None
    plain = all(isinstance(value, str | int) for value in values)
    if told != question or len(values) != len(kinds) or not plain:
        raise refusal(
            Reason.CURSOR,
            "This cursor belongs to another question: filter, order and times have to stay"
            " as they were when it was given",
            path,
        )
    if not all(map(isinstance, values, kinds)):
        raise refusal(Reason.CURSOR, "This is no cursor of this register", path)
    return list(values)
