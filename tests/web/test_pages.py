"""Pages: plain, accessible, from our own origin, and honest about what is made up."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from starlette.testclient import TestClient

from registry import REGISTRAR, record
from registry.acts import SourceCited
from tests.support.serving import registry_of

PAGE = {"accept": "text/html"}
PAGES = [
    "/",
    "/data/",
    "/data/registry/",
    "/data/negotiations-exs-laa-2007/",
    "/graphql/form",
    "/targets/EXS-T1",
    "/areas/BKM",
    "/sources/EXS-SOURCE-LAA",
]
DATA = {"type": "application/ld+json"}
VOID = {"meta", "link", "input", "br", "hr", "img"}


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes.append((tag, dict(attrs)))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("address", [*PAGES, "/graphql", "/nowhere/at-all"])
def test_a_page_is_well_formed_and_loads_nothing_from_elsewhere(
    client: TestClient, address: str
) -> None:
    answer = client.get(address, headers=PAGE)
    page = Page(answer.text)
    loads = [
        (attributes.get("src") or attributes.get("href") or "")
        for tag, attributes in page.attributes
        if tag in ("script", "link", "img", "iframe")
        # Neither loads anything: what else there is to read, and data that no browser runs.
        and attributes.get("rel") != "alternate"
        and attributes != DATA
    ]

    assert page.open == []
    assert all(load.startswith(("/static/", "data:")) for load in loads)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("address", PAGES)
def test_a_page_can_be_read_by_everybody(client: TestClient, address: str) -> None:
    page = Page(client.get(address, headers=PAGE).text)
    tags = [tag for tag, attributes in page.attributes if attributes != DATA]
    first_link = next(attributes for tag, attributes in page.attributes if tag == "a")
    ids = [attributes["id"] for _, attributes in page.attributes if "id" in attributes]

    assert dict(page.attributes)["html"] == {"lang": "en-GB"}
    assert first_link == {"class": "skip", "href": "#main"}
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(page.headings))
    assert tags.count("main") == 1
    assert len(ids) == len(set(ids))
    assert "script" not in tags


@pytest.mark.parametrize("address", PAGES)
def test_every_field_has_its_label(client: TestClient, address: str) -> None:
    page = Page(client.get(address, headers=PAGE).text)
    fields = {a["id"] for tag, a in page.attributes if tag in ("textarea", "input", "select")}

    assert fields == {a["for"] for tag, a in page.attributes if tag == "label"}


def test_the_front_page_counts_real_and_fictional_records_apart(client: TestClient) -> None:
    text = client.get("/").text
    rows = dict(re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', text))

    assert "This registry holds real and fictional records" in text
    assert re.findall(r">(\d+)<", rows["Protocols"]) == ["0", "3"]
    assert re.findall(r">(\d+)<", rows["Decisions"]) == ["0", "3"]
    assert re.search(r"<dt>Root hash</dt><dd><code>[0-9a-f]{64}</code>", text)


def test_the_front_page_counts_anew_once_something_was_recorded(
    empty: TestClient,
) -> None:
    assert "<strong>Empty.</strong>" in empty.get("/").text

    act = SourceCited.read({"reference": "S", "standing": "SYNTHETIC", "title": "Made"})
    with registry_of(empty).writing() as session:
        record(session, [act], author=REGISTRAR)

    assert "<strong>Synthetic.</strong>" in empty.get("/").text


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/targets/EXS-T1", "<strong>Fictional.</strong>"),
        ("/areas/BKM", "<strong>Real.</strong>"),
        ("/data/negotiations-exs-laa-2007/", "<strong>Fictional.</strong>"),
        ("/data/registry/", "<strong>Real and made up.</strong>"),
    ],
)
def test_a_page_says_whether_what_it_shows_is_real(
    client: TestClient, address: str, says: str
) -> None:
    assert says in client.get(address, headers=PAGE).text


def test_what_is_not_there_is_told_in_plain_words(client: TestClient) -> None:
    page = client.get("/nowhere/at-all", headers=PAGE)
    told = client.get("/nowhere/at-all", headers={"accept": "application/json"})

    assert (page.status_code, told.status_code) == (404, 404)
    assert "<h1>Not found</h1>" in page.text
    assert told.json()["errors"][0]["extensions"] == {"code": "NOT_FOUND", "reason": "NOT_FOUND"}


def test_what_goes_wrong_inside_stays_inside(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the secret")

    monkeypatch.setattr("web.site.record_counts.read_position", fail)
    calm = TestClient(client.app, raise_server_exceptions=False)
    page = calm.get("/", headers=PAGE)

    assert page.status_code == 500
    assert "<h1>Something went wrong</h1>" in page.text
    assert "secret" not in page.text
    assert "Traceback" not in page.text


def test_nothing_can_be_put_where_pages_are_read(client: TestClient) -> None:
    answer = client.post("/data/", headers=PAGE)

    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


def test_words_of_records_and_questions_are_never_taken_for_markup(client: TestClient) -> None:
    answer = client.get("/graphql/form", params={"query": "</textarea><script>alert(1)</script>"})

    assert "<script>" not in answer.text
    assert "&lt;/textarea&gt;&lt;script&gt;" in answer.text
