"""Setting up a database, bringing it up to date, and what is said when it is not there."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from registry import Registry, Unavailable, is_current, migrate, verify
from registry.models import Base
from tests.registry.world import World

# The search stands beside the models: FTS5's own tables, and PostgreSQL's index of an expression.
SEARCH = ("search_index", "ix_search_texts_words")


def differences(registry: Registry) -> list[Any]:
    def included(thing: Any, name: str | None, kind: str, *_: Any) -> bool:
        place = f"{thing.table.name}.{name}" if kind == "column" else str(name)
        return not place.startswith(SEARCH)

    with registry.reader.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": included, "compare_type": True}
        )
        found = compare_metadata(context, Base.metadata)
    # What a column means is written in the models alone.
    return [one for one in found if not all(part[0] == "modify_comment" for part in one)]


def test_the_migrations_build_what_the_models_say(empty: World) -> None:
    assert differences(empty.registry) == []


def test_migrating_twice_is_harmless(world: World) -> None:
    before = world.everything()

    migrate(world.url)

    assert is_current(world.url)
    assert world.everything() == before
    assert verify(world.registry).entries == 16


def test_a_new_database_is_set_up_in_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a' / 'b' / 'registry.sqlite'}"

    migrate(url)

    assert is_current(url)
    with closing(World(url).registry) as registry:
        assert verify(registry).entries == 0


def refusal(registry: Registry, *, writing: bool = False) -> str:
    opening = registry.writing if writing else registry.reading
    with closing(registry), pytest.raises(Unavailable) as caught, opening():
        pass
    return str(caught.value)


@pytest.mark.parametrize("writing", [False, True])
def test_a_database_that_is_not_set_up_says_how_to(tmp_path: Path, writing: bool) -> None:
    url = f"sqlite:///{tmp_path / 'registry.sqlite'}"

    assert not is_current(url)
    assert refusal(Registry.open(url), writing=writing) == (
        f"{url} holds no registry yet; run `answerable init`"
    )


@pytest.mark.parametrize("writing", [False, True])
def test_a_postgresql_that_is_not_set_up_says_how_to(postgres_url: str, writing: bool) -> None:
    empty, _, _ = postgres_url.rpartition("/")
    registry = Registry.open(f"{empty}/postgres")

    words = refusal(registry, writing=writing)

    assert words.endswith("/postgres holds no registry yet; run `answerable init`")
    assert "answerable:***@" in words


def test_what_cannot_be_reached_is_told_without_the_password() -> None:
    url = "postgresql://answerable:secret@127.0.0.1:1/none"

    words = refusal(Registry.open(url))
    with pytest.raises(Unavailable, match="cannot be reached"):
        is_current(url)

    assert words.startswith("postgresql://answerable:***@127.0.0.1:1/none cannot be reached: ")
    assert "secret" not in words


def test_a_folder_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'none' / 'registry.sqlite'}"

    assert refusal(Registry.open(url)) == (f"{url} cannot be reached: unable to open database file")


def test_a_file_of_another_kind_is_no_registry(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    path.write_text("not a database at all, but a text of more than a hundred bytes" * 9)

    assert refusal(Registry.open(f"sqlite:///{path}")) == (
        f"sqlite:///{path} cannot be reached: file is not a database"
    )
