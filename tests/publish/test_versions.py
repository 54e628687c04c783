"""A release's version follows from what changed, and its list tells of all of them."""

import json
from pathlib import Path

import pytest

from publish import (
    CURRENT,
    SUPERSEDED,
    ListedRelease,
    Release,
    find_latest,
    find_release,
    find_tombstone,
    list_releases,
    releases_folder,
)
from publish.proof import check_release
from publish.releases.versions import VersionPart, make_sort_key, next_version
from registry import Settings
from registry.acts import Corrected, PartnerRecorded, ProposalMade
from registry.vocabulary import PartnerKind, ProposalSubject
from tests.publish.stories import NEGOTIATIONS, changes, made, published, references
from tests.registry.world import World, lead, tell

PROPOSAL = {"title": "A proposal", "text": "More", "subject": ProposalSubject.OTHER}


def mend(world: World, value: str = "Mended") -> None:
    told = {"kind": "targets", "record": "T1", "field": "title", "value": value}
    world.record(tell(Corrected, reason="Misread", **told))


def partner(world: World, reference: str) -> None:
    world.record(tell(PartnerRecorded, reference=reference, name="X", kind=PartnerKind.OTHER))


@pytest.mark.parametrize(
    ("version", "part", "next_one"),
    [
        (None, VersionPart.PATCH, "1.0.0"),
        ("0000000123.1", VersionPart.MAJOR, "1.0.0"),
        ("1.4.2", VersionPart.PATCH, "1.4.3"),
        ("1.4.2", VersionPart.MINOR, "1.5.0"),
        ("1.4.2", VersionPart.MAJOR, "2.0.0"),
    ],
)
def test_a_part_is_raised_as_semantic_versions_say(
    version: str | None, part: VersionPart, next_one: str
) -> None:
    assert next_version(version, part) == next_one


def test_versions_are_sorted_as_numbers_and_old_names_come_first() -> None:
    names = ["1.10.0", "0000000099.1", "1.9.1", "0000000099", "0000000100", "1.9.0"]

    assert sorted(names, key=make_sort_key) == [
        *("0000000099", "0000000099.1", "0000000100", "1.9.0", "1.9.1", "1.10.0")
    ]


def test_new_records_raise_the_second_part_and_corrections_the_third(
    world: World, settings: Settings
) -> None:
    first = published(world, settings)
    partner(world, "X")
    second = published(world, settings)
    mend(world)
    third = published(world, settings)
    world.record(tell(ProposalMade, reference="P", negotiation="TALKS", by="COUNCIL", **PROPOSAL))
    fourth = published(world, settings)

    assert made(first) == {"registry": "1.0.0", NEGOTIATIONS: "1.0.0"}
    assert made(second) == {"registry": "1.1.0"}
    assert made(third) == {"registry": "1.1.1"}
    assert made(fourth) == {"registry": "1.2.0", NEGOTIATIONS: "1.1.0"}
    newest = find_latest(fourth.releases, "registry")
    assert newest is not None
    assert (newest.previous, newest.why) == ("1.1.1", "new records")


def test_a_lead_that_is_new_has_a_record_of_its_own(world: World, settings: Settings) -> None:
    world.record(lead("POLICE", "2007-04-01"))
    published(world, settings)
    world.record(lead("COUNCIL", "2008-04-01"))

    assert made(published(world, settings))["registry"] == "1.1.0"


def rename(folder: Path, old: str, new: str) -> None:
    """Make it look as if a column of the release's targets had had another name."""
    for name, form in {"datapackage.json": '"name": "{}"', "targets.csv": ",{},"}.items():
        text = (folder / name).read_bytes().decode()
        assert form.format(old) in text
        (folder / name).write_bytes(text.replace(form.format(old), form.format(new)).encode())


def forget(folder: Path) -> None:
    """Make it look as if the release had been made by another version of the software."""
    told = json.loads((folder / "release.json").read_text())
    (folder / "release.json").write_text(json.dumps({**told, "shape": "", "fingerprint": ""}))


def test_a_column_that_goes_raises_the_first_part(world: World, settings: Settings) -> None:
    folder = published(world, settings).releases / "registry/1.0.0"
    rename(folder, "spatial_level", "level")
    forget(folder)
    done = published(world, settings)
    told = changes(done.releases / "registry/2.0.0")

    assert made(done)["registry"] == "2.0.0"
    assert {"table": "targets", "column": "level", "change": "removed"} in told["shape"]
    assert {"table": "targets", "column": "spatial_level", "change": "added"} in told["shape"]
    assert told["why"] == "tables or columns went away or are of another type"


def test_other_words_around_the_same_records_raise_the_third_part(
    world: World, settings: Settings
) -> None:
    forget(published(world, settings).releases / "registry/1.0.0")
    done = published(world, settings)

    assert made(done) == {"registry": "1.0.1"}
    told = changes(done.releases / "registry/1.0.1")
    assert (told["why"], told["rows"]) == (
        "no record changed, only what is told around them",
        [],
    )


def told(listed: tuple[ListedRelease, ...]) -> list[tuple[str, str, str]]:
    return [(one.version, one.previous, one.status) for one in listed]


def test_all_releases_are_listed_the_newest_first(world: World, settings: Settings) -> None:
    releases = published(world, settings).releases
    partner(world, "X")
    published(world, settings)
    listed = list_releases(releases, "registry")
    release = find_release(releases, "registry", "1.0.0")

    assert told(listed) == [("1.1.0", "1.0.0", CURRENT), ("1.0.0", "", SUPERSEDED)]
    assert isinstance(release, Release)
    assert (listed[1].entry, listed[1].root, listed[1].files) == (16, release.root, release.files)
    # Beside the records: an entry for each, and what the one target's answer is.
    assert (listed[0].records, listed[0].rows) == (17, 35)
    assert find_tombstone(releases, "registry", "1.0.0") is None
    listing = json.loads((releases / "registry/releases.json").read_text())
    assert listing["latest"] == "1.1.0"
    assert listing["releases"][1]["files"][0] == {
        "path": "sources.csv",
        "bytes": release.files[0].size,
        "sha256": release.files[0].sha256,
        "rows": 1,
    }


def test_a_list_that_is_lost_or_spoilt_is_made_again(world: World, settings: Settings) -> None:
    releases = published(world, settings).releases
    listing = releases / "registry/releases.json"
    before = listing.read_bytes()
    listing.unlink()

    assert told(list_releases(releases, "registry")) == [("1.0.0", "", CURRENT)]
    published(world, settings)
    assert listing.read_bytes() == before
    listing.write_bytes(before[:100])
    assert told(list_releases(releases, "registry")) == [("1.0.0", "", CURRENT)]
    published(world, settings)
    assert listing.read_bytes() == before


@pytest.mark.parametrize(
    ("dataset", "version"),
    [("registry", "../registry/1.0.0"), ("../releases/registry", "1.0.0"), ("registry", "latest"),
     (".staging", "1.0.0"), ("registry", "9.9.9"), ("nothing", "1.0.0"), ("", "")],
)  # fmt: skip
def test_what_is_no_release_is_not_found(
    world: World, settings: Settings, dataset: str, version: str
) -> None:
    releases = published(world, settings).releases

    assert find_release(releases, dataset, version) is None
    assert find_tombstone(releases, dataset, version) is None


def test_releases_of_the_time_before_versions_stay_and_the_first_version_follows(
    world: World, settings: Settings
) -> None:
    releases = published(world, settings).releases
    for dataset in ("registry", NEGOTIATIONS):
        of_old(releases / dataset)
    partner(world, "X")
    done = published(world, settings)
    listed = list_releases(releases, "registry")

    assert made(done) == {"registry": "1.0.0", NEGOTIATIONS: "1.0.0"}
    assert told(listed) == [("1.0.0", "0000000016", CURRENT), ("0000000016", "", SUPERSEDED)]
    assert changes(releases / "registry/latest")["counts"] == {"partners": {"added": 1}}
    old = releases / "registry/0000000016"
    assert check_release(releases / "registry/latest", since=old / "checkpoint").since is not None


def of_old(dataset: Path) -> None:
    """What a dataset's folder was like before there were versions."""
    (dataset / "releases.json").unlink()
    (dataset / "1.0.0").rename(dataset / "0000000016")
    (dataset / "latest").unlink()
    (dataset / "latest").symlink_to("0000000016")
    path = dataset / "0000000016/release.json"
    told = json.loads(path.read_text())
    gone = ("version", "previous", "why")
    kept = {name: value for name, value in told.items() if name not in gone}
    path.write_text(json.dumps({**kept, "release": "0000000016", "shape": "", "fingerprint": ""}))


def test_every_reference_of_a_release_is_in_the_next(world: World, settings: Settings) -> None:
    folders = []
    for number in range(3):
        folders.append((published(world, settings).releases / "registry/latest").resolve())
        partner(world, f"X{number}")
        mend(world, f"Mended {number}")

    assert references(folders[0]) < references(folders[1]) < references(folders[2])
    assert [folder.name for folder in folders] == ["1.0.0", "1.1.0", "1.2.0"]


def test_a_package_says_which_release_it_is_and_how_to_cite_it(
    world: World, settings: Settings
) -> None:
    folder = published(world, settings).releases / "registry/1.0.0"
    package = json.loads((folder / "datapackage.json").read_text())
    readme = (folder / "README.md").read_text()
    home = "https://registry.example/data/registry/"

    assert (package["version"], package["id"], package["homepage"]) == ("1.0.0", home, home)
    assert package["created"] == package["answerable:ledger"]["recorded_at"]
    assert f"release 1.0.0, entry 16 of the ledger. {home}releases/1.0.0/\n" in readme
    assert releases_folder(settings.data_dir) == folder.parents[1]
