"""Refusals: a message for people, a code and a reason for machines."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from graphql import GraphQLError, GraphQLSyntaxError

from registry import Limits


class Reason(StrEnum):
    """Why a request is refused, as ``extensions.reason`` says it."""

    CURSOR = "CURSOR_REFUSED"
    PAGE_SIZE = "PAGE_SIZE"
    ARGUMENT = "ARGUMENT"
    BEYOND_HEAD = "BEYOND_HEAD"
    NUMBER = "NUMBER"
    DEPTH = "DEPTH"
    NESTING = "NESTING"
    ALIASES = "ALIASES"
    FIELDS = "FIELDS"
    DIRECTIVES = "DIRECTIVES"
    INTROSPECTION = "INTROSPECTION"
    PAIRS = "PAIRS"
    ROUNDS = "ROUNDS"
    NODES = "NODES"
    CONDITIONS = "CONDITIONS"
    FILTER_DEPTH = "FILTER_DEPTH"
    TEXT = "TEXT"
    TOKENS = "TOKENS"
    SECONDS = "SECONDS"
    ANSWER_BYTES = "ANSWER_BYTES"
    ERRORS = "ERRORS"
    POINTS = "POINTS"
    OPERATION = "OPERATION"
    ONLY_QUERIES = "ONLY_QUERIES"
    SUBSCRIPTION = "SUBSCRIPTION"
    INTERNAL = "INTERNAL"
    UNAVAILABLE = "UNAVAILABLE"
    INVALID = "INVALID"
    SYNTAX = "SYNTAX"


CODES = {
    Reason.DEPTH: "TOO_LARGE",
    Reason.NESTING: "TOO_LARGE",
    Reason.ALIASES: "TOO_LARGE",
    Reason.FIELDS: "TOO_LARGE",
    Reason.DIRECTIVES: "TOO_LARGE",
    Reason.INTROSPECTION: "TOO_LARGE",
    Reason.PAIRS: "TOO_LARGE",
    Reason.NUMBER: "BAD_USER_INPUT",
    Reason.ROUNDS: "TOO_LARGE",
    Reason.NODES: "TOO_LARGE",
    Reason.CONDITIONS: "TOO_LARGE",
    Reason.FILTER_DEPTH: "TOO_LARGE",
    Reason.TEXT: "TOO_LARGE",
    Reason.TOKENS: "TOO_LARGE",
    Reason.SECONDS: "TOO_LARGE",
    Reason.ANSWER_BYTES: "TOO_LARGE",
    Reason.ERRORS: "TOO_LARGE",
    Reason.POINTS: "RATE_LIMITED",
    Reason.OPERATION: "BAD_USER_INPUT",
    Reason.ONLY_QUERIES: "METHOD_NOT_ALLOWED",
    Reason.INTERNAL: "INTERNAL",
    Reason.UNAVAILABLE: "UNAVAILABLE",
    Reason.INVALID: "GRAPHQL_VALIDATION_FAILED",
    Reason.SYNTAX: "GRAPHQL_PARSE_FAILED",
}


_LONGEST = 500


def refusal(reason: Reason, message: str, path: Sequence[str | int] | None = None) -> GraphQLError:
    """Return the error that says why a request is refused."""
    return GraphQLError(
        message,
        path=list(path) if path else None,
        extensions={"code": CODES.get(reason, "BAD_USER_INPUT"), "reason": reason.value},
    )


def overdrawn_error(cost: int, limit: int, after: int) -> GraphQLError:
    """Return the error of a client that has no points left in this minute."""
    told = f"The question costs {cost:,} points, and this client has too few left of {limit:,}"
    remedy = f"a minute, which is the limit. Ask again in {after:,} seconds, or for less"
    error = refusal(Reason.POINTS, f"{told} {remedy}")
    error.extensions = {**(error.extensions or {}), "retryAfter": after}
    return error


def which_operation_error() -> GraphQLError:
    """Return the error of a request that does not say which operation it means."""
    message = "Name one of the document's operations in operationName"
    return refusal(Reason.OPERATION, message)


def format_error(error: GraphQLError, limits: Limits) -> dict[str, Any]:
    """Format an error for the response: coded, and silent on what went wrong inside."""
    formatted = dict(error.formatted)
    # A message quotes what is wrong, which may be as long as the request, and no Unicode text.
    message = error.message.encode(errors="replace").decode()
    formatted["message"] = message if len(message) <= _LONGEST else f"{message[:_LONGEST]}…"
    if error.extensions:
        return formatted
    cause = error.original_error
    if isinstance(error, GraphQLSyntaxError):
        too_long = "more than" in error.message and "tokens" in error.message
        reason = Reason.TOKENS if too_long else Reason.SYNTAX
        if too_long:
            formatted["message"] = (
                f"The document has more than {limits.tokens:,} words and signs, which is the limit."
                " Ask for it in parts, or send values as variables"
            )
    elif cause is not None and not isinstance(cause, GraphQLError):
        formatted["message"] = "Something went wrong in the register; it has been noted"
        reason = Reason.INTERNAL
    else:
        reason = Reason.INVALID
    formatted["extensions"] = {"code": CODES[reason], "reason": reason.value}
    return formatted
