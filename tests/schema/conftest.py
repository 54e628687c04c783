"""The fictional area on record in both databases, at an instant that is always the same."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from registry import Refused
from registry.acts import Act
from tests.registry.world import World, setting
from tests.schema.asking import Asking, exampleshire
from tests.support.databases import DATABASES, PostgresDatabases, SqliteDatabases

ON_RECORD = """
{
  areas(first: 100) { nodes { id uri reference codes { value } } }
  partners(first: 100) { nodes { id uri reference } }
  goals(first: 100) { nodes { id uri reference code } }
  agreements(first: 100) {
    nodes {
      id
      uri
      reference
      pools { nodes { id uri reference } }
      negotiations { nodes { id uri reference } }
    }
  }
  targets(first: 100) { nodes { id uri reference } }
  proposals(first: 100) { nodes { id uri reference } }
}
"""


@pytest.fixture(scope="session")
def on_sqlite(
    sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Asking]:
    folder: Path = tmp_path_factory.mktemp("asking")
    asking = exampleshire(sqlite_databases.fresh(folder))
    yield asking
    asking.registry.close()


@pytest.fixture(scope="session")
def on_postgresql(postgres_databases: PostgresDatabases) -> Iterator[Asking]:
    with postgres_databases.fresh() as url:
        asking = exampleshire(url)
        yield asking
        asking.registry.close()


@pytest.fixture(params=DATABASES)
def asking(request: pytest.FixtureRequest) -> Asking:
    found: Asking = request.getfixturevalue(f"on_{request.param}")
    return found


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def registers(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., AbstractContextManager[Asking]]:
    """As many registers as a property test has examples, each of the acts that are not refused."""

    @contextmanager
    def url() -> Iterator[str]:
        if request.param == "sqlite":
            files: SqliteDatabases = request.getfixturevalue("sqlite_databases")
            yield files.fresh(tmp_path_factory.mktemp("register"))
        else:
            server: PostgresDatabases = request.getfixturevalue("postgres_databases")
            with server.fresh() as address:
                yield address

    @contextmanager
    def register(*acts: Act) -> Iterator[Asking]:
        with url() as address:
            world = World(address)
            with closing(world.registry):
                world.record(*setting())
                for act in acts:
                    try:
                        world.record(act)
                    except Refused:
                        continue
                yield Asking(world.registry)

    return register


@pytest.fixture(scope="session")
def texts(on_sqlite: Asking) -> dict[str, list[str]]:
    """What can be named in a question, by how it is named."""
    things = {kind: page["nodes"] for kind, page in on_sqlite.data(ON_RECORD).items()}
    for kind in ("pools", "negotiations"):
        pages = (agreement[kind]["nodes"] for agreement in things["agreements"])
        things[kind] = [thing for page in pages for thing in page]
    found = {
        "ID": [thing["id"] for kind in things.values() for thing in kind],
        "URI": [thing["uri"] for kind in things.values() for thing in kind],
        "reference": [thing["reference"] for kind in things.values() for thing in kind],
        "code": [goal["code"] for goal in things["goals"]],
        "gssCode": [code["value"] for area in things["areas"] for code in area["codes"]],
    }
    for name in ("area", "agreement", "target", "negotiation"):
        found[name] = [thing["reference"] for thing in things[f"{name}s"]]
    for name in ("by", "department", "lead", "parent"):
        found[name] = [thing["reference"] for thing in things["partners"]]
    return found
