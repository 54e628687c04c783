"""A server that listens, with the fictional area on record."""

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
import uvicorn

import web
from ingest.packages import import_packages, sample_packages
from registry import Registry, Settings
from tests.support.databases import SqliteDatabases


@pytest.fixture(scope="session")
def address(
    sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("clients")
    url = sqlite_databases.fresh(folder)
    registry = Registry.open(url)
    import_packages(registry, [path for path in sample_packages() if path.name == "exampleshire"])
    registry.close()
    app = web.app(Settings(data_dir=folder, database_url=url))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, ws="none"))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()
