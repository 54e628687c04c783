"""A dataset over the years: new releases, news of them, and one that had to be withdrawn."""

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

import web
from registry import REGISTRAR, Registry, Settings, record
from registry.acts import PartnerRecorded, Redacted, SourceCited
from tests.support.databases import SqliteDatabases
from tests.support.publishing import publish_unaudited

BASE = "https://answerable.example"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
SAID = {"standing": "FICTIONAL", "source": "S"}
PAGE = {"accept": "text/html"}


def partner(reference: str, name: str) -> PartnerRecorded:
    cells = {**SAID, "reference": reference, "name": name, "kind": "COUNCIL"}
    return PartnerRecorded.read(cells)


@pytest.fixture(scope="module")
def settings(
    sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    folder = tmp_path_factory.mktemp("released")
    url = sqlite_databases.fresh(folder)
    return Settings(data_dir=folder, database_url=url, base_url=BASE)


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[TestClient]:
    """Two partners, published; a third, published; the words of the second, taken off."""
    registry = Registry.open(settings.database_url)
    source = {"reference": "S", "standing": "FICTIONAL", "title": "A made-up list"}
    said(registry, SourceCited.read(source), partner("P1", "Council"), partner("P2", "A Person"))
    publish_unaudited(registry, settings)
    said(registry, partner("P3", "Borough"))
    publish_unaudited(registry, settings)
    taken = {"reference": "X1", "kind": "partners", "record": "P2", "redacts": "3"}
    said(registry, Redacted.read({**SAID, **taken, "fields": "name", "reason": "a private person"}))
    publish_unaudited(registry, settings)
    registry.close()
    with TestClient(web.app(settings), base_url=BASE, follow_redirects=False) as client:
        yield client


def said(registry: Registry, *acts: Any) -> None:
    with registry.writing() as session:
        record(session, acts, author=REGISTRAR)


def test_a_cache_that_asks_again_hears_of_the_withdrawal(client: TestClient) -> None:
    """Copies of files live for an hour: then a cache asks whether what it has is still good."""
    held = client.get("/data/registry/releases/1.1.1/partners.csv")
    again = {"if-none-match": held.headers["etag"]}

    asked = client.get("/data/registry/releases/1.1.0/partners.csv", headers=again)

    assert held.headers["cache-control"] == "public, max-age=3600, must-revalidate"
    assert client.get(str(held.url), headers=again).status_code == 304
    assert asked.status_code == 410


def test_each_release_has_a_page_that_says_what_changed(client: TestClient) -> None:
    page = client.get("/data/registry/releases/1.1.1/", headers=PAGE)

    assert page.status_code == 200
    assert "What changed" in page.text


@pytest.mark.parametrize("version", ["1.0.0", "1.1.0"])
@pytest.mark.parametrize("name", ["", "partners.csv", "registry.zip"])
def test_what_held_the_words_is_gone(client: TestClient, version: str, name: str) -> None:
    answer = client.get(f"/data/registry/releases/{version}/{name}")

    assert answer.status_code == 410
    told = answer.json()["errors"][0]["extensions"]
    assert (told["code"], told["reason"]) == ("GONE", "WITHDRAWN")
    assert told["release"]["why"] == "a private person"
    assert told["release"]["entries"] == [{"redacted": 3, "by": 5}]
    assert told["release"]["replacedBy"] == "1.1.1"


def test_people_see_a_tombstone(client: TestClient) -> None:
    page = client.get("/data/registry/releases/1.0.0/partners.csv", headers=PAGE)

    assert page.status_code == 410
    assert "Version 1.0.0 was withdrawn" in page.text
    assert 'href="/data/registry/releases/1.1.1/"' in page.text
    assert "A Person" not in page.text


def test_the_list_names_what_was_withdrawn(client: TestClient) -> None:
    told = client.get("/data/registry/releases.json").json()

    assert told["latest"] == "1.1.1"
    assert [(one["version"], one["status"]) for one in told["releases"]] == [
        ("1.1.1", "current"),
        ("1.1.0", "withdrawn"),
        ("1.0.0", "withdrawn"),
    ]


def test_the_feed_tells_of_releases_and_of_withdrawals(client: TestClient) -> None:
    answer = client.get("/data/registry/feed.atom")

    assert answer.headers["content-type"] == "application/atom+xml"
    feed = ElementTree.fromstring(answer.content)
    assert feed.findtext("a:id", namespaces=ATOM) == f"{BASE}/data/registry/"
    titles = [entry.text for entry in feed.iterfind("a:entry/a:title", ATOM)]
    assert titles == ["Version 1.1.1", "Version 1.1.0 was withdrawn", "Version 1.0.0 was withdrawn"]
    assert "A Person" not in answer.text
    known = {"if-none-match": answer.headers["etag"]}
    assert client.get("/data/registry/feed.atom", headers=known).status_code == 304


def test_followers_are_told_of_the_tombstone(client: TestClient) -> None:
    lines = client.get("/data/registry/changes").text

    assert "A Person" not in lines
    assert '"number":3' in lines
    assert '"redacted_by":5' in lines


def test_every_page_of_a_dataset_lists_its_releases(client: TestClient) -> None:
    page = client.get("/data/registry/", headers=PAGE).text

    for version in ("1.1.1", "1.1.0", "1.0.0"):
        assert f'href="releases/{version}/"' in page
