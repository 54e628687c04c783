"""What a page says to people."""

import re
from html import unescape

from starlette.testclient import TestClient

from tests.web.conftest import PAGE


def text_of(client: TestClient, address: str) -> str:
    """The words of a page, without its tags and the question that it is the answer to."""
    page = client.get(address, headers=PAGE)
    assert page.status_code == 200
    main = re.sub(r"<pre.*?</pre>", "", page.text.partition("<main")[2], flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))
