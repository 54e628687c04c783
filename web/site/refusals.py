"""What an address cannot be answered with, as exceptions that become pages."""

from __future__ import annotations

from starlette.exceptions import HTTPException


class NotOnRecord(HTTPException):
    """There is no such record; pages tell which ones are called nearly so.

    Args:
        path: the address of the record.
        when: in words, as of when it was asked for; empty for now.
    """

    def __init__(self, path: str, when: str = "") -> None:
        super().__init__(404)
        self.path = path
        self.when = when


class Unprocessable(HTTPException):
    """A parameter of the address cannot be read; the words say what to write instead."""

    def __init__(self, says: str) -> None:
        super().__init__(422, says)
