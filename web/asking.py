"""Requests read as questions: what is asked, with which variables, or why it cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

import orjson
from starlette.types import Receive

from schema import LIMITS


@dataclass(frozen=True, slots=True)
class Question:
    """A document, its variables, and which of its operations is meant."""

    query: str
    variables: Mapping[str, Any] | None = None
    operation: str | None = None


class Unreadable(Exception):
    """A request is no question: ``status`` for HTTP, ``code`` for programs, words for people."""

    def __init__(self, status: int, code: str, says: str) -> None:
        self.status = status
        self.code = code
        super().__init__(says)

    def as_json(self) -> bytes:
        """The error as a GraphQL answer without data."""
        extensions = {"code": self.code, "reason": self.code}
        return orjson.dumps({"errors": [{"message": str(self), "extensions": extensions}]})


async def read_body(receive: Receive, headers: Mapping[str, str]) -> bytes:
    """A request's body, as far as it is of an allowed size.

    Raises:
        Unreadable: it is larger.
    """
    stated = headers.get("content-length", "")
    if stated.isdecimal() and int(stated) > LIMITS.body_bytes:
        raise _too_large()
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        part = message.get("body", b"")
        size += len(part)
        if size > LIMITS.body_bytes:
            raise _too_large()
        parts.append(part)
        more = message.get("more_body", False)
    return b"".join(parts)


def from_json(body: bytes, content_type: str) -> Question:
    """The question in a JSON body.

    Raises:
        Unreadable: it is not JSON, or no object with a query.
    """
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise Unreadable(415, "UNSUPPORTED_MEDIA_TYPE", "Send the question as application/json")
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise _bad("The body is not JSON") from error
    if not isinstance(told, dict):
        raise _bad("The body must be one JSON object with a query")
    return _question(told)


def from_address(query_string: bytes) -> Question:
    """The question in an address: ``?query=...&variables=...&operationName=...``.

    Raises:
        Unreadable: it holds no query, or variables that are not JSON.
    """
    told: dict[str, Any] = dict(_fields(query_string))
    if told.get("variables"):
        try:
            told["variables"] = orjson.loads(told["variables"])
        except orjson.JSONDecodeError as error:
            raise _bad("variables are not JSON") from error
    else:
        told.pop("variables", None)
    return _question(told)


def from_form(body: bytes) -> Question:
    """The question in a form, which is written like an address.

    Raises:
        Unreadable: it holds no query, or variables that are not JSON.
    """
    return from_address(body)


def _fields(text: bytes) -> Mapping[str, str]:
    try:
        found = parse_qs(text.decode("ascii"), keep_blank_values=True, max_num_fields=20)
    except ValueError as error:
        raise _bad("The fields cannot be read") from error
    return {name: values[-1] for name, values in found.items()}


def _question(told: Mapping[str, Any]) -> Question:
    query, variables = told.get("query"), told.get("variables")
    operation = told.get("operationName") or None
    if not isinstance(query, str) or not query.strip():
        raise _bad("There is no query: send one in the field query")
    if variables is not None and not isinstance(variables, dict):
        raise _bad("variables must be an object")
    if operation is not None and not isinstance(operation, str):
        raise _bad("operationName must be a name")
    return Question(query, variables, operation)


def _bad(says: str) -> Unreadable:
    return Unreadable(400, "BAD_REQUEST", says)


def _too_large() -> Unreadable:
    return Unreadable(413, "TOO_LARGE", f"A question has at most {LIMITS.body_bytes:,} bytes")
