"""Addresses of documents on the web: http and https, which a reader can follow safely."""

from __future__ import annotations

import re

# A host, then no character that an address cannot hold and that markup would read as its own.
_WEB_ADDRESS = re.compile(
    r"https?://[^\s\x00-\x20\x7f/?#\\<>\"^`{|}]+(?:[/?#][^\s\x00-\x20\x7f<>\"\\]*)?",
    re.IGNORECASE,
)


def is_web_address(text: str) -> bool:
    """Return whether a text is an http or https address with a host.

    >>> is_web_address("https://council.example/paper.pdf"), is_web_address("javascript:alert(5)")
    (True, False)
    """
    return _WEB_ADDRESS.fullmatch(text) is not None
