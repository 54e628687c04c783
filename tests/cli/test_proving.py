"""Making a key, proving a release and a citation, and taking words off the record."""

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from registry import REGISTRAR, Registry, Settings, record
from registry.acts import Corrected
from registry.signing import Checkpoint, Signer, locate_key, read_signer, sign_checkpoint
from tests.cli.ended import Command
from tests.proof.releasing import release, resign
from tests.registry.world import setting, tell
from tests.support.publishing import publish_unaudited

NAME = "registry.example/log"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", base_url="https://registry.example")


@pytest.fixture
def signed(
    answerable: Command, registry: Registry, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Command:
    """The command line of a registry with a key and 16 entries."""
    monkeypatch.setenv("ANSWERABLE_BASE_URL", "https://registry.example")
    with registry.writing() as session:
        record(session, setting(), author=REGISTRAR)
    assert answerable("key", "new").code == 0
    return answerable


@pytest.fixture
def signer(signed: Command, settings: Settings) -> Signer:
    assert signed("version").code == 0
    return read_signer(locate_key(settings))


@pytest.fixture
def folder(signed: Command, registry: Registry, settings: Settings) -> Path:
    """The release of the whole registry."""
    assert signed("version").code == 0
    done = publish_unaudited(registry, settings)
    return (done.releases / "registry/latest").resolve()


def test_a_key_is_made_once_and_shown_to_everybody(signed: Command, signer: Signer) -> None:
    shown = signed("key", "show")
    again = signed("key", "new")

    assert (shown.code, shown.out) == (0, f"{signer.verifier}\n")
    assert signer.name == NAME
    assert "For minisign -P: RW" in shown.err
    assert signer.secret() not in shown.out + shown.err
    assert again.code == 1
    assert "there is a key already" in again.err


def test_a_release_is_proven_in_one_line_and_its_limits_told(
    signed: Command, folder: Path, signer: Signer
) -> None:
    files = len((folder / "SHA256SUMS").read_text().splitlines())
    ended = signed("verify", folder, "--key", signer.verifier)

    assert ended.code == 0
    assert len(ended.out.splitlines()) == 1
    assert ended.out.startswith(
        f"Verified: {files} files are what {NAME} signed as registry release 1.0.0; "
        "16 entries lead to the root "
    )
    assert ended.out.endswith("16 rows say word for word what they recorded.\n")
    assert ended.err.startswith(f"Not proven: that {NAME} shows everybody this same ledger")


def test_whoever_gives_no_key_is_told_to_compare_it(signed: Command, folder: Path) -> None:
    told = signed("verify", folder / "registry.zip", "--json").json

    assert "compare it with one you got elsewhere" in signed("verify", folder).err
    assert (told["verified"], told["keyGiven"], told["zipSigned"]) == (True, False, True)
    assert told["checkpoint"]["size"] == 16


def test_a_release_that_was_changed_ends_with_one_and_the_place(
    signed: Command, folder: Path
) -> None:
    (folder / "targets.csv").write_bytes(b"reference\r\n")
    ended, told = signed("verify", folder), signed("verify", folder, "--json")

    assert (ended.code, told.code) == (1, 1)
    assert ended.err == (
        "What was published does not prove itself. targets.csv: it is not the file that SHA256SUMS "
        "speaks of\n"
    )
    assert told.json["place"] == "targets.csv"


def test_rows_that_nothing_replays_are_named(
    signed: Command, folder: Path, registry: Registry, settings: Settings, signer: Signer
) -> None:
    fields = {"kind": "targets", "record": "T1", "field": "title", "value": "Mended"}
    with registry.writing() as session:
        record(session, [tell(Corrected, reason="Misread", **fields)], author=REGISTRAR)
    newer = release(registry, settings)
    whole = signed("verify", newer, "--key", signer.verifier)
    before = shutil.copytree(newer, folder.parent / "before", copy_function=shutil.copyfile)
    (before / "acts.csv").unlink()
    resign(before, signer)
    told = signed("verify", before, "--key", signer.verifier)
    as_json = signed("verify", before, "--key", signer.verifier, "--json").json

    assert "1 say what later entries made of them, which were replayed" in whole.out
    assert "targets.csv T1" not in whole.err
    assert (told.code, "replayed" in told.out) == (0, False)
    assert "for which the sums alone stand in: targets.csv T1." in told.err
    assert (as_json["rowsUnproven"], as_json["rowsReplayed"]) == (["targets.csv T1"], None)


def test_a_kept_checkpoint_is_the_beginning_of_the_log(signed: Command, folder: Path) -> None:
    ended = signed("verify", folder, "--since", folder / "checkpoint")

    assert ended.code == 0
    assert ended.out.endswith("; the ledger has only grown since entry 16.\n")


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """The release's folder, served by a host that knows nothing of it."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_release_is_fetched_from_the_address_that_was_given(
    signed: Command, address: str, signer: Signer
) -> None:
    by_folder = signed("verify", f"{address}/", "--key", signer.verifier, "--json").json
    by_zip = signed("verify", f"{address}/registry.zip", "--key", signer.verifier, "--json").json
    absent = signed("verify", f"{address}/none/")

    assert (by_folder["verified"], by_folder["rowsProven"]) == (True, 16)
    assert (by_zip["verified"], by_zip["zipSigned"]) == (True, True)
    assert absent.code == 4
    assert "cannot be fetched" in absent.err


def test_a_citation_is_proven_by_its_file(signed: Command, folder: Path, tmp_path: Path) -> None:
    assert folder.exists()
    file = tmp_path / "t1.json"
    cited = signed("cite", "T1", "--on", "2008-01-01", "--proof", file)
    proven = signed("verify", file)

    assert cited.out.startswith(
        "[FICTIONAL] The fictional file. Recorded as “Target T1” (T1), as of 2008-01-01. "
    )
    assert "release 1.0.0" in cited.out
    assert "@misc{" in cited.out
    assert proven.code == 0
    assert "  title: Target T1\n" in proven.out
    assert signed("cite", "T1", "--json").json["csl"]["type"] == "dataset"


def test_the_ledger_is_signed_for_the_log_that_others_serve(
    signed: Command, settings: Settings
) -> None:
    ended = signed("sign")
    told = signed("sign", "--json").json

    assert (ended.code, ended.out) == (0, f"Signed 16 entries of {NAME}.\n")
    assert (told["origin"], told["size"]) == (NAME, 16)
    assert (settings.data_dir / "log/checkpoint").read_text().startswith(f"{NAME}\n16\n")
    assert signed("verify").out.endswith("; they extend 1 checkpoint of before.\n")
    assert signed("sign", "--every", "soon").code == 2


def test_a_ledger_that_lost_entries_is_neither_signed_nor_published(
    signed: Command, settings: Settings, registry: Registry
) -> None:
    elsewhere = Checkpoint(NAME, 17, bytes(32))
    path = locate_key(settings).with_name("signing.key.checkpoint")
    path.write_text(sign_checkpoint(elsewhere, read_signer(locate_key(settings))))
    why = f"{path}: it was made at entry 17, but the ledger ends at entry 16"
    for command in (
        ("sign",),
        ("publish",),
        ("tiles", "--to", settings.data_dir / "tiles"),
        ("cite", "T1"),
    ):
        ended = signed(*command)
        assert (ended.code, ended.err.startswith(f"Nothing was signed: {why}. ")) == (3, True)
    assert not (settings.data_dir / "log/checkpoint").exists()
    assert not (settings.data_dir / "tiles/checkpoint").exists()
    assert list((settings.data_dir / "releases").glob("*/*/checkpoint")) == []
    assert (signed("verify").code, why in signed("verify").err) == (1, True)


def test_every_failure_is_a_sentence_and_json(
    signed: Command, folder: Path, tmp_path: Path
) -> None:
    deep = tmp_path / "deep.json"
    deep.write_text('{"form": "answerable-citation/1", "entries": ' + "[" * 100_000)
    cut = tmp_path / "cut.zip"
    cut.write_bytes((folder / "registry.zip").read_bytes()[:-1])
    for path in (deep, cut, tmp_path / "none"):
        ended, told = signed("verify", path), signed("verify", path, "--json")
        assert (ended.code, len(ended.err.splitlines()), told.code) == (1, 1, 1)
        assert told.json["verified"] is False
        assert "Traceback" not in ended.err


def test_a_zip_says_whether_its_own_bytes_are_signed(
    signed: Command, folder: Path, tmp_path: Path
) -> None:
    alone = tmp_path / "registry.zip"
    alone.write_bytes((folder / "registry.zip").read_bytes())

    assert "Every byte of the zip is signed.\n" in signed("verify", folder / "registry.zip").err
    assert "The zip's own bytes are not signed" in signed("verify", alone).err
    assert "zip" not in signed("verify", folder).err


def test_a_damaged_page_of_the_database_is_told_in_a_sentence(
    signed: Command, settings: Settings, database_url: str
) -> None:
    if not database_url.startswith("sqlite"):
        pytest.skip("a server looks after its own pages")
    path = Path(database_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'entries'"
        ).fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    ended, told = signed("verify"), signed("verify", "--json")

    assert (ended.code, told.code, told.json["verified"]) == (1, 1, False)
    assert ended.err == (
        f"The record does not prove itself. {database_url}: the database is damaged "
        "(database disk image is malformed). Restore the newest backup\n"
    )


def test_words_that_are_taken_off_are_gone_and_the_record_proves_itself(signed: Command) -> None:
    ended = signed(
        "redact", "2", "--fields", "name", "--reason", "It names a child", "--source", "S"
    )

    assert (ended.code, ended.out) == (0, "Entry 17 took name off regions R (entry 2).\n")
    assert signed("verify").code == 0
    refused = signed("redact", "99", "--fields", "name", "--reason", "x", "--source", "S")
    assert (refused.code, refused.err) == (
        3,
        "there is no entry 99. Name the entry that holds the words\n",
    )


def test_the_log_is_written_for_any_host(signed: Command, tmp_path: Path) -> None:
    ended = signed("tiles", "--to", tmp_path / "log")

    assert ended.out == f"{tmp_path / 'log'} tells of 16 entries; 2 tiles are new.\n"
    assert (tmp_path / "log/checkpoint").read_text().startswith(f"{NAME}\n16\n")


def test_what_cannot_be_asked_is_a_matter_of_usage(signed: Command) -> None:
    assert signed("verify", "--key", "x").code == 2
    assert signed("cite", "T1", "--on", "yesterday").code == 2
    assert signed("cite", "T9").code == 1
