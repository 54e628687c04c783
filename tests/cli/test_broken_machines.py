"""A wrong clock, a full disk, a damaged page: a sentence, the right exit code, nothing written."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event, make_url

from registry import REGISTRAR, Registry, Unavailable, record, verify
from registry.acts import SourceCited
from registry.vocabulary import Standing
from tests.cli.ended import Command
from tests.support.packages import GROUND, write_package
from tests.support.tables import everything

ROOT = Path(__file__).resolve().parents[2]
# The disk takes so many bytes of a file and no more, as a full one does.
FULL = """
import resource, sys
import cli
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), hard))
sys.exit(cli.run(sys.argv[2:]))
"""


def record_in(year: int, database_url: str) -> None:
    """Record a source by a clock of a year."""
    registry = Registry.open(database_url, clock=lambda: f"{year}-01-01T00:00:00.000000Z")
    source = SourceCited(reference=f"S-{year}", standing=Standing.FICTIONAL, title="A report")
    with registry.writing() as session:
        record(session, [source], author=REGISTRAR)
    registry.close()


def test_an_entry_of_2099_on_record_is_told_and_nothing_follows_it(
    answerable: Command, database_url: str, registry: Registry, tmp_path: Path
) -> None:
    record_in(2099, database_url)
    before = everything(registry)

    ended = answerable("import", write_package(tmp_path / "p", GROUND))

    assert (ended.code, ended.out) == (4, "")
    assert ended.err.startswith("Nothing was recorded: the clock of this machine (")
    assert "is behind the newest entry (2099-01-01T00:00:00.000000Z)" in ended.err
    assert everything(registry) == before


def test_a_pause_of_more_than_ten_years_has_to_be_vouched_for(
    answerable: Command,
    database_url: str,
    registry: Registry,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record_in(2001, database_url)
    before = everything(registry)
    package = write_package(tmp_path / "p", GROUND)

    refused = answerable("import", package)
    unchanged = everything(registry) == before
    monkeypatch.setenv("ANSWERABLE_CLOCK_CHECKED", "yes")
    vouched = answerable("import", package)

    assert (refused.code, refused.out, unchanged) == (4, "", True)
    assert "run the command with ANSWERABLE_CLOCK_CHECKED=yes" in refused.err
    assert vouched.code == 0


def test_a_full_disk_ends_an_import_with_a_sentence_and_nothing_written(
    sqlite_url: str, tmp_path: Path
) -> None:
    package = write_package(tmp_path / "p", GROUND)
    most = Path(make_url(sqlite_url).database or "").stat().st_size // 20
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ANSWERABLE_DATABASE_URL": sqlite_url}

    ended = subprocess.run(
        [sys.executable, "-c", FULL, str(most), "import", package],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.returncode, ended.stdout) == (4, "")
    assert ended.stderr == (
        f"{sqlite_url}: the disk cannot be written or read (disk I/O error), and nothing was "
        "written. Look for room, quotas, limits and rights, then try again\n"
    )
    with closing(Registry.open(sqlite_url)) as registry:
        assert verify(registry).entries == 0


def test_a_database_without_room_is_told_and_takes_records_once_there_is_some(
    sqlite_url: str,
) -> None:
    acts = [
        SourceCited(reference=f"S-{number}", standing=Standing.FICTIONAL, title="A report" * 99)
        for number in range(50)
    ]
    with closing(Registry.open(sqlite_url)) as full:
        event.listen(
            full.writer, "connect", lambda one, _: one.execute("PRAGMA max_page_count = 1").close()
        )
        with (
            pytest.raises(Unavailable, match=r"the disk is full, and nothing was written\."),
            full.writing() as session,
        ):
            record(session, acts, author=REGISTRAR)

    with closing(Registry.open(sqlite_url)) as registry:
        assert verify(registry).entries == 0
        with registry.writing() as session:
            record(session, acts, author=REGISTRAR)
        assert verify(registry).entries == 50


@pytest.mark.parametrize(
    ("command", "table"),
    [
        (("verify",), "entries"),
        (("verify",), "targets"),
        (("verify",), "head"),
        (("who", "T1"), "targets"),
        (("cite", "T1"), "entries"),
        (("publish",), "targets"),
        (("import", "p"), "entries"),
        (("redact", "6", "--fields=title", "--reason=r", "--source=S", "--yes"), "entries"),
        (("replay", "--into", "sqlite:///copy.sqlite"), "entries"),
    ],
    ids=lambda one: one if isinstance(one, str) else one[0],
)
def test_a_damaged_page_is_told_in_a_sentence(
    plain: Command,
    sqlite_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    table: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANSWERABLE_DATABASE_URL", sqlite_url)
    write_package(tmp_path / "p", GROUND)
    assert plain("import", "p").code == 0
    damage_table(Path(make_url(sqlite_url).database or ""), table)

    ended = plain(*command)

    assert (ended.code, ended.out) == (1, "")
    assert ended.err.endswith(
        f"{sqlite_url}: the database is damaged (database disk image is malformed). "
        "Restore the newest backup\n"
    )
    assert len(ended.err.splitlines()) == 1


def test_a_damaged_page_is_told_to_machines(
    plain: Command, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANSWERABLE_DATABASE_URL", sqlite_url)
    damage_table(Path(make_url(sqlite_url).database or ""), "head")

    ended = plain("verify", "--json")

    assert ended.code == 1
    assert (ended.json["verified"], ended.json["place"]) == (False, sqlite_url)


def damage_table(path: Path, table: str) -> None:
    """Overwrite the first page of a table and of its indices, as a failing disk does."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        roots = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE tbl_name = ? AND rootpage > 0", [table]
        ).fetchall()
    with path.open("r+b") as file:
        for (page,) in roots:
            file.seek((page - 1) * size)
            file.write(b"\xff" * size)
