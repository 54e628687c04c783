"""A published registry, and somewhere to deliver it to: a real S3 protocol, a portal's actions."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from ingest.packages import import_packages, sample_packages
from registry import Registry, Settings
from tests.support.databases import SqliteDatabases
from tests.support.portals import TOKEN, Portal, serve_portal
from tests.support.publishing import publish_unaudited

EXAMPLESHIRE = next(path for path in sample_packages() if path.name == "exampleshire")


@pytest.fixture(scope="session")
def settings(
    sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    """The fictional area, published once; nobody may change it."""
    folder = tmp_path_factory.mktemp("delivered")
    url = sqlite_databases.fresh(folder)
    settings = Settings(
        data_dir=folder,
        database_url=url,
        base_url="https://answerable.example",
        catalogue_fiction=True,
    )
    registry = Registry.open(url)
    import_packages(registry, [EXAMPLESHIRE])
    publish_unaudited(registry, settings)
    registry.close()
    return settings


@pytest.fixture(scope="module")
def s3_server() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A bucket called open-data, and the environment in which we may write to it."""
    for name, value in {
        "AWS_ENDPOINT_URL": s3_server,
        "AWS_REGION": "eu-west-2",
        "AWS_DEFAULT_REGION": "eu-west-2",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
    }.items():
        monkeypatch.setenv(name, value)
    client = boto3.client("s3", endpoint_url=s3_server, region_name="eu-west-2")
    where = {"LocationConstraint": "eu-west-2"}
    client.create_bucket(Bucket="open-data", CreateBucketConfiguration=where)
    yield client
    for each in client.list_objects_v2(Bucket="open-data").get("Contents", ()):
        client.delete_object(Bucket="open-data", Key=each["Key"])
    client.delete_bucket(Bucket="open-data")


@pytest.fixture
def ckan(monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    """A portal, and the environment in which we may write to it."""
    monkeypatch.setenv("ANSWERABLE_CKAN_TOKEN", TOKEN)
    monkeypatch.setenv("ANSWERABLE_CKAN_ORGANISATION", "exampleshire")
    with serve_portal() as opened:
        yield opened
