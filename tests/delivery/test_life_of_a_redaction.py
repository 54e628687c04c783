"""Words are imported, published, delivered, served, and redacted: then they stand nowhere."""

import io
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

import psycopg
import pyarrow.parquet
import pytest

import cli
from publish.word_search.word_places import FILE_REMEDIES
from registry import Registry, Settings
from tests.delivery.conftest import EXAMPLESHIRE
from tests.support.docs import read_blocks
from tests.support.portals import Portal
from tests.support.publishing import publish_unaudited
from tests.support.server_process import (
    OVERWRITE_FREED_MEMORY,
    ServerProcess,
    run_server,
)
from tests.support.tables import everything

NAME = "Zoe Quillfeather"
BUCKET = "s3://open-data/answerable"
QUESTIONS = [
    f"{{ targets(first: {number}) {{ nodes {{ title }} }} proposals {{ nodes {{ title text }} }} }}"
    for number in range(20, 40)
]
SERVED = ("/data/registry/latest/targets.csv", "/data/registry/changes?since=0")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """The fictional area, in which a target and a proposal name a person."""
    copy = Path(shutil.copytree(EXAMPLESHIRE, tmp_path / "package"))
    for name, words in (
        ("targets.csv", "Fewer burglaries in Exampleshire"),
        ("proposals.csv", "Fewer burglaries in place of more detections"),
    ):
        text = (copy / name).read_text(encoding="utf-8")
        assert words in text
        (copy / name).write_text(text.replace(words, f"What {NAME} asked for"), encoding="utf-8")
    return copy


class Keeper:
    """Who runs the commands, and sees how they end."""

    def __init__(
        self,
        settings: Settings,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        self.settings, self._capsys, self._monkeypatch = settings, capsys, monkeypatch

    def run(self, *arguments: object, ends_with: int = 0) -> str:
        """Run a command, which ends as it should."""
        code = cli.run([str(argument) for argument in arguments])
        told = self._capsys.readouterr()
        assert code == ends_with, told.err or told.out
        return told.out

    def find(self, *, ends_with: int) -> dict[str, Any]:
        """Look for the name everywhere."""
        given = io.TextIOWrapper(io.BytesIO(NAME.encode()))
        self._monkeypatch.setattr(sys, "stdin", given)
        found: dict[str, Any] = json.loads(
            self.run("redact", "--check", "--json", ends_with=ends_with)
        )
        return found

    def publish(self) -> None:
        """Publish without the audit, which has tests of its own."""
        with closing(Registry.open(self.settings.database_url)) as registry:
            publish_unaudited(registry, self.settings)

    def redact(self, found: dict[str, Any]) -> None:
        """Redact each entry and field that a search named."""
        for place in found["found"]:
            for where in place["where"]:
                if told := re.fullmatch(r"entry (\d+), fields (.+)", where):
                    options = ("--fields", told[2], "--reason", "Names a person")
                    self.run("redact", told[1], *options, "--source", "EXS-SOURCE-DECISIONS")


@pytest.fixture
def keeper(
    database_url: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Keeper:
    variables = {
        "ANSWERABLE_DATABASE_URL": database_url,
        "ANSWERABLE_DATA_DIR": str(tmp_path / "data"),
        "ANSWERABLE_BASE_URL": "https://registry.example",
        "ANSWERABLE_CATALOGUE_FICTION": "yes",
        "ANSWERABLE_LOG_LEVEL": "debug",
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    # What other tests leave among temporary files is not looked for here.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return Keeper(Settings.from_environment(variables), capsys, monkeypatch)


@pytest.fixture
def server(keeper: Keeper, tmp_path: Path) -> Iterator[ServerProcess]:
    assert keeper.settings.log_level == "debug"
    with run_server(OVERWRITE_FREED_MEMORY, tmp_path / "server.log") as running:
        yield running


def clean_postgres(url: str) -> None:
    """Do what the page says that a superuser does."""
    vacuum, begin, go_on, end = read_blocks("docs/how-to/redact.md", "sql")
    with psycopg.connect(url, autocommit=True) as connection:

        def run(block: str) -> None:
            for statement in block.strip().splitlines():
                connection.execute(statement.encode())

        def list_log() -> set[str]:
            return {name for (name,) in connection.execute("SELECT name FROM pg_ls_waldir()")}

        run(vacuum)
        before = list_log()
        run(begin)
        for _ in before:
            run(go_on)
        run(end)
        assert before & list_log() == set()


def holds_name(data: bytes) -> bool:
    """Whether a file holds the name, packed or not, as others would read it."""
    if is_zipfile(io.BytesIO(data)):
        with ZipFile(io.BytesIO(data)) as archive:
            return any(holds_name(archive.read(name)) for name in archive.namelist())
    if data.startswith(b"PAR1"):
        return NAME in str(pyarrow.parquet.read_table(io.BytesIO(data)).to_pylist())
    return NAME.lower() in data.decode("utf-8", "replace").lower()


def read_bucket(s3: Any) -> dict[str, bytes]:
    keys = [each["Key"] for each in s3.list_objects_v2(Bucket="open-data")["Contents"]]
    return {key: s3.get_object(Bucket="open-data", Key=key)["Body"].read() for key in keys}


def read_folder(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_words_that_were_redacted_stand_nowhere(
    keeper: Keeper, package: Path, tmp_path: Path, s3: Any, ckan: Portal, server: ServerProcess
) -> None:
    static = tmp_path / "static"
    destinations = (static, BUCKET, f"ckan+{ckan.address}")
    url = keeper.settings.database_url

    keeper.run("import", package)
    shutil.rmtree(package)
    keeper.publish()
    for to in destinations:
        keeper.run("deliver", to)
    # Several at once, so that several connections have read the words.
    with ThreadPoolExecutor(4) as pool:
        assert all(NAME in str(told) for told in pool.map(server.ask, QUESTIONS))
    for address in SERVED:
        assert NAME.encode() in server.get(address)
    assert server.count_in_memory(NAME.encode()) > len(QUESTIONS)

    found = keeper.find(ends_with=6)
    places = " ".join(one["place"] for one in found["found"])
    for kind in ("table entries", str(tmp_path / "data/releases"), str(static), BUCKET):
        assert kind in places

    keeper.redact(found)
    keeper.publish()
    for to in destinations:
        keeper.run("deliver", to)
    if url.startswith("postgresql"):
        clean_postgres(url)

    again = keeper.find(ends_with=0)
    assert (again["found"], again["notSearched"]) == ([], [])
    assert server.await_forgetting(NAME.encode()) == 0
    assert not any(NAME in str(server.ask(question)) for question in QUESTIONS)
    for kept in (read_folder(tmp_path / "data"), read_folder(static), read_bucket(s3)):
        assert [name for name, data in kept.items() if holds_name(data)] == []
    assert NAME not in str(ckan.packages)
    assert NAME not in server.log.read_text()
    with closing(Registry.open(url)) as registry:
        assert NAME not in str(everything(registry))


def test_everything_in_the_data_folder_is_in_the_list(
    keeper: Keeper, package: Path, tmp_path: Path
) -> None:
    keeper.run("key", "new")
    keeper.run("import", package)
    keeper.publish()
    keeper.run("publish", "--as-at", "100000")
    keeper.run("deliver", tmp_path / "static")

    names = {path.name for path in (tmp_path / "data").iterdir()}

    assert names - {name.partition("/")[0] for name in FILE_REMEDIES} == set()


def test_every_kind_of_published_file_is_text_or_unpacked(settings: Settings) -> None:
    release = settings.data_dir / "releases/registry/latest"
    binary = {"zip": "PK", "parquet": "PAR1", "sqlite": "SQLite format 3", "xlsx": "PK"}

    for path in sorted(release.iterdir()):
        head = binary.get(path.suffix.removeprefix("."))
        if head is None:
            assert path.read_bytes().decode()
        else:
            assert path.read_bytes().startswith(head.encode())
