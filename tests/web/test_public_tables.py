"""Whatever is asked of the site, the database is read in tables of kinds and of the ledger only."""

import json
import re
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from sqlalchemy import Engine, create_engine, event, inspect
from starlette.testclient import TestClient

import web
from ingest.packages import import_packages, sample_packages
from registry import Rates, Registry, Settings
from registry.models import HISTORY, TABLES
from tests.support.publishing import publish_unaudited

BASE = "https://answerable.example"
QUESTIONS = sorted((Path(__file__).parents[1] / "schema/questions").iterdir())
LEDGER = {"entries", "nodes", "head", "search_texts"}
# What SQLite and the migrations keep for themselves; search_index holds the words of search_texts.
OWN = re.compile(r"sqlite_\w+|alembic_version|search_index\w*")
LINKS = re.compile(r'(?:href="|<loc>)([^"<]+)')
READ = 20  # sqlite3.SQLITE_READ, which has a name from Python 3.11 on
MOST = 4  # pages of one form, such as those of targets


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The tables that SQLite reads on any connection that is opened from here on."""
    read: set[str] = set()

    def watch(connection: Any, _record: Any) -> None:
        def allow(action: int, table: str | None, *_: Any) -> int:
            if action == READ and table and not OWN.fullmatch(table):
                read.add(table)
            return 0

        connection.set_authorizer(allow)

    event.listen(Engine, "connect", watch)
    yield read
    event.remove(Engine, "connect", watch)


def crawl(client: TestClient) -> Counter[str]:
    """Follow the site's links from its front page, a few of each form; how many were of each."""
    waiting, seen, forms = deque(["/", "/sitemap.xml", "/catalog"]), set[str](), Counter[str]()
    while waiting:
        path = waiting.popleft()
        depth = {"data": 3, "sitemap": 3}.get(path.split("/")[1], 2)
        form = "/".join(path.split("/")[:depth])
        if path in seen or forms[form] == MOST:
            continue
        seen.add(path)
        forms[form] += 1
        answer = client.get(path, headers={"accept": "text/html, */*;q=0.5"})
        assert answer.status_code < 400, path
        if re.search("html|xml", answer.headers.get("content-type", "")):
            links = (urlsplit(urljoin(BASE + path, link)) for link in LINKS.findall(answer.text))
            waiting += [link.path for link in links if f"https://{link.netloc}" == BASE]
    return forms


def hidden_ones(read: set[str], url: str) -> set[str]:
    """Return which of the tables that were read are neither a kind's nor the ledger's own."""
    engine = create_engine(url)
    # A subquery that is read again under its own name is reported as a table too.
    there = set(inspect(engine).get_table_names())
    engine.dispose()
    return (read & there) - {*TABLES, *(history.name for history in HISTORY.values()), *LEDGER}


def test_no_page_package_feed_or_search_reads_another_table(
    sqlite_url: str, tmp_path: Path, tables: set[str]
) -> None:
    registry = Registry.open(sqlite_url)
    packages = [path for path in sample_packages() if path.name == "exampleshire"]
    import_packages(registry, packages)
    tables.clear()  # Triggers look into tables that nobody else reads.
    # All pages and questions at once are more than one client may ask in a minute.
    uncounted = Rates(requests=0, points=0, second=0)
    settings = Settings(data_dir=tmp_path, database_url=sqlite_url, base_url=BASE, rates=uncounted)
    publish_unaudited(registry, settings)
    registry.close()

    with TestClient(web.app(settings), base_url=BASE, client=("127.0.0.1", 50_000)) as client:
        forms = crawl(client)
        for folder in QUESTIONS:
            given = folder / "variables.json"
            asked = {
                "query": (folder / "question.graphql").read_text(encoding="utf-8"),
                "variables": json.loads(given.read_text()) if given.exists() else {},
            }
            assert client.post("/graphql", json=asked).status_code == 200, folder.name
        assert client.get("/data/registry/changes").status_code == 200

    assert {"/targets", "/partners", "/proposals"} <= forms.keys()
    assert {"targets", "entries", "search_texts"} <= tables
    assert hidden_ones(tables, sqlite_url) == set()


def test_a_table_outside_the_kinds_is_noticed(sqlite_url: str, tables: set[str]) -> None:
    registry = Registry.open(sqlite_url)
    with registry.writing() as session:
        session.connection.exec_driver_sql("CREATE TABLE secrets (token TEXT)")
    with registry.reading() as session:
        session.connection.exec_driver_sql("SELECT token FROM secrets")
    registry.close()

    assert hidden_ones(tables, sqlite_url) == {"secrets"}
