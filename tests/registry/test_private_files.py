"""On a machine with other users: nothing of ours can be read by them, and no lock be held."""

import fcntl
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from filelock import Timeout

from publish.releases.atomic_files import open_staging
from registry import Registry, Settings, Unavailable, migrate
from registry.private_files import hold_lock
from registry.signing import create_key, locate_key
from tests.registry.world import World, target

NOBODY = 65534
AS_NOBODY = f"""
import fcntl, os, sys
os.setgid({NOBODY}); os.setuid({NOBODY})
for path in sys.argv[1:]:
    try:
        fcntl.flock(os.open(path, os.O_RDONLY), fcntl.LOCK_EX)
        print("locked")
    except PermissionError:
        print("refused")
"""


def mode(path: Path) -> str:
    return f"{stat.S_IMODE(path.stat().st_mode):o}"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A registry in a data folder that it made itself, with the rights that most machines give."""
    before = os.umask(0o022)
    url = f"sqlite:///{tmp_path}/data/answerable.sqlite"
    migrate(url)
    world = World(url)
    with closing(world.registry):
        yield world
    os.umask(before)


def test_the_database_its_logs_and_its_lock_are_their_owners(world: World, tmp_path: Path) -> None:
    with world.registry.writing(), world.registry.reading():
        modes = {path.name: mode(path) for path in (tmp_path / "data").iterdir()}

    assert mode(tmp_path / "data") == "750"
    assert modes == {
        "answerable.sqlite": "600",
        "answerable.sqlite-shm": "600",
        "answerable.sqlite-wal": "600",
        "answerable.sqlite.lock": "600",
    }


def test_keys_and_releases_being_made_are_their_owners(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    create_key(locate_key(settings), "registry.example")

    with open_staging(tmp_path / "data/releases") as staging:
        staged = mode(staging)

    assert staged == "700"
    assert mode(tmp_path / "data") == mode(tmp_path / "data/releases") == "750"
    assert mode(tmp_path / "data/keys") == "700"
    assert mode(locate_key(settings)) == mode(tmp_path / "data/releases/.lock") == "600"


def test_a_database_that_others_could_read_is_closed_to_them_by_the_next_writer(
    world: World, tmp_path: Path
) -> None:
    database = tmp_path / "data/answerable.sqlite"
    database.chmod(0o664)

    with world.registry.writing():
        pass

    assert mode(database) == "660"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_somebody_else_cannot_hold_the_lock() -> None:
    # Not below the folder of the tests, which nobody else can enter at all.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "open").touch(0o644)
        migrate(f"sqlite:///{folder}/answerable.sqlite")
        files = [folder / "open", *sorted(folder.glob("answerable*"))]

        ended = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, *files], capture_output=True, text=True, check=True
        )

    assert [path.name for path in files] == [
        "open",
        "answerable.sqlite",
        "answerable.sqlite.lock",
    ]
    assert ended.stdout.splitlines() == ["locked", "refused", "refused"]


def test_a_lock_that_others_could_open_and_hold_does_not_stop_a_writer(
    world: World, tmp_path: Path
) -> None:
    lock = tmp_path / "data/answerable.sqlite.lock"
    lock.chmod(0o644)

    with lock.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with world.registry.writing():
            written = mode(lock)

    assert written == "600"


def test_a_lock_that_others_could_open_is_replaced_unless_somebody_works_under_it(
    tmp_path: Path,
) -> None:
    lock = tmp_path / ".lock"
    lock.touch(0o644)

    with lock.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(Timeout), hold_lock(lock, 0):
            pass
        lock.chmod(0o644)
        fcntl.flock(held, fcntl.LOCK_UN)
        with hold_lock(lock, 0):
            assert mode(lock) == "600"
            assert not os.path.samestat(lock.stat(), os.fstat(held.fileno()))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to somebody else")
def test_a_lock_of_somebody_else_is_refused(world: World, tmp_path: Path) -> None:
    lock = tmp_path / "data/answerable.sqlite.lock"
    os.chown(lock, NOBODY, NOBODY)
    before = world.everything()

    with pytest.raises(Unavailable, match=r"is no lock of this user's.*Remove it"):
        world.record(target("T2"))

    assert world.everything() == before


def test_a_link_in_place_of_the_lock_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/answerable.sqlite"
    (tmp_path / "elsewhere").touch(0o600)
    (tmp_path / "answerable.sqlite.lock").symlink_to(tmp_path / "elsewhere")

    with (
        closing(Registry.open(url)) as registry,
        pytest.raises(Unavailable, match="is no lock of this user's"),
        registry.writing(),
    ):
        pass
