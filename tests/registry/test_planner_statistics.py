"""PostgreSQL samples words for its planner: a redaction is whole once they are sampled again."""

from collections.abc import Iterator
from contextlib import closing
from uuid import uuid4

import pytest
from sqlalchemy import make_url

from cli.errors import exit_code
from registry import Incomplete, Registry
from registry.recording import erase_redacted_words
from tests.registry.saying import Words, take_off
from tests.registry.world import World, setting, target

WORDS = Words(17, "title", "About Zanzibar")
# What the planner may see of a table's words: of its columns and indices, and of columns together.
STATISTICS = """
    SELECT tablename || '.' || attname FROM pg_stats
    WHERE concat(most_common_vals, histogram_bounds, most_common_elems) ~* 'zanzibar'
    UNION ALL
    SELECT tablename || '.' || statistics_name FROM pg_stats_ext
    WHERE most_common_vals::text ~* 'zanzibar'
    ORDER BY 1
"""


@pytest.fixture
def world(postgres_url: str) -> Iterator[World]:
    """A registry whose entry 17 names a place, which PostgreSQL has sampled."""
    made = World(postgres_url)
    with closing(made.registry):
        made.record(*setting(), target("T2", title=WORDS.text))
        made.sql("CREATE STATISTICS together (mcv) ON title, reference FROM targets", "ANALYZE")
        yield made


def test_words_that_were_sampled_are_in_no_statistics_after_a_redaction(world: World) -> None:
    assert world.column(STATISTICS) == [
        "entries.payload",
        "ix_search_texts_words.string_to_array",
        "search_texts.title",
        "search_texts.words",
        "targets.title",
        "targets.together",
    ]
    take_off(world, WORDS, source="S")
    _vacuum(world)
    assert "targets.title" in world.column(STATISTICS)

    erase_redacted_words(world.registry, 30)

    assert world.column(STATISTICS) == []
    world.sql("ANALYZE")
    assert world.column(STATISTICS) == []


def _vacuum(world: World) -> None:
    with world.registry.writer.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql("VACUUM FULL")


@pytest.fixture
def writer_url(world: World) -> Iterator[str]:
    """The address for somebody who may write into every table and owns none."""
    writer = f"writer_{uuid4().hex}"
    world.sql(
        f"CREATE ROLE {writer} LOGIN PASSWORD 'secret'",
        f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {writer}",
    )
    url = make_url(world.url).set(username=writer, password="secret")
    yield url.render_as_string(hide_password=False)
    world.sql(f"DROP OWNED BY {writer}", f"DROP ROLE {writer}")


def test_who_may_not_analyse_a_table_is_told_so(world: World, writer_url: str) -> None:
    take_off(world, WORDS, source="S")

    with (
        closing(Registry.open(writer_url)) as theirs,
        pytest.raises(Incomplete, match="Run ANALYZE as the owner") as told,
    ):
        erase_redacted_words(theirs, 30)

    assert exit_code(told.value) == 5


def test_a_table_that_somebody_vacuums_is_waited_for(world: World) -> None:
    take_off(world, WORDS, source="S")
    with world.registry.writer.connect() as connection, connection.begin():
        connection.exec_driver_sql("LOCK TABLE targets IN SHARE UPDATE EXCLUSIVE MODE")
        with pytest.raises(Incomplete, match="could not be analysed"):
            erase_redacted_words(world.registry, 0.3)

    erase_redacted_words(world.registry, 30)

    assert world.column(STATISTICS) == []
    assert world.column("SHOW lock_timeout") == ["0"]
