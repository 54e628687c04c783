"""Read bodies of requests, counted while they arrive, and parse them as strict JSON."""

from __future__ import annotations

import json
import re
from math import isfinite
from typing import Any

from starlette.types import Receive

from registry import Limits
from web.errors import ErrorReason, RequestError
from web.graphql.content_negotiation import RequestHeaders

_TEXTS = re.compile(rb'"(?:[^"\\]|\\.)*"?', re.DOTALL)
_BRACKETS = re.compile(rb"[][{}]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_DIGITS = 19  # of the largest integer of 64 bits


async def read_body(receive: Receive, headers: RequestHeaders, limits: Limits) -> bytes:
    """Read a request's body, up to the allowed size.

    Raises:
        RequestError: it is larger, or compressed.
    """
    if headers.packed:
        raise RequestError(ErrorReason.CONTENT_ENCODING)
    if headers.length > limits.body_bytes:
        raise RequestError(ErrorReason.BODY, limits.body_bytes)
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        part = message.get("body", b"")
        size += len(part)
        if size > limits.body_bytes:
            raise RequestError(ErrorReason.BODY, limits.body_bytes)
        parts.append(part)
        more = message.get("more_body", False)
    return b"".join(parts)


def read_json(text: bytes, limits: Limits) -> Any:
    """Parse JSON by its specification, and a little stricter.

    Raises:
        RequestError: it is none, nests too deep, names a key twice, or holds what JSON parsers
            disagree about.
    """
    if _measure_depth(text, limits.nesting) > limits.nesting:
        raise RequestError(ErrorReason.JSON_DEPTH, limits.nesting)
    try:
        told = json.loads(
            text.decode("utf-8"),
            object_pairs_hook=_read_object,
            parse_int=_read_integer,
            parse_float=_read_float,
            parse_constant=_refuse_constant,
        )
    except ValueError as error:
        raise RequestError(ErrorReason.NOT_JSON) from error
    # Only an escape can smuggle half a pair in: the bytes are UTF-8.
    if b"\\u" in text and _SURROGATES.search(json.dumps(told, ensure_ascii=False)):
        raise RequestError(ErrorReason.LONE_SURROGATE)
    return told


def _measure_depth(text: bytes, allowed: int) -> int:
    """Measure how deep the brackets nest, without those within strings."""
    if text.count(b"[") + text.count(b"{") <= allowed:
        return 0
    deepest = depth = 0
    for bracket in _BRACKETS.findall(_TEXTS.sub(b"", text)):
        depth += 1 if bracket in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _read_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) != len(pairs):
        raise RequestError(ErrorReason.DUPLICATE_KEY)
    return told


def _read_integer(digits: str) -> int:
    # The length first: to read a long row of digits takes time that grows with its square.
    if len(digits.lstrip("-")) > _DIGITS or not -(2**63) <= int(digits) < 2**63:
        raise RequestError(ErrorReason.BIG_INTEGER)
    return int(digits)


def _read_float(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise RequestError(ErrorReason.BIG_NUMBER)
    return number


def _refuse_constant(_: str) -> Any:
    raise RequestError(ErrorReason.NOT_A_NUMBER)
