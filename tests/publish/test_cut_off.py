"""Kills, full disks and other runs: whatever happens, what was released stays whole."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from publish import Busy, find_latest, find_tombstone, list_releases, publish
from publish.releases.atomic_files import take_turn
from registry import Settings
from registry.acts import PartnerRecorded
from registry.vocabulary import PartnerKind
from tests.publish.stories import (
    NEGOTIATIONS,
    Beginning,
    begin,
    digests,
    made,
    published,
    redact,
)
from tests.registry.world import World, tell
from tests.support.databases import SqliteDatabases
from tests.support.soak import Trials

KILLS = Trials("kills of a run that publishes", 100)
# A run opens, makes, renames and removes files about 600 times for each dataset.
MOST = 700
ROOT = Path(__file__).resolve().parents[2]
CHILD = """
import os, resource, signal, sys
from pathlib import Path
from publish import publish
from registry import Registry, Settings

url, folder, last, most = sys.argv[1:]
left = int(most) if last == "anywhere" else 0
# What SQLite does with its own files goes unseen.
EVENTS = {"open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.truncate"}
def count(event, arguments):
    global left
    if event in EVENTS and any(str(each).startswith(folder) for each in arguments):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
if left:
    sys.addaudithook(count)
def step(name):
    if name == last and most == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if name == last and most == "wait":
        print("here", flush=True)
        sys.stdin.readline()
    if name == last and most.isdigit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), int(most)))
settings = Settings(data_dir=Path(folder), base_url="https://registry.example")
done = publish(Registry.open(url), settings, on_step=step, audit=lambda _: None)
print(*(f"{one.dataset} {one.version}" for one in done.made), flush=True)
"""


def child(world: World, settings: Settings, *told: str) -> subprocess.Popen[str]:
    """Another process that publishes."""
    command = [sys.executable, "-c", CHILD, world.url, str(settings.data_dir), *told]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str], told: str = "") -> tuple[int, str, str]:
    out, err = process.communicate(told)
    return process.returncode, out, err


def whole(releases: Path, dataset: str) -> bool:
    """Whether every file of the latest release is what its release.json says."""
    release = find_latest(releases, dataset)
    assert release is not None
    there = digests(releases / dataset / "latest")
    del there["release.json"]
    return there == {file.path: file.sha256 for file in release.files}


def record_partner(world: World, reference: str) -> None:
    world.record(tell(PartnerRecorded, reference=reference, name="Jane", kind=PartnerKind.OTHER))


@pytest.fixture(scope="session")
def two_releases(
    sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Beginning:
    """Two releases of all, the second of which has to be withdrawn for the third."""

    def story(world: World, settings: Settings) -> None:
        published(world, settings)
        record_partner(world, "X")
        published(world, settings)
        redact(world, 17, "name")
        redact(world, 16, "title")

    return begin(sqlite_databases, tmp_path_factory.mktemp("two-releases"), story)


@pytest.fixture
def world(two_releases: Beginning, tmp_path: Path) -> Iterator[World]:
    world = two_releases.copy(tmp_path)
    with closing(world.registry):
        yield world


@pytest.fixture
def releases(world: World, settings: Settings) -> Path:
    """The releases beside the registry."""
    return settings.data_dir / "releases"


STEPS = [
    "recover",
    "write registry",
    "name registry",
    "describe registry",
    "prove registry",
    "zip registry",
    "convert registry",
    "seal registry",
    f"write {NEGOTIATIONS}",
    "audit",
    "sync",
    "place",
    "switch registry",
    f"switch {NEGOTIATIONS}",
    "withdraw registry 1.1.0",
    "clear registry 1.1.0",
    f"withdraw {NEGOTIATIONS} 1.0.0",
    "list",
]


@pytest.mark.parametrize("step", STEPS)
def test_whenever_it_is_killed_releases_are_whole_and_the_next_run_finishes(
    world: World, settings: Settings, releases: Path, step: str
) -> None:
    code, _, err = ended(child(world, settings, step, "kill"))

    assert (code, err) == (-9, "")
    assert whole(releases, "registry")
    assert whole(releases, NEGOTIATIONS)

    done = published(world, settings)

    newest = {"registry": "1.1.1", NEGOTIATIONS: "1.0.1"}
    assert {one.dataset: one.version for one in (*done.made, *done.unchanged)} == newest
    for dataset, version in newest.items():
        assert whole(releases, dataset)
        assert (releases / dataset / "latest").readlink() == Path(version)
        gone = [one.version for one in list_releases(releases, dataset) if one.withdrawn_at]
        assert gone == [one.version for one in list_releases(releases, dataset)][1:]
        for one in gone:
            assert find_tombstone(releases, dataset, one) is not None
            assert [path.name for path in (releases / dataset / one).iterdir()] == [
                "withdrawn.json"
            ]
    assert not (releases / ".staging").exists()
    assert made(published(world, settings)) == {}


@KILLS.mark
def test_wherever_it_is_killed_releases_are_whole_again_and_again(
    world: World, settings: Settings, releases: Path
) -> None:
    chance, codes = KILLS.random(), []
    for number in range(KILLS.count):
        record_partner(world, f"X{number}")
        code, _, err = ended(child(world, settings, "anywhere", str(chance.randint(1, MOST))))
        assert err == "", number
        assert whole(releases, "registry"), number
        assert whole(releases, NEGOTIATIONS), number
        codes.append(code)

    published(world, settings)

    assert set(codes) <= {-9, 0}
    assert codes.count(-9) > len(codes) // 2
    for dataset in ("registry", NEGOTIATIONS):
        assert whole(releases, dataset)
        newest = list_releases(releases, dataset)[0].version
        assert (releases / dataset / "latest").readlink() == Path(newest)
    assert not (releases / ".staging").exists()
    assert made(published(world, settings)) == {}


@pytest.mark.parametrize("step", ["write registry", f"zip {NEGOTIATIONS}"])
def test_a_file_that_cannot_be_written_ends_the_run_and_harms_nothing(
    world: World, settings: Settings, releases: Path, step: str
) -> None:
    before = {name: digests(releases / name / "latest") for name in ("registry", NEGOTIATIONS)}
    # The system itself lets no file grow beyond this; it answers as a full disk does.
    code, _, err = ended(child(world, settings, step, "3000"))

    assert code == 1
    assert "OSError: [Errno 27] File too large" in err
    assert not (releases / ".staging").exists()
    assert before == {name: digests(releases / name / "latest") for name in before}
    assert made(published(world, settings)) == {"registry": "1.1.1", NEGOTIATIONS: "1.0.1"}


def test_a_tombstone_that_cannot_be_written_leaves_what_was_switched(
    world: World, settings: Settings, releases: Path
) -> None:
    code, _, err = ended(child(world, settings, "withdraw registry 1.1.0", "10"))

    assert code == 1
    assert "File too large" in err
    assert (releases / "registry/latest").readlink() == Path("1.1.1")
    assert whole(releases, "registry")
    assert {one.version for one in published(world, settings).withdrawn} == {"1.1.0", "1.0.0"}


def test_two_runs_at_once_take_turns(world: World, settings: Settings, releases: Path) -> None:
    first = child(world, settings, "audit", "wait")
    assert first.stdout is not None
    assert first.stdout.readline() == "here\n"
    second = child(world, settings, "none", "0")
    with pytest.raises(Busy, match="another run is publishing into"):
        publish(world.registry, settings, on_wait=None)
    code, out, _ = ended(first, "go on\n")

    assert (code, out) == (0, f"registry 1.1.1 {NEGOTIATIONS} 1.0.1\n")
    # The second waited for the first, and found nothing left to do.
    assert ended(second)[:2] == (0, "\n")
    assert whole(releases, "registry")


def test_a_run_that_was_killed_holds_nobody_up(
    world: World, settings: Settings, releases: Path
) -> None:
    assert ended(child(world, settings, "audit", "kill"))[0] == -9

    with take_turn(releases, on_wait=None):
        pass
    assert made(published(world, settings, on_wait=None))["registry"] == "1.1.1"
