"""The messages of ``graphql-transport-ws``, read strictly, and why a connection is closed.

Source: PROTOCOL.md of github.com/enisdenjo/graphql-ws.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
from starlette.types import Message

from registry import Limits
from schema import GraphQLRequest
from web.errors import RequestError
from web.graphql.request_body import read_json
from web.graphql.request_parsing import build_request

PROTOCOL = "graphql-transport-ws"
_PLAIN = ("connection_init", "ping", "pong")
_NAMED = ("subscribe", "complete")
_ID_LENGTH = 255
# The longest reason that the frame of a goodbye holds (RFC 6455, 5.5).
_REASON = 123


class CloseConnection(Exception):
    """Close a connection with a code and a reason, or without where the client has left."""

    def __init__(self, code: int | None = None, reason: str = "") -> None:
        self.code = code
        self.reason = reason.encode()[:_REASON].decode(errors="ignore")
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class ClientMessage:
    """A message of a client: its kind, its operation, and the request."""

    kind: str
    id: str = ""
    question: GraphQLRequest | None = None


def read_message(message: Message, limits: Limits) -> ClientMessage:
    """Parse a message of a client.

    Raises:
        CloseConnection: the client has left, or sent what the protocol does not know.
    """
    if message["type"] == "websocket.disconnect":
        raise CloseConnection
    text = message.get("text")
    if text is None:
        raise CloseConnection(4400, "Send messages as text")
    # The server in front refuses longer frames before it has read them; not every one does.
    if len(text) > limits.body_bytes:
        raise CloseConnection(1009, f"A message has at most {limits.body_bytes:,} bytes")
    try:
        return _parse_message(read_json(text.encode(), limits))
    except RequestError as error:
        raise CloseConnection(4400, str(error)) from error
    except UnicodeEncodeError as error:
        raise CloseConnection(4400, "The message is not Unicode") from error


def _parse_message(told: Any) -> ClientMessage:
    if not isinstance(told, dict):
        raise CloseConnection(4400, "A message is a JSON object")
    kind, payload = told.get("type"), told.get("payload")
    if kind in _PLAIN:
        if payload is not None and not isinstance(payload, dict):
            raise CloseConnection(4400, f"The payload of {kind} is a JSON object")
        return ClientMessage(kind)
    if kind not in _NAMED:
        raise CloseConnection(4400, "The type of the message is not one of the protocol")
    name = told.get("id")
    if not isinstance(name, str) or not 1 <= len(name) <= _ID_LENGTH:
        raise CloseConnection(4400, f"The id of {kind} is a text of 1 to {_ID_LENGTH} characters")
    if kind == "complete":
        return ClientMessage(kind, name)
    if not isinstance(payload, dict):
        raise CloseConnection(4400, "The payload of subscribe is a JSON object")
    return ClientMessage(kind, name, build_request(payload))


def server_message(kind: str, name: str | None = None, payload: Any = None) -> Message:
    """Make a message to a client; pass a payload that is JSON as ``orjson.Fragment``."""
    told: dict[str, Any] = {"type": kind}
    if name is not None:
        told["id"] = name
    if payload is not None:
        told["payload"] = payload
    return {"type": "websocket.send", "text": orjson.dumps(told).decode()}
