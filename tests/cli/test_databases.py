"""`answerable init | migrate | replay | verify`: setting up, moving and proving a registry."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from registry import Registry
from tests.cli.ended import Command
from tests.support.earlier import entries_of, unpack
from tests.support.packages import GROUND, write_package
from tests.support.tables import everything


def test_a_registry_is_set_up_once(
    answerable: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path}/new/registry.sqlite"
    monkeypatch.setenv("ANSWERABLE_DATABASE_URL", url)

    first, second, third = answerable("init"), answerable("init"), answerable("migrate")

    assert (first.code, first.out) == (
        0,
        f"{url} is set up. Next: `answerable import PATH`, or `answerable demo`.\n",
    )
    assert (second.code, second.out) == (0, f"{url} is set up already.\n")
    assert (third.code, third.out) == (0, f"{url} is up to date.\n")


def test_without_variables_it_is_a_file_in_the_data_folder(
    answerable: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ANSWERABLE_DATABASE_URL")

    assert answerable("init").code == 0
    assert (tmp_path / "data/answerable.sqlite").is_file()


def test_no_password_is_shown(answerable: Command, database_url: str) -> None:
    ended = answerable("init")

    assert ended.code == 0
    assert "is set up already" in ended.out
    assert (make_url(database_url).password or "no password at all") not in ended.out


@pytest.mark.parametrize(
    "command", [("import", "."), ("verify",), ("publish",), ("who", "T1"), ("replay", "--into")]
)
def test_where_there_is_no_registry_it_is_unavailable(
    answerable: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
) -> None:
    url = f"sqlite:///{tmp_path}/none.sqlite"
    monkeypatch.setenv("ANSWERABLE_DATABASE_URL", url)
    into = (f"sqlite:///{tmp_path}/copy.sqlite",) if command[0] == "replay" else ()

    ended = answerable(*command, *into)

    assert ended.code == 4
    assert ended.err == f"{url} holds no registry yet; run `answerable init`\n"
    assert not (tmp_path / "none.sqlite").exists()


def test_an_empty_database_holds_no_registry(
    answerable: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sqlite3.connect(tmp_path / "empty.sqlite").close()
    (tmp_path / "empty.sqlite").touch()
    monkeypatch.setenv("ANSWERABLE_DATABASE_URL", f"sqlite:///{tmp_path}/empty.sqlite")

    ended = answerable("verify")

    assert ended.code == 4
    assert ended.err.endswith("empty.sqlite holds no registry yet; run `answerable init`\n")


@pytest.mark.parametrize(
    "command",
    [("verify",), ("who", "EXS-T1"), ("cite", "EXS-T1"), ("import", "."), ("publish",), ("serve",)],
    ids=lambda command: command[0],
)
@pytest.mark.parametrize("revision", ["0001", "0006", "0010"])
def test_a_registry_of_an_older_version_has_to_be_migrated(
    answerable: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    revision: str,
) -> None:
    url = f"sqlite:///{tmp_path}/old.sqlite"
    unpack(revision, url)
    before = entries_of(url)
    monkeypatch.setenv("ANSWERABLE_DATABASE_URL", url)

    ended = answerable(*command)

    assert (ended.code, ended.out) == (4, "")
    assert ended.err == f"{url} is of an older version; run `answerable migrate`\n"
    assert entries_of(url) == before


def test_a_server_that_does_not_answer_is_unavailable(
    answerable: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANSWERABLE_DATABASE_URL", "postgresql://me:secret@127.0.0.1:1/nowhere")

    for command in (("init",), ("verify",), ("import", ".")):
        ended = answerable(*command)
        assert ended.code == 4
        assert ended.err.startswith("postgresql://me:***@127.0.0.1:1/nowhere cannot be reached: ")
        assert "Traceback" not in ended.err


def test_a_folder_that_cannot_be_written_is_told_in_one_line(
    answerable: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("ANSWERABLE_DATABASE_URL", f"sqlite:///{tmp_path}/file/registry.sqlite")

    ended = answerable("init")

    assert ended.code == 4
    assert len(ended.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ANSWERABLE_PORT", "eighty"),
        ("ANSWERABLE_DATABASE_URL", "mysql://here/there"),
        ("ANSWERABLE_BASE_URL", "gov.example"),
    ],
)
def test_a_setting_that_cannot_be_read_is_a_matter_of_usage(
    answerable: Command, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    ended = answerable("init")

    assert ended.code == 2
    assert f"{name} cannot be read" in " ".join(ended.err.split())


def test_a_registry_moves_to_another_database(
    answerable: Command, registry: Registry, tmp_path: Path
) -> None:
    answerable("import", write_package(tmp_path / "p", GROUND))
    into = f"sqlite:///{tmp_path}/copy.sqlite"

    ended = answerable("replay", "--into", into)

    assert (ended.code, ended.out) == (0, f"Replayed 7 entries into {into}.\n")
    with closing(Registry.open(into)) as copy:
        assert everything(copy) == everything(registry)


def test_a_registry_moves_only_into_an_empty_one(
    answerable: Command, database_url: str, tmp_path: Path
) -> None:
    answerable("import", write_package(tmp_path / "p", GROUND))
    into = f"sqlite:///{tmp_path}/copy.sqlite"
    answerable("replay", "--into", into)

    again = answerable("replay", "--into", into, "--json")

    assert (again.code, again.err) == (1, "head: the registry to replay into is not empty\n")
    assert answerable("replay", "--into", database_url).code == 2
    assert answerable("replay", "--into", "somewhere").code == 2


def test_a_sound_record_proves_itself(
    answerable: Command, registry: Registry, tmp_path: Path
) -> None:
    answerable("import", write_package(tmp_path / "p", GROUND))

    ended = answerable("verify", "--json")

    assert ended.code == 0
    assert {name: ended.json[name] for name in ("verified", "entries")} == {
        "verified": True,
        "entries": 7,
    }
    assert answerable("verify").out.startswith(
        f"Verified: 7 entries lead to the root {ended.json['root']}, and to every one of "
    )


def test_a_table_that_was_tampered_with_is_found(
    answerable: Command, registry: Registry, tmp_path: Path
) -> None:
    answerable("import", write_package(tmp_path / "p", GROUND))
    with registry.writing() as session:
        session.connection.execute(text("UPDATE targets SET title = 'No fires'"))

    ended = answerable("verify")

    assert ended.code == 1
    assert ended.err == (
        "The record does not prove itself. targets T1 column title: "
        "the table says 'No fires', the ledger 'Fewer fires'\n"
    )
    machines = answerable("verify", "--json")
    assert (machines.code, machines.json["verified"], machines.json["place"]) == (
        1,
        False,
        "targets T1 column title",
    )
