"""Words are taken off the record: the releases that held them go, and say so."""

import shutil
from pathlib import Path

import pytest

from publish import (
    CURRENT,
    SUPERSEDED,
    WITHDRAWN,
    find_latest,
    find_release,
    find_tombstone,
    list_releases,
)
from publish.proof import check_release
from registry import InvalidInput, Settings
from registry.acts import Corrected, NegotiationOpened, PartnerRecorded
from registry.vocabulary import PartnerKind
from tests.publish.stories import NEGOTIATIONS, made, published, redact
from tests.registry.test_decisions import advice, decision
from tests.registry.world import World, tell


@pytest.fixture
def releases(world: World, settings: Settings) -> Path:
    """Two releases of the registry, in the second of which entry 17 named a partner."""
    published(world, settings)
    world.record(tell(PartnerRecorded, reference="X", name="Jane", kind=PartnerKind.OTHER))
    return published(world, settings).releases


def statuses(releases: Path, dataset: str) -> dict[str, str]:
    return {one.version: one.status for one in list_releases(releases, dataset)}


def test_only_the_releases_that_held_the_words_are_withdrawn(
    world: World, settings: Settings, releases: Path
) -> None:
    by = redact(world, 17, "name", "It names a person")
    done = published(world, settings)
    stone = find_tombstone(releases, "registry", "1.1.0")

    assert made(done) == {"registry": "1.1.1"}
    assert done.withdrawn == (stone,)
    assert stone is not None
    assert (stone.previous, stone.entry, stone.replaced_by) == ("1.0.0", 17, "1.1.1")
    assert stone.withdrawn_at == world.entry(by)["recorded_at"]
    assert [(one.redacts, one.by, one.reason) for one in stone.reasons] == [
        (17, 18, "It names a person")
    ]
    assert statuses(releases, "registry") == {
        "1.1.1": CURRENT,
        "1.1.0": WITHDRAWN,
        "1.0.0": SUPERSEDED,
    }
    assert statuses(releases, NEGOTIATIONS) == {"1.0.0": CURRENT}


def test_nothing_is_left_of_it_but_the_tombstone(
    world: World, settings: Settings, releases: Path
) -> None:
    redact(world, 17, "name")
    published(world, settings)
    listed = list_releases(releases, "registry")[1]

    assert [path.name for path in (releases / "registry/1.1.0").iterdir()] == ["withdrawn.json"]
    assert (listed.why, listed.files, listed.replaced_by) == ("It names a child", (), "1.1.1")
    assert find_release(releases, "registry", "1.1.0") is None
    everything = b"".join(path.read_bytes() for path in releases.rglob("*") if path.is_file())
    assert b"Jane" not in everything


def test_a_release_that_tells_what_the_words_were_before_is_withdrawn_too(
    world: World, settings: Settings, releases: Path
) -> None:
    told = {"kind": "partners", "record": "X", "field": "name", "value": "Somebody"}
    world.record(tell(Corrected, reason="Private", **told))
    published(world, settings)
    assert "Jane" in (releases / "registry/1.1.1/changes.json").read_text()
    redact(world, 17, "name")
    published(world, settings)

    assert statuses(releases, "registry") == {
        "1.1.2": CURRENT,
        "1.1.1": WITHDRAWN,
        "1.1.0": WITHDRAWN,
        "1.0.0": SUPERSEDED,
    }
    assert b"Jane" not in (releases / "registry/1.1.2/registry.zip").read_bytes()
    assert "Jane" not in (releases / "registry/1.1.2/changes.json").read_text()


def test_a_correction_that_is_redacted_reaches_the_record_that_it_mended(
    world: World, settings: Settings
) -> None:
    told = {"kind": "negotiations", "record": "TALKS", "field": "title", "value": "For Jane"}
    world.record(tell(Corrected, reason="Misread", **told))
    releases = published(world, settings).releases
    redact(world, 17, "value")
    done = published(world, settings)

    assert made(done) == {"registry": "1.0.1", NEGOTIATIONS: "1.0.1"}
    assert statuses(releases, NEGOTIATIONS) == {"1.0.1": CURRENT, "1.0.0": WITHDRAWN}
    assert statuses(releases, "registry") == {"1.0.1": CURRENT, "1.0.0": WITHDRAWN}


def test_a_dataset_that_is_no_more_has_no_latest_release(world: World, settings: Settings) -> None:
    # The only negotiation moves elsewhere, and then loses words that its old dataset published.
    releases = published(world, settings).releases
    moved = {"kind": "negotiations", "record": "TALKS", "field": "agreement", "value": None}
    world.record(tell(Corrected, reason="Misread", **moved))
    redact(world, 16, "title")
    done = published(world, settings)

    assert made(done) == {"registry": "1.0.1", "negotiations-outside-agreements": "1.0.0"}
    assert find_latest(releases, NEGOTIATIONS) is None
    assert not (releases / NEGOTIATIONS / "latest").is_symlink()
    stone = find_tombstone(releases, NEGOTIATIONS, "1.0.0")
    assert stone is not None
    assert stone.replaced_by == ""

    world.record(tell(NegotiationOpened, reference="MORE", title="More", agreement="LAA"))
    assert made(published(world, settings))[NEGOTIATIONS] == "1.1.0"
    again = find_release(releases, NEGOTIATIONS, "1.1.0")
    assert again is not None
    assert (again.previous, again.why) == ("1.0.0", "all releases before it were withdrawn")
    assert (releases / NEGOTIATIONS / "latest").readlink() == Path("1.1.0")


def test_the_next_release_is_proven_against_a_copy_that_somebody_kept(
    world: World, settings: Settings, releases: Path, tmp_path: Path
) -> None:
    kept = shutil.copytree(releases / "registry/1.1.0", tmp_path / "kept")
    redact(world, 17, "name")
    published(world, settings)
    proof = check_release(releases / "registry/1.1.1", since=kept)

    assert proof.since is not None
    assert (proof.since.size, proof.since.ids, proof.since.left) == (17, 17, 0)
    with pytest.raises(InvalidInput, match=r"release 1\.1\.0 was withdrawn at .*: It names a ch"):
        check_release(releases / "registry/1.1.0")


def test_what_was_taken_off_before_the_first_release_withdraws_nothing(
    world: World, settings: Settings
) -> None:
    redact(world, 2, "name")

    assert published(world, settings).withdrawn == ()
    assert published(world, settings).withdrawn == ()


def everything_in(releases: Path) -> bytes:
    return b"".join(path.read_bytes() for path in releases.rglob("*") if path.is_file())


def test_words_that_a_decision_gave_its_citation_are_in_no_later_release(
    world: World, settings: Settings
) -> None:
    published(world, settings)
    world.record(advice(), decision(locator="Letter of Jane"))
    releases = published(world, settings).releases
    assert b"Letter of Jane" in (releases / "registry/latest/citations.csv").read_bytes()

    redact(world, 18, "locator")
    done = published(world, settings)

    assert made(done) == {"registry": "1.1.1", NEGOTIATIONS: "1.1.1"}
    citations = (releases / "registry/latest/citations.csv").read_text().splitlines()
    assert citations[1].split(",")[:4] == ["DECISION/ADVICE", "FICTIONAL", "[redacted]", "S"]
    assert b"Jane" not in everything_in(releases)
    check_release(releases / "registry/latest")


def test_a_tombstone_says_why_in_words_that_still_stand(
    world: World, settings: Settings, releases: Path
) -> None:
    by = redact(world, 17, "name", "Jane is a child")
    published(world, settings)
    assert b"Jane is a child" in everything_in(releases)

    redact(world, by, "reason", "It names the child")
    published(world, settings)

    stone = find_tombstone(releases, "registry", "1.1.0")
    assert stone is not None
    assert [reason.reason for reason in stone.reasons] == ["[redacted]"]
    assert b"Jane" not in everything_in(releases)
