"""Where the operator names an archive, a copy is offered beside the address of each source."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from starlette.testclient import TestClient

import web
from ingest.packages import import_packages, sample_packages
from registry import Registry, Settings
from tests.support.databases import SqliteDatabases
from tests.support.publishing import publish_unaudited

PAGE = {"accept": "text/html"}
ADDRESS = "https://docslib.org/doc/4092320/herefordshire-council-local-public-service-agreement"
ARCHIVED = f"https://archive.example/web/{ADDRESS}"
SOURCE = "/sources/HEF-LPSA-DOCUMENT"
CLAUSE = "/clauses/HEF-LPSA-2005-TERMS/5"
QUERY = '{ agreement(by: { reference: "HEF-LPSA-2005" }) { source { url archived } } }'


@pytest.fixture(scope="module")
def plain(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of a registry of real sources that names no archive."""
    folder = tmp_path_factory.mktemp("archived")
    settings = Settings(data_dir=folder, database_url=sqlite_databases.fresh(folder))
    wanted = ("england", "herefordshire")
    with closing(Registry.open(settings.database_url)) as registry:
        import_packages(registry, [path for path in sample_packages() if path.name in wanted])
    return settings


@pytest.fixture(scope="module")
def archiving(plain: Settings) -> Settings:
    return replace(plain, archive_url="https://archive.example/web/{url}")


@pytest.fixture(scope="module")
def client(archiving: Settings) -> Iterator[TestClient]:
    with TestClient(web.app(archiving)) as client:
        yield client


@pytest.fixture(scope="module")
def without(plain: Settings) -> Iterator[TestClient]:
    with TestClient(web.app(plain)) as client:
        yield client


def ask(client: TestClient) -> object:
    answer = client.post("/graphql", json={"query": QUERY}).json()
    return answer["data"]["agreement"]["source"]


def test_the_api_offers_a_copy_only_where_an_archive_is_named(
    client: TestClient, without: TestClient
) -> None:
    # The same process answers for both: neither takes the other's plan.
    assert ask(client) == {"url": ADDRESS, "archived": ARCHIVED}
    assert ask(without) == {"url": ADDRESS, "archived": None}
    assert ask(client) == {"url": ADDRESS, "archived": ARCHIVED}


def test_the_page_of_a_source_links_to_the_copy(client: TestClient, without: TestClient) -> None:
    link = f'(<a href="{ARCHIVED}" rel="nofollow">archived copy</a>)'

    assert link in client.get(SOURCE, headers=PAGE).text
    assert client.get(SOURCE).json()["archived"] == ARCHIVED
    assert "archived copy" not in without.get(SOURCE, headers=PAGE).text
    assert "archived" not in without.get(SOURCE).json()


def test_a_record_without_an_address_has_no_copy(client: TestClient) -> None:
    assert "archived" not in client.get("/sources/REGIONS-OF-ENGLAND").json()
    assert "archived" not in client.get("/agreements/HEF-LPSA-2005").json()


def test_a_citation_names_the_source_and_where_to_read_it(
    client: TestClient, without: TestClient
) -> None:
    named = (
        "Herefordshire Council Local Public Service Agreement, Herefordshire Council, "
        f"paragraph 5. {ADDRESS}"
    )
    cited = f"{CLAUSE}?cite="

    assert without.get(f"{cited}text").text.startswith(f"{named}. ")
    assert client.get(f"{cited}text").text.startswith(f"{named} (archived copy: {ARCHIVED}). ")
    assert f"(archived copy: {ARCHIVED})" in client.get(f"{cited}csl").json()[0]["note"]
    assert f"(archived copy: {ARCHIVED})" in client.get(f"{cited}bibtex").text
    assert client.get("/regions/LONDON?cite=text").text.endswith("/regions/LONDON\n")


def test_packages_say_where_a_copy_of_each_source_is(
    plain: Settings, archiving: Settings, tmp_path: Path
) -> None:
    described = []
    with closing(Registry.open(plain.database_url)) as registry:
        for settings in (plain, archiving):
            made = publish_unaudited(registry, replace(settings, data_dir=tmp_path)).made
            package = tmp_path / "releases/registry/latest/datapackage.json"
            sources = orjson.loads(package.read_bytes())["sources"]
            described.append((made[0].version, [s for s in sources if s.get("path") == ADDRESS]))

    title = "Herefordshire Council Local Public Service Agreement (Herefordshire Council)"
    before = {"title": title, "path": ADDRESS}
    assert described == [
        ("1.0.0", [before]),
        ("1.0.1", [{**before, "answerable:archived": ARCHIVED}]),
    ]
