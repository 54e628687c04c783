"""A wrong clock: a sentence, the right exit code, and nothing written."""

from pathlib import Path

import pytest

from registry import REGISTRAR, Registry, record
from registry.acts import SourceCited
from registry.vocabulary import Standing
from tests.cli.ended import Command
from tests.support.packages import GROUND, write_package
from tests.support.tables import everything


def test_an_entry_of_2099_on_record_is_told_and_nothing_follows_it(
    answerable: Command, database_url: str, registry: Registry, tmp_path: Path
) -> None:
    wrong = Registry.open(database_url, clock=lambda: "2099-01-01T00:00:00.000000Z")
    with wrong.writing() as session:
        record(
            session,
            [SourceCited(reference="S-2099", standing=Standing.FICTIONAL, title="A report")],
            author=REGISTRAR,
        )
    wrong.close()
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
    early = Registry.open(database_url, clock=lambda: "2001-01-01T00:00:00.000000Z")
    with early.writing() as session:
        record(
            session,
            [SourceCited(reference="S-2001", standing=Standing.FICTIONAL, title="A report")],
            author=REGISTRAR,
        )
    early.close()
    before = everything(registry)
    package = write_package(tmp_path / "p", GROUND)

    refused = answerable("import", package)
    unchanged = everything(registry) == before
    monkeypatch.setenv("ANSWERABLE_CLOCK_CHECKED", "yes")
    vouched = answerable("import", package)

    assert (refused.code, refused.out, unchanged) == (4, "", True)
    assert "run the command with ANSWERABLE_CLOCK_CHECKED=yes" in refused.err
    assert vouched.code == 0
