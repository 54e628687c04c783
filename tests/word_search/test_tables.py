"""Words are found in every table, column, index and statistic of a database, listed or not."""

import io
import re
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, inspect

from publish.word_search import Findings, read_phrases, search_words
from publish.word_search.word_places import TABLE_REMEDIES
from registry import Settings
from registry.database import make_engine_url
from registry.models import HISTORY, TABLES
from registry.recording import truncate_write_log
from tests.publish.stories import redact
from tests.registry.world import World, setting, target

NAME = "Zoe Zanzibari"


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    """A registry whose entry 17 names a person."""
    made = World(database_url)
    with closing(made.registry):
        made.record(*setting(), target("T2", title=f"About {NAME}"))
        yield made


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    # What other tests leave among temporary files is not looked for here.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return Settings(data_dir=tmp_path / "data")


def search(world: World, settings: Settings, words: str = NAME) -> Findings:
    now = replace(settings, database_url=world.registry.url)
    return search_words(world.registry, now, read_phrases(io.BytesIO(words.encode())), {})


def places(findings: Findings) -> dict[str, tuple[str, ...]]:
    """The tables and columns in which words stand, and in which rows."""
    return {one.place: one.where for one in findings.found if one.place.startswith("table ")}


def clean(world: World) -> None:
    """What the keeper does after a redaction, on either database."""
    if world.registry.dialect == "sqlite":
        assert truncate_write_log(world.registry)
        return
    with psycopg.connect(world.registry.url, autocommit=True) as connection:
        connection.execute("VACUUM (FULL, ANALYZE)")
        connection.execute("CHECKPOINT")


def beyond_the_log(findings: Findings) -> list[str]:
    """The places in which words stand, the server's write-ahead log left out."""
    return [one.place for one in findings.found if not one.place.startswith("pg_wal/")]


def test_words_on_record_are_named_with_entry_and_fields(world: World, settings: Settings) -> None:
    found = search(world, settings)

    assert places(found) == {
        "table entries, column payload": ("entry 17, fields title",),
        "table search_texts, column title": ("T2",),
        "table targets, column title": ("T2 (entry 17)",),
    }
    assert found.unsearched == []
    assert {one.phrase for one in found.found} == {1}


def test_after_a_redaction_they_stand_nowhere(world: World, settings: Settings) -> None:
    redact(world, 17, "title")
    clean(world)

    assert beyond_the_log(search(world, settings)) == []


def test_words_in_a_table_that_nobody_listed_are_found(world: World, settings: Settings) -> None:
    world.sql("CREATE TABLE notes (id text, note text)")
    world.sql(f"INSERT INTO notes VALUES ('n1', 'Ask {NAME}')")

    found = search(world, settings)

    (one,) = [each for each in found.found if each.place == "table notes, column note"]
    assert one.where == ("n1",)
    assert one.remedy.startswith("This is nothing of the registry's")


def test_a_row_found_by_stems_that_its_words_do_not_have_is_named(
    world: World, settings: Settings
) -> None:
    redact(world, 17, "title")
    world.sql("UPDATE search_texts SET words = 'zanzibari zoe' WHERE reference = 'T1'")

    assert places(search(world, settings)) == {"table search_texts, column words": ("T1",)}


def test_every_table_is_in_the_list(database_url: str) -> None:
    engine = create_engine(make_engine_url(database_url))
    with closing(engine.connect()) as connection:
        tables = inspect(connection).get_table_names()
    engine.dispose()

    assert set(tables) - TABLE_REMEDIES.keys() == set()
    assert {*TABLES, *(table.name for table in HISTORY.values())} <= TABLE_REMEDIES.keys()


def test_stems_that_stay_in_the_index_of_sqlite_are_found(
    sqlite_url: str, settings: Settings
) -> None:
    world = World(sqlite_url)
    with closing(world.registry):
        world.record(*setting())
        world.sql("INSERT INTO search_index(rowid, words) VALUES (1, 'zanzibar zanzibari zoe')")

        found = search(world, settings, "Zanzibari")

    assert [one.place for one in found.found if one.place.startswith("index")] == [
        "index search_index"
    ]


def test_statistics_of_postgresql_are_searched(postgres_url: str, settings: Settings) -> None:
    world = World(postgres_url)
    with closing(world.registry):
        world.record(*setting(), target("T2", title=f"About {NAME}"))
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute("ANALYZE")

        statistics = [
            one.place
            for one in search(world, settings).found
            if one.place.startswith("statistics of")
        ]

    assert "statistics of targets.title" in statistics


def test_a_dead_key_of_the_index_of_postgresql_is_found(
    postgres_url: str, settings: Settings
) -> None:
    """VACUUM leaves the keys of an inverted index, and what stood on its pages."""
    world = World(postgres_url)
    with closing(world.registry):
        world.record(*setting(), target("T2", title="Zanzibari"))
        redact(world, 17, "title")
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute("VACUUM")
            connection.execute("CHECKPOINT")
        before = search(world, settings, "Zanzibari")
        clean(world)
        after = search(world, settings, "Zanzibari")

    assert any("(ix_search_texts_words)" in one.place for one in before.found)
    assert beyond_the_log(after) == []


def test_without_the_rights_the_files_of_postgresql_are_said_not_to_be_searched(
    postgres_url: str, settings: Settings
) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE ROLE plain LOGIN PASSWORD 'plain' IN ROLE pg_read_all_data")
    try:
        world = World(re.sub("//.*@", "//plain:plain@", postgres_url))
        with closing(world.registry):
            found = search(world, settings)
    finally:
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute("DROP ROLE plain")

    assert [note for note in found.notes if "needs a superuser" in note]
    assert (found.found, found.unsearched) == ([], [])
