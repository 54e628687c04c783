"""`answerable redact --check`: words from standard input, and where they still stand."""

import io
import json
import sys
import tempfile
from pathlib import Path

import pytest

from registry import REGISTRAR, Registry, Settings, make_redaction, record
from registry.recording import erase_redacted_words
from tests.cli.ended import Command, Ended
from tests.registry.world import setting, target
from tests.support.publishing import publish_unaudited
from tests.support.tables import everything

NAME = "Zoe Zanzibar"


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for no words among what other tests leave among temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.fixture
def told(registry: Registry) -> Registry:
    """A registry whose entry 17 names a person."""
    with registry.writing() as session:
        record(session, [*setting(), target("T2", title=f"About {NAME}")], author=REGISTRAR)
    return registry


@pytest.fixture
def check(answerable: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command, which gets the words as a pipe gives them."""

    def command(words: str | bytes, *arguments: object) -> Ended:
        data = words if isinstance(words, bytes) else words.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return answerable("redact", "--check", *arguments)

    return command


def redact_title(registry: Registry) -> None:
    with registry.writing() as session:
        act = make_redaction(session.connection, 17, fields="title", reason="x", source="S")
        record(session, [act], author=REGISTRAR)


def test_words_that_stand_nowhere_end_with_0(check: Command, told: Registry) -> None:
    ended = check("Nobody Nowhere\n")

    assert (ended.code, told.dialect in ("sqlite", "postgresql")) == (0, True)
    assert ended.out.startswith("The words stand in none of ")


def test_words_on_record_end_with_6_and_are_not_shown(check: Command, told: Registry) -> None:
    before = everything(told)

    ended = check(f"Nobody Nowhere\n{NAME.lower()}\n")

    assert ended.code == 6
    assert (
        "table entries, column payload: phrase 2, once (entry 17, fields title)\n"
        "    Redact each entry that holds them: `answerable redact NUMBER --fields FIELDS "
        "--reason ... --source ...`.\n"
    ) in ended.out
    assert "zanzibar" not in (ended.out + ended.err).lower()
    assert everything(told) == before


def test_machines_get_every_place(check: Command, told: Registry) -> None:
    assert told.dialect

    found = check(NAME, "--json").json

    assert found["phrases"] == 1
    assert {
        "place": "table targets, column title",
        "phrase": 1,
        "count": 1,
        "where": ["T2 (entry 17)"],
        "remedy": "They go when the entries that recorded them are redacted. If no entry holds "
        "them, run `answerable verify`: the row is not what was recorded",
    } in found["found"]
    assert found["notSearched"] == []


def test_releases_and_what_was_delivered_are_searched(
    check: Command, told: Registry, answerable: Command, tmp_path: Path
) -> None:
    publish_unaudited(told, Settings(data_dir=tmp_path / "data"))
    assert answerable("deliver", tmp_path / "static").code == 0
    redact_title(told)
    erase_redacted_words(told, 0)

    places = {one["place"] for one in check(NAME, "--json").json["found"]}

    inside = "registry/releases/1.0.0"
    assert {
        str(tmp_path / "data/releases/registry/1.0.0/targets.csv"),
        f"{tmp_path / 'data/releases/registry/1.0.0/registry.zip'}: targets.csv",
        str(tmp_path / "static" / inside / "targets.csv"),
        str(tmp_path / "static" / inside / "targets.parquet"),
        str(tmp_path / "static" / inside / "registry.sqlite"),
        f"{tmp_path / 'static' / inside / 'registry-ndjson.zip'}: targets.ndjson",
    } <= places
    assert [place for place in places if place.startswith("table ")] == []


def test_further_places_are_searched(check: Command, told: Registry, tmp_path: Path) -> None:
    assert told.dialect
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "access.log").write_text("GET /?q=Nobody%20Nowhere")

    ended = check("Nobody Nowhere", "--in", logs)

    assert ended.code == 6
    assert ended.out.startswith(f"{logs / 'access.log'}: phrase 1, once\n    You named this place")


@pytest.mark.parametrize("place", ["missing", "ckan+http://127.0.0.1:9"])
def test_a_place_that_cannot_be_searched_ends_with_5(
    check: Command, told: Registry, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told.dialect
    monkeypatch.delenv("ANSWERABLE_CKAN_TOKEN", raising=False)

    ended = check("Nobody Nowhere", "--in", place)

    assert ended.code == 5
    assert f"Not searched: {place}: " in ended.out
    assert check("Nobody Nowhere", "--in", place, "--json").json["notSearched"][0]["place"] == place


def test_a_file_that_cannot_be_read_ends_with_5(
    check: Command, told: Registry, tmp_path: Path
) -> None:
    assert told.dialect
    (tmp_path / "data").mkdir()
    (tmp_path / "data/deliveries.json").write_text("{}")

    ended = check("Nobody Nowhere")

    assert ended.code == 5
    assert "it lists no destinations; remove or mend it" in ended.out


@pytest.mark.parametrize(
    ("words", "says"),
    [("", "There are no words to look for"), ("a\n", "too short"), (b"\xff\n", "no text in UTF-8")],
)
def test_words_that_cannot_be_read_end_with_1(
    check: Command, told: Registry, words: str | bytes, says: str
) -> None:
    before = everything(told)

    ended = check(words)

    assert (ended.code, says in ended.err) == (1, True)
    assert everything(told) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("redact",),
        ("redact", "17"),
        ("redact", "17", "--fields", "title", "--reason", "x"),
        ("redact", "17", "--check"),
        ("redact", "--check", "--fields", "title"),
        (*("redact", "17", "--fields", "title", "--reason", "x", "--source", "S"), "--in", "x"),
    ],
)
def test_checking_and_redacting_do_not_mix(
    answerable: Command, told: Registry, arguments: tuple[str, ...]
) -> None:
    before = everything(told)

    assert answerable(*arguments).code == 2
    assert everything(told) == before


def test_a_delivery_is_noted_once_and_without_what_is_secret(
    answerable: Command, told: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_unaudited(told, Settings(data_dir=tmp_path / "data"))
    monkeypatch.setenv("ANSWERABLE_CKAN_TOKEN", "token")
    monkeypatch.chdir(tmp_path)
    noted = tmp_path / "data/deliveries.json"

    assert answerable("deliver", "static", "--dry-run").code == 0
    assert not noted.exists()
    for _ in range(2):
        assert answerable("deliver", "static").code == 0
    assert answerable("deliver", "ckan+http://me:secret@127.0.0.1:9/x").code == 4

    assert json.loads(noted.read_bytes()) == {
        "destinations": [str(tmp_path / "static"), "ckan+http://127.0.0.1:9/x"]
    }


def test_a_delivery_that_cannot_be_noted_is_made_and_says_so(
    answerable: Command, told: Registry, tmp_path: Path
) -> None:
    publish_unaudited(told, Settings(data_dir=tmp_path / "data"))
    (tmp_path / "data/.deliveries.json").mkdir()

    ended = answerable("deliver", tmp_path / "static")

    assert (ended.code, "name it to `answerable redact --check` with --in" in ended.err) == (
        0,
        True,
    )
    assert (tmp_path / "static/registry/latest/targets.csv").is_file()
