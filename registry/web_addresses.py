"""Addresses of documents on the web: http and https, which a reader can follow safely."""

from __future__ import annotations

import re
from urllib.parse import quote

# The place in an archive's template where the address of a page goes.
PAGE = "{url}"
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


def is_archive_template(text: str) -> bool:
    """Return whether a text is a web address that has one place, after the host, for a page's.

    >>> is_archive_template("https://archive.example/web/{url}"), is_archive_template("{url}")
    (True, False)
    """
    before = text.partition(PAGE)[0]
    return (
        text.count(PAGE) == 1
        and is_web_address(before)
        and before.count("/") > 2
        and is_web_address(text.replace(PAGE, "x"))
    )


def make_archived_address(address: str, archive: str | None) -> str | None:
    """Return where an archive would keep a copy of a page; None without an archive or a page.

    In the query of the template the page's address is escaped, elsewhere it stands as it is. A
    page of the archive itself is a copy already.

    >>> make_archived_address("https://a.example/b?c", "https://archive.example/web/{url}")
    'https://archive.example/web/https://a.example/b?c'
    >>> make_archived_address("https://a.example/b?c", "https://archive.example/find?page={url}")
    'https://archive.example/find?page=https%3A%2F%2Fa.example%2Fb%3Fc'
    """
    if archive is None or not is_web_address(address):
        return None
    before, _, after = archive.partition(PAGE)
    if address.startswith(before):
        return address
    return f"{before}{quote(address, safe='') if '?' in before else address}{after}"
