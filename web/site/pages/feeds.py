"""A list of an answer as a feed (RFC 4287): entries of the ledger, or records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from registry.vocabulary import remove_unprintable

NAMESPACE = "http://www.w3.org/2005/Atom"


def write_feed(
    address: str, title: str, author: str, items: Sequence[Mapping[str, Any]], since: str
) -> bytes:
    """Write a feed.

    Args:
        address: the permanent address of the page.
        title: what it is called.
        author: who publishes it.
        items: entries with number, summary and recordedAt, or records with uri and title.
        since: the instant that an empty feed was last updated at.
    """
    root = ElementTree.Element("feed", xmlns=NAMESPACE)
    updated = max((item["recordedAt"] for item in items), default=since)
    _add_texts(root, id=address, title=title, updated=updated)
    ElementTree.SubElement(root, "link", href=address)
    ElementTree.SubElement(root, "link", rel="self", href=f"{address}.atom")
    _add_texts(ElementTree.SubElement(root, "author"), name=author)
    # The newest first, as readers of feeds show them.
    for item in sorted(items, key=lambda item: item["recordedAt"], reverse=True):
        root.append(_entry(address, item))
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def _entry(address: str, item: Mapping[str, Any]) -> ElementTree.Element:
    number = item.get("number")
    at = str(item["uri"]) if number is None else f"{address}#entry-{number}"
    entry = ElementTree.Element("entry")
    title = str(item.get("summary") or item.get("title"))
    _add_texts(entry, id=at, title=title, updated=str(item["recordedAt"]))
    ElementTree.SubElement(entry, "link", href=at)
    return entry


def _add_texts(under: ElementTree.Element, **texts: str) -> None:
    for name, text in texts.items():
        ElementTree.SubElement(under, name).text = remove_unprintable(text)
