"""Words that were redacted while somebody read: still in SQLite's file, and said to be."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cli.errors import exit_code
from registry import Incomplete
from registry.acts import SourceCited
from registry.recording import erase_redacted_words, truncate_write_log
from tests.registry.saying import Words, take_off
from tests.registry.world import World, setting, tell

WORDS = Words(17, "title", "About Zanzibar")


@pytest.fixture
def folder(sqlite_url: str) -> Path:
    return Path(sqlite_url.removeprefix("sqlite:///")).parent


@pytest.fixture
def world(sqlite_url: str) -> Iterator[World]:
    """A registry whose entry 17 names a place, in the file itself; an idle server has it open."""
    made = World(sqlite_url)
    with closing(made.registry), closing(made.registry.reader.connect()):
        made.record(*setting(), tell(SourceCited, reference="S2", title=WORDS.text))
        assert truncate_write_log(made.registry)
        yield made


def _has_words(folder: Path) -> bool:
    return any(b"zanzibar" in path.read_bytes().lower() for path in folder.glob("registry.sqlite*"))


def test_words_that_a_reader_keeps_in_the_file_are_said_to_be_there(
    world: World, folder: Path
) -> None:
    with world.registry.reading():
        take_off(world, WORDS, source="S")
        with pytest.raises(Incomplete, match="still in the database file") as told:
            erase_redacted_words(world.registry, 0.3)
        assert exit_code(told.value) == 5
        assert _has_words(folder)

    erase_redacted_words(world.registry, 0)

    assert not _has_words(folder)


def test_the_usual_wait_of_a_connection_is_restored(world: World) -> None:
    with world.registry.reading():
        take_off(world, WORDS, source="S")
        assert not truncate_write_log(world.registry)

    with world.registry.writing() as session:
        wait = session.connection.exec_driver_sql("PRAGMA busy_timeout").scalar()
    assert wait == 5000
