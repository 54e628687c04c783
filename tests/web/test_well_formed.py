"""A ledger of an earlier version holds characters that XML cannot: each XML served parses."""

from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

import web
from publish.catalogue.xml_check import check_xml
from registry import Damaged, Registry, Settings
from tests.support.databases import SqliteDatabases
from tests.support.earlier_records import record_rows_as_earlier
from tests.support.publishing import publish_unaudited
from tests.web.conftest import HERE, OWN_NAME

BASE = "https://answerable.example"
WORDS = "First\x1f round\x0b of\u202e talks\uffff"
RECORDS = [
    ("sources", {"reference": "S", "title": WORDS}),
    ("regions", {"reference": "R", "name": WORDS, "source": "S"}),
    ("areas", {"reference": "A", "name": WORDS, "kind": "COUNTY", "region": "R", "source": "S"}),
    ("agreements", {"reference": "LAA", "title": WORDS, "area": "A", "source": "S"}),
    ("negotiations", {"reference": "N", "title": WORDS, "agreement": "LAA", "source": "S"}),
]


@pytest.fixture(scope="module")
def client(
    sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("earlier")
    url = sqlite_databases.fresh(folder)
    registry = Registry.open(url)
    record_rows_as_earlier(registry, RECORDS)
    settings = Settings(data_dir=folder, database_url=url, base_url=BASE, catalogue_fiction=True)
    publish_unaudited(registry, settings)
    registry.close()
    with TestClient(web.app(settings), base_url=BASE, client=HERE, headers=OWN_NAME) as opened:
        yield opened


@pytest.mark.parametrize(
    "path",
    [
        "/catalog.rdf",
        "/data/registry/feed.atom",
        "/data/negotiations-laa/feed.atom",
        "/sitemap.xml",
        "/sitemap/pages.xml",
        "/sitemap/areas-1.xml",
    ],
)
def test_each_xml_parses(client: TestClient, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 200
    assert ElementTree.fromstring(answer.content) is not None


def test_the_words_stay_but_for_those_characters(client: TestClient) -> None:
    assert "First round of talks" in client.get("/catalog.rdf").text
    assert "First round of talks" in client.get("/data/negotiations-laa/feed.atom").text


def test_xml_that_does_not_parse_is_no_catalogue() -> None:
    with pytest.raises(Damaged, match=r"catalog\.rdf: it would not be well-formed XML"):
        check_xml(b"<a>\x0b</a>", "catalog.rdf")
