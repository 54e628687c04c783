"""A reader who follows every link of the site's own, page by page."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from starlette.testclient import TestClient

PAGE = {"accept": "text/html"}
# Styles and scripts are no pages.
FILES = ("/static/",)


@dataclass(frozen=True)
class Visit:
    """A page that was visited: after how many clicks, what came back, and which page led there."""

    address: str
    clicks: int
    status: int
    led_by: str | None = None


class Links(HTMLParser):
    """The links of a page, and the parts of it that links can lead to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.parts: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "a" and told.get("href") is not None:
            self.links.append(told["href"] or "")
        if told.get("id"):
            self.parts.add(told["id"] or "")


def crawl(client: TestClient, start: str, clicks: int) -> list[Visit]:
    """Visit all that links lead to within so many clicks, each address once."""
    visits: dict[str, Visit] = {}
    waiting: dict[str, str | None] = {start: None}
    for depth in range(clicks + 1):
        further: dict[str, str | None] = {}
        for address, led_by in waiting.items():
            answer = client.get(address, headers=PAGE, follow_redirects=True)
            visits[address] = Visit(address, depth, answer.status_code, led_by)
            if answer.headers.get("content-type", "").startswith("text/html"):
                for link in own_links(client, str(answer.url), answer.text):
                    if link not in visits and link not in waiting:
                        further.setdefault(link, address)
        waiting = further
    return list(visits.values())


def own_links(client: TestClient, address: str, text: str) -> Iterator[str]:
    """Yield where the links of a page lead, within the site, without parts of pages and files.

    Of addresses with parameters only further pages of a list: filters lead to the same records.
    """
    origin = urlsplit(str(client.base_url)).netloc
    for link in Links(text).links:
        whole = urlsplit(urldefrag(urljoin(address, link))[0])
        followed = not whole.query or whole.query.startswith("after=")
        if whole.netloc == origin and followed and not whole.path.startswith(FILES):
            yield whole.path + (f"?{whole.query}" if whole.query else "")
