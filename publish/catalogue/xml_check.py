"""Whether XML that we write is well-formed: harvesters drop a whole file that is not."""

from __future__ import annotations

from xml.etree import ElementTree

from registry import Damaged


def check_xml(document: bytes, name: str) -> bytes:
    """Return a document that parses.

    Raises:
        Damaged: it is not well-formed.
    """
    try:
        ElementTree.fromstring(document)
    except ElementTree.ParseError as error:
        raise Damaged(name, f"it would not be well-formed XML ({error})") from error
    return document
