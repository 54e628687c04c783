"""`answerable redact`: words that stay in the database are said to be there, until they go."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from registry import Registry
from tests.cli.ended import Command
from tests.cli.test_serving import free_port, serving
from tests.support.packages import GROUND, write_package

TARGETS = "reference,standing,source,title,agreement\nT1,FICTIONAL,S,About Zanzibar,LAA\n"
TAKING = ("redact", 7, "--fields", "title", "--reason", "Private", "--source", "S", "--yes")
REDACTIONS = (
    "reference,standing,source,kind,record,redacts,fields,reason\n"
    "T1/7,FICTIONAL,S,targets,T1,7,title,Private\n"
)
STAY = (
    "The words are off the record, but still in the database file, because somebody reads it. "
    "Run the same command again when nobody reads (verify, publish or a long question do); the "
    "next start of serve, publish or import tries it too\n"
)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return write_package(tmp_path / "p", {**GROUND, "targets": TARGETS})


@pytest.fixture
def embedded(
    plain: Command, sqlite_url: str, tmp_path: Path, package: Path, monkeypatch: pytest.MonkeyPatch
) -> Command:
    """The command line of a SQLite registry whose entry 7 names a place."""
    monkeypatch.setenv("ANSWERABLE_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("ANSWERABLE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr("cli.commands.redact.PATIENCE", 0.3)
    assert plain("import", package).code == 0
    return plain


@pytest.fixture
def idle(sqlite_url: str) -> Iterator[Registry]:
    """What a server holds open, so that no command is the last to close the file."""
    with closing(Registry.open(sqlite_url)) as opened, closing(opened.reader.connect()):
        yield opened


def _has_words(folder: Path) -> bool:
    return any(b"zanzibar" in path.read_bytes().lower() for path in folder.glob("registry.sqlite*"))


def test_a_busy_reader_ends_it_with_a_code_of_its_own_and_the_same_again_finishes_it(
    embedded: Command, idle: Registry, tmp_path: Path
) -> None:
    with idle.reading():
        ended = embedded(*TAKING)
        assert _has_words(tmp_path)

    assert (ended.code, ended.err) == (
        5,
        "Run `answerable publish`: it withdraws the releases that hold the words.\n" + STAY,
    )
    assert ended.out == "Entry 8 took title off targets T1 (entry 7).\n"
    assert embedded(*TAKING).code == 0
    assert not _has_words(tmp_path)
    assert embedded("verify").code == 0


@pytest.mark.parametrize("command", ["import", "publish"])
def test_the_next_command_that_writes_takes_them_out_of_the_file(
    embedded: Command, idle: Registry, package: Path, tmp_path: Path, command: str
) -> None:
    with idle.reading():
        assert embedded(*TAKING).code == 5
    assert _has_words(tmp_path)
    (package / "targets.csv").write_text(TARGETS.replace("T1", "T2").replace("Zanzibar", "fire"))

    assert embedded(command, *([package] if command == "import" else [])).code == 0

    assert not _has_words(tmp_path)


def test_the_next_start_of_the_server_takes_them_out_of_the_file(
    embedded: Command, idle: Registry, tmp_path: Path, sqlite_url: str
) -> None:
    with idle.reading():
        assert embedded(*TAKING).code == 5
    variables = {
        "ANSWERABLE_DATABASE_URL": sqlite_url,
        "ANSWERABLE_DATA_DIR": str(tmp_path / "data"),
    }

    with serving(["serve"], variables, free_port()):
        assert not _has_words(tmp_path)


def test_a_redaction_that_a_package_tells_of_is_as_whole(
    embedded: Command, idle: Registry, tmp_path: Path
) -> None:
    told = write_package(tmp_path / "q", {"redactions": REDACTIONS})

    assert embedded("import", told).code == 0

    assert not _has_words(tmp_path)


def test_words_that_were_taken_off_are_not_imported_again_and_that_is_told(
    embedded: Command, package: Path
) -> None:
    assert embedded(*TAKING).code == 0

    again = embedded("import", package)

    assert again.code == 0
    assert again.out.endswith("Recorded 0 new acts; 7 were on record already.\n")
    assert again.err == (
        "1 row says all that remains of an act from which words were taken off: what stands in "
        "their place was not recorded. To say something else there, correct the record, and name "
        "the entry that it stands in (corrects).\n"
    )


def test_statistics_of_postgresql_hold_them_no_more(
    plain: Command,
    postgres_url: str,
    tmp_path: Path,
    package: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ANSWERABLE_DATABASE_URL", postgres_url)
    monkeypatch.setenv("ANSWERABLE_DATA_DIR", str(tmp_path / "data"))
    assert plain("import", package).code == 0
    with closing(Registry.open(postgres_url)) as registry:
        with registry.writer.begin() as connection:
            connection.exec_driver_sql("ANALYZE")
        assert _sampled(registry)

        assert plain(*TAKING).code == 0

        assert not _sampled(registry)


def _sampled(registry: Registry) -> bool:
    with registry.reading() as session:
        found = session.connection.exec_driver_sql(
            "SELECT * FROM pg_stats WHERE schemaname = 'public'"
        )
        return "Zanzibar" in str(found.all())
