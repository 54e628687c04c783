"""Parse GraphQL requests from JSON, query strings and forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs

from registry import Limits
from schema import GraphQLRequest
from web.errors import ErrorReason, RequestError
from web.graphql.request_body import read_json

_FIELDS = ("query", "variables", "operationName", "extensions")
# The fields of an address or form that are JSON, with what is said where they are not.
_JSON_FIELDS = {"variables": ErrorReason.VARIABLES, "extensions": ErrorReason.EXTENSIONS}


def parse_json_request(body: bytes, content_type: str, limits: Limits) -> GraphQLRequest:
    """Parse the request in a JSON body.

    Raises:
        RequestError: it is not JSON, or no object with a query.
    """
    kind, _, parameters = content_type.partition(";")
    if kind.strip().lower() != "application/json" or not _is_utf8(parameters):
        raise RequestError(ErrorReason.CONTENT_TYPE)
    told = read_json(body, limits)
    if not isinstance(told, dict):
        raise RequestError(ErrorReason.NOT_AN_OBJECT)
    return build_request(told)


def parse_query_string(query_string: bytes, limits: Limits) -> GraphQLRequest:
    """Parse ``?query=...&variables=...&operationName=...&extensions=...``.

    Raises:
        RequestError: it is too long, holds no query, or variables that are not JSON.
    """
    if len(query_string) > limits.body_bytes:
        raise RequestError(ErrorReason.BODY, limits.body_bytes)
    told: dict[str, Any] = dict(_read_fields(query_string))
    for name, wrong in _JSON_FIELDS.items():
        text = told.pop(name, "")
        if text:
            told[name] = _read_field(text, wrong, limits)
    return build_request(told)


def parse_form(body: bytes, limits: Limits) -> GraphQLRequest:
    """Parse the request in a form, which is encoded like a query string.

    Raises:
        RequestError: it holds no query, or variables that are not JSON.
    """
    return parse_query_string(body, limits)


def build_request(told: Mapping[str, Any]) -> GraphQLRequest:
    """Build a request from its fields.

    Raises:
        RequestError: a field is not of its kind, or there is neither query nor hash.
    """
    query, variables, operation, extensions = (told.get(name) for name in _FIELDS)
    if variables is not None and not isinstance(variables, dict):
        raise RequestError(ErrorReason.VARIABLES)
    if operation is not None and not isinstance(operation, str):
        raise RequestError(ErrorReason.OPERATION_NAME)
    if extensions is not None and not isinstance(extensions, dict):
        raise RequestError(ErrorReason.EXTENSIONS)
    sha256 = _read_hash(extensions or {})
    if query is None and sha256 is not None:
        query = ""
    elif not isinstance(query, str) or not query.strip():
        raise RequestError(ErrorReason.QUERY)
    return GraphQLRequest(query, variables, operation or None, sha256)


def _read_field(text: str, wrong: ErrorReason, limits: Limits) -> Any:
    try:
        return read_json(text.encode(), limits)
    except RequestError as error:
        # The message of a field that is no JSON names the field.
        raise RequestError(wrong) if error.why is ErrorReason.NOT_JSON else error from error


def _read_fields(text: bytes) -> Mapping[str, str]:
    try:
        found = parse_qs(
            text.decode("ascii"), keep_blank_values=True, max_num_fields=20, errors="strict"
        )
    except ValueError as error:
        raise RequestError(ErrorReason.ADDRESS) from error
    if any(len(found.get(name, ())) > 1 for name in _FIELDS):
        raise RequestError(ErrorReason.DUPLICATE_KEY)
    return {name: values[-1] for name, values in found.items()}


def _read_hash(extensions: Mapping[str, Any]) -> str | None:
    persisted = extensions.get("persistedQuery")
    if persisted is None:
        return None
    sha256 = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    if not isinstance(sha256, str) or persisted.get("version") != 1 or len(sha256) != 64:
        raise RequestError(ErrorReason.PERSISTED_QUERY)
    return sha256.lower()


def _is_utf8(parameters: str) -> bool:
    for parameter in parameters.lower().split(";"):
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip(' "') not in ("utf-8", "utf8"):
            return False
    return True
