"""The address under which a registry stands: permanent addresses begin with it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# Of RFC 3986 what needs no second thought anywhere: ASCII, no userinfo, query or fragment.
_FORM = re.compile(
    r"https?://(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?"
    r"(?P<path>(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})+)*)/?"
)
REMEDY = (
    "Give the address that readers use, https://HOST or https://HOST/PATH, in ASCII and without"
    " blanks, user, query or fragment"
)


def parse_base_url(text: str) -> str:
    """Return the address without a slash at its end.

    Raises:
        ValueError: it is no http or https address, or has what no permanent address may begin with.
    """
    found = _FORM.fullmatch(text)
    if found is None or any(part in (".", "..") for part in found["path"].split("/")):
        raise ValueError(text)
    # Refuses ports and IPv6 addresses that are none.
    if (urlsplit(text).port or 1) > 0:
        return text.rstrip("/")
    raise ValueError(text)


def path_of(base_url: str) -> str:
    """Return the path of an address, without a slash at its end: empty for a whole host."""
    return urlsplit(base_url).path.rstrip("/")
