"""Words are redacted after their dataset ended: no destination keeps them."""

import os
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

import pytest

from publish.delivery import deliver, open_destination
from registry import Settings
from registry.acts import Corrected
from tests.publish.stories import BASE_URL, NEGOTIATIONS, published, redact
from tests.registry.world import World, setting, tell
from tests.support.portals import Portal

BUCKET = "s3://open-data/answerable"
WORDS = b"Zanzibar"


@pytest.fixture
def world(sqlite_url: str) -> Iterator[World]:
    """A negotiation whose title names a person (entry 17)."""
    made = World(sqlite_url)
    with closing(made.registry):
        made.record(*setting())
        _correct(made, "title", "About Zanzibar")
        yield made


def _correct(world: World, field: str, value: str | None) -> None:
    told = {"kind": "negotiations", "record": "TALKS", "field": field, "value": value}
    world.record(tell(Corrected, reason="Misread", **told))


def _publish_and_deliver(world: World, settings: Settings, to: str) -> None:
    releases = published(world, settings).releases
    deliver(open_destination(to, os.environ, settings), releases)


def _live_through(world: World, settings: Settings, to: str) -> None:
    """Deliver the words, end their dataset, redact them, and deliver again."""
    _publish_and_deliver(world, settings, to)
    _correct(world, "agreement", None)
    _publish_and_deliver(world, settings, to)
    redact(world, 17, "value")
    _publish_and_deliver(world, settings, to)


def _has_words(data: bytes) -> bool:
    if not is_zipfile(BytesIO(data)):
        return WORDS in data
    with ZipFile(BytesIO(data)) as archive:
        return any(_has_words(archive.read(name)) for name in archive.namelist())


def _read_folder(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def _read_bucket(s3: Any) -> dict[str, bytes]:
    keys = [each["Key"] for each in s3.list_objects_v2(Bucket="open-data")["Contents"]]
    return {
        key.removeprefix("answerable/"): s3.get_object(Bucket="open-data", Key=key)["Body"].read()
        for key in keys
    }


@pytest.mark.parametrize("kind", ["store", "folder"])
def test_a_dataset_that_ended_leaves_only_its_list_and_tombstones(
    world: World, s3: Any, tmp_path: Path, kind: str
) -> None:
    settings = Settings(data_dir=tmp_path / "data", base_url=BASE_URL)
    static = tmp_path / "static"
    to = str(static) if kind == "folder" else BUCKET

    _live_through(world, settings, to)

    there = _read_folder(static) if kind == "folder" else _read_bucket(s3)
    assert {key for key in there if key.startswith(f"{NEGOTIATIONS}/")} == {
        f"{NEGOTIATIONS}/releases.json",
        f"{NEGOTIATIONS}/releases/1.0.0/withdrawn.json",
    }
    assert [key for key, data in there.items() if _has_words(data)] == []


def test_what_latest_has_and_the_newest_release_lacks_is_deleted(
    world: World, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path / "data", base_url=BASE_URL)
    static = tmp_path / "static"
    _publish_and_deliver(world, settings, str(static))
    stray = static / "registry/latest/older.csv"
    stray.write_bytes(WORDS)

    _publish_and_deliver(world, settings, str(static))

    assert not stray.exists()
    assert (static / "registry/latest/targets.csv").exists()


def test_an_ended_dataset_can_be_named(world: World, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", base_url=BASE_URL)
    static = tmp_path / "static"
    _publish_and_deliver(world, settings, str(static))
    _correct(world, "agreement", None)
    redact(world, 17, "value")
    releases = published(world, settings).releases

    deliver(open_destination(str(static), os.environ, settings), releases, [NEGOTIATIONS])

    assert not list((static / NEGOTIATIONS / "latest").iterdir())


def test_a_portal_lists_an_ended_dataset_no_more(
    world: World, ckan: Portal, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path / "data", base_url=BASE_URL, catalogue_fiction=True)

    _live_through(world, settings, f"ckan+{ckan.address}")

    assert f"answerable-{NEGOTIATIONS}" not in {each["name"] for each in ckan.active()}
    assert [each for each in ckan.packages.values() if WORDS.decode() in str(each)] == []
