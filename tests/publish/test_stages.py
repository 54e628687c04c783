"""A release is made in stages: each takes the value that the one before returned."""

from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from opendata import REGISTRY
from publish.package.convert import convert
from publish.package.describe import describe
from publish.package.draft import PastReleases, PublishingSnapshot, ReleaseDraft
from publish.package.name_release import name_release
from publish.package.prove import prove
from publish.package.seal_package import seal_package
from publish.package.write_tables import write_tables
from publish.package.zip_package import zip_package
from publish.proof import Seal
from registry import Settings
from tests.publish.stories import digests, published
from tests.registry.world import World


@pytest.fixture
def draft(world: World, settings: Settings, tmp_path: Path) -> Iterator[ReleaseDraft]:
    """The first release of the small registry, in an empty folder."""
    folder = tmp_path / "staged/registry"
    folder.mkdir(parents=True)
    with world.registry.reading() as session:
        seal = Seal.from_settings(settings)
        snapshot = PublishingSnapshot.take(world.registry, session.connection, seal, settings)
        content = REGISTRY.read_content(session.connection)
        past = PastReleases.read_folder(tmp_path / "releases", REGISTRY.name)
        yield ReleaseDraft(snapshot, REGISTRY, content, past, folder)


def lying_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_each_stage_adds_its_own_files(draft: ReleaseDraft) -> None:
    seen: set[str] = set()

    def added() -> set[str]:
        fresh = lying_in(draft.folder) - seen
        seen.update(fresh)
        return fresh

    tables = write_tables(draft, lambda rows: None)
    assert added() == {f"{resource.name}.csv" for resource in REGISTRY.resources()}
    named = name_release(tables)
    assert added() == {"changes.json"}
    described = describe(named)
    assert added() == {"datapackage.json", "README.md", "LICENCE.md"}
    proven = prove(described)
    tables_of_proof = {
        "acts.csv",
        "corrections.csv",
        "redactions.csv",
        "record_entries.csv",
        "leaves.csv",
        "tree.csv",
    }
    assert added() == {*tables_of_proof, "rows.json", "checkpoint"}
    zipped = zip_package(proven)
    assert added() == {"registry.zip"}
    converted = convert(zipped)
    assert {"registry.sqlite", "registry.xlsx", "areas.parquet", "dictionary.md"} <= added()
    release = seal_package(converted)
    assert added() == {"SHA256SUMS", "release.json"}

    assert {file.path for file in release.files} == seen - {"release.json"}


def test_stage_by_stage_it_is_the_release_that_publish_makes(
    draft: ReleaseDraft, world: World, settings: Settings
) -> None:
    named = name_release(write_tables(draft, lambda rows: None))
    seal_package(convert(zip_package(prove(describe(named)))))

    releases = published(world, settings).releases

    assert digests(draft.folder) == digests(releases / "registry/1.0.0")


def test_a_stage_cannot_change_what_it_was_given(draft: ReleaseDraft) -> None:
    tables = write_tables(draft, lambda rows: None)

    with pytest.raises(FrozenInstanceError):
        tables.files = {}  # type: ignore[misc]  # this is what is tried


def test_the_zip_is_the_same_when_its_stage_is_taken_again(draft: ReleaseDraft) -> None:
    proven = prove(describe(name_release(write_tables(draft, lambda rows: None))))

    first = zip_package(proven)

    assert zip_package(proven).files == first.files
