from collections.abc import Iterator
from pathlib import Path

import pytest

import cli
from registry import Registry
from tests.cli.ended import Command, Ended


@pytest.fixture
def plain(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command line, where no database matters."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")

    def command(*arguments: object) -> Ended:
        code = cli.run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    return command


@pytest.fixture
def answerable(
    plain: Command, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Command:
    """The command line, on a database that is set up."""
    monkeypatch.setenv("ANSWERABLE_DATABASE_URL", database_url)
    monkeypatch.setenv("ANSWERABLE_DATA_DIR", str(tmp_path / "data"))
    return plain


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    opened = Registry.open(database_url)
    yield opened
    opened.close()
