"""Rule 3: words that were taken off stand nowhere any more, wherever an act had written them."""

from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from registry import Registry, verify
from registry.acts import SourceCited
from registry.recording import truncate_write_log
from tests.registry.saying import Words, said, say_everything, take_off
from tests.registry.world import World, setting, tell
from tests.support.databases import SqliteDatabases


@pytest.fixture
def worded(empty: World, sqlite_databases: SqliteDatabases, tmp_path: Path) -> World:
    """A registry of one area in which no two fields have the same words."""
    (tmp_path / "samples").mkdir()
    with closing(Registry.open(sqlite_databases.fresh(tmp_path / "samples"))) as samples:
        say_everything(empty, samples)
    return empty


def test_what_is_taken_off_stands_in_no_table(worded: World) -> None:
    everything = said(worded)
    Random(23).shuffle(everything)

    for number, words in enumerate(everything, 1):
        take_off(worded, words)
        if number % 100 == 0 or number == len(everything):
            left = str(worded.everything())
            assert [gone for gone in everything[:number] if gone.text in left] == []
            assert all(words.text in left for words in everything[number:])
    verify(worded.registry)


def test_neither_the_file_nor_the_log_of_sqlite_keeps_them(sqlite_url: str) -> None:
    world = World(sqlite_url)
    world.record(*setting(), tell(SourceCited, reference="S2", title="About Zanzibar"))
    folder = Path(sqlite_url.removeprefix("sqlite:///")).parent
    with closing(world.registry), closing(world.registry.reader.connect()):
        assert _has(folder, b"zanzibar")
        take_off(world, Words(17, "title", "About Zanzibar"), source="S")
        truncate_write_log(world.registry)

        assert not _has(folder, b"zanzibar")


def _has(folder: Path, words: bytes) -> bool:
    """Whether a file of the database has these words, be it in a place that it no longer uses."""
    return any(words in path.read_bytes().lower() for path in folder.glob("registry.sqlite*"))
