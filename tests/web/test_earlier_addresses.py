"""A ledger of an earlier version holds addresses of other schemes: nobody is sent to them."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

import web
from registry import Registry, Settings
from tests.support.databases import SqliteDatabases
from tests.support.earlier_records import record_rows_as_earlier
from tests.support.publishing import publish_unaudited

SCRIPT = "javascript:alert(5)"
PAPER = "https://council.example/paper"
RECORDS = [
    ("sources", {"reference": "BAD", "title": "A script", "url": SCRIPT}),
    ("sources", {"reference": "GOOD", "title": "A paper", "url": PAPER}),
    ("regions", {"reference": "R", "name": "The North", "source": "GOOD"}),
    ("areas", {"reference": "A", "name": "East", "kind": "COUNTY", "region": "R", "source": "BAD"}),
    (
        "areas",
        {"reference": "B", "name": "West", "kind": "COUNTY", "region": "R", "source": "GOOD"},
    ),
]
QUESTION = "{ areas { nodes { reference source { title url } } } }"


@pytest.fixture(scope="module")
def client(
    sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("earlier")
    url = sqlite_databases.fresh(folder)
    registry = Registry.open(url)
    record_rows_as_earlier(registry, RECORDS)
    settings = Settings(data_dir=folder, database_url=url)
    publish_unaudited(registry, settings)
    registry.close()
    with TestClient(web.app(settings), client=("127.0.0.1", 50_000)) as opened:
        yield opened


def test_the_api_gives_null_for_another_scheme(client: TestClient) -> None:
    answer = client.post("/graphql", json={"query": QUESTION}).json()

    assert answer["data"]["areas"]["nodes"] == [
        {"reference": "A", "source": {"title": "A script", "url": None}},
        {"reference": "B", "source": {"title": "A paper", "url": PAPER}},
    ]


def test_its_page_shows_the_words_without_a_link(client: TestClient) -> None:
    page = {"accept": "text/html"}

    assert f"<dd>{SCRIPT}</dd>" in client.get("/sources/BAD", headers=page).text
    assert f'<dd><a href="{PAPER}"' in client.get("/sources/GOOD", headers=page).text


def test_the_package_names_it_without_a_path(client: TestClient) -> None:
    listed = client.get("/data/registry/releases/1.0.0/datapackage.json").json()["sources"]

    assert listed == [{"title": "A script"}, {"title": "A paper", "path": PAPER}]
