"""Past releases are made again of the ledger: the same bytes, or what is missing is told."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from publish import rebuild, releases_folder
from publish.proof import check_release
from registry import REGISTRAR, Damaged, InvalidInput, Registry, Settings, record
from registry.acts import Corrected, PartnerRecorded
from registry.signing import create_key, find_signer, locate_key
from registry.vocabulary import PartnerKind
from tests.proof.releasing import resign
from tests.proof.test_insiders import edit
from tests.publish.stories import (
    NEGOTIATIONS,
    Beginning,
    begin,
    digests,
    published,
    redact,
)
from tests.registry.world import Clock, World, lead, setting, tell
from tests.support.databases import SqliteDatabases
from tests.support.publishing import publish_unaudited

NAME = "registry.example/log"


@pytest.fixture(scope="session")
def three_releases(
    sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Beginning:
    """Three signed releases of the registry: at entries 16, 18 and 19."""

    def story(world: World, settings: Settings) -> None:
        create_key(locate_key(settings), NAME)
        published(world, settings)
        world.record(
            tell(PartnerRecorded, reference="X", name="Jane", kind=PartnerKind.OTHER),
            lead("POLICE", "2007-04-01"),
        )
        published(world, settings)
        told = {"kind": "negotiations", "record": "TALKS", "field": "title", "value": "Mended"}
        world.record(tell(Corrected, reason="Misread", **told))
        published(world, settings)

    return begin(sqlite_databases, tmp_path_factory.mktemp("three-releases"), story)


@pytest.fixture
def world(three_releases: Beginning, tmp_path: Path) -> Iterator[World]:
    world = three_releases.copy(tmp_path)
    with closing(world.registry):
        yield world


@pytest.fixture
def history(world: World, settings: Settings) -> Path:
    """The releases beside the registry."""
    return settings.data_dir / "releases"


def again(world: World, settings: Settings, number: int) -> dict[str, tuple[str, Path, list[str]]]:
    """By dataset the version that was made again, where it lies, and the files that differ."""
    done = rebuild(
        world.registry,
        settings,
        number,
        settings.data_dir / "again",
        releases_folder(settings.data_dir),
    )
    return {
        one.release.dataset: (one.release.version, one.folder, list(one.differing)) for one in done
    }


@pytest.mark.parametrize(
    ("number", "versions"),
    [
        (16, {"registry": "1.0.0", NEGOTIATIONS: "1.0.0"}),
        (17, {"registry": "1.0.0", NEGOTIATIONS: "1.0.0"}),
        (18, {"registry": "1.1.0", NEGOTIATIONS: "1.0.0"}),
        (99, {"registry": "1.1.1", NEGOTIATIONS: "1.0.1"}),
    ],
)
def test_every_past_release_is_made_again_byte_for_byte(
    world: World, settings: Settings, history: Path, number: int, versions: dict[str, str]
) -> None:
    made = again(world, settings, number)

    assert {name: version for name, (version, _, _) in made.items()} == versions
    for dataset, (version, folder, differing) in made.items():
        assert differing == []
        assert folder == settings.data_dir / "again" / dataset / version
        assert digests(folder) == digests(history / dataset / version)
        assert f"{dataset}.zip.minisig" in digests(folder)


def test_each_database_makes_its_releases_again(database_url: str, tmp_path: Path) -> None:
    registry = Registry.open(database_url, clock=Clock())
    settings = Settings(data_dir=tmp_path)
    for acts in (setting(), [lead("POLICE", "2007-04-01")]):
        with registry.writing() as session:
            record(session, acts, author=REGISTRAR)
        publish_unaudited(registry, settings)
    done = rebuild(registry, settings, 16, tmp_path / "again", releases_folder(tmp_path))
    registry.close()

    assert {(one.release.version, one.differing) for one in done} == {("1.0.0", ())}
    # What was made anew is what was published, down to the last byte of the zip.
    assert digests(tmp_path / "again/registry/1.0.0") == digests(
        tmp_path / "releases/registry/1.0.0"
    )


def test_words_that_were_taken_off_since_are_missing_and_nobody_signs_that(
    world: World, settings: Settings, history: Path
) -> None:
    by = redact(world, 17, "name")
    version, folder, differing = again(world, settings, 18)["registry"]

    assert version == "1.1.0"
    assert {"partners.csv", "SHA256SUMS", "registry.zip"} <= set(differing)
    assert {"targets.csv", "entries.csv", "leaves.csv"}.isdisjoint(differing)
    assert not (folder / "SHA256SUMS.minisig").exists()
    assert "Jane" not in (folder / "partners.csv").read_text()
    assert "Jane" in (history / "registry/1.1.0/partners.csv").read_text()
    # The redaction came after that entry; it is listed, which explains the row.
    assert (folder / "redactions.csv").read_text().splitlines()[1:] == [
        f"17,partners,X,name,It names a child,{by}"
    ]
    proof = check_release(folder)
    assert (proof.entries, proof.rows, proof.signed_by) == (18, 17, None)
    # What held none of these words is made again as it was.
    assert again(world, settings, 16)["registry"][2] == []


def test_what_was_made_again_without_words_is_compared_with_older_releases(
    world: World, settings: Settings, history: Path
) -> None:
    redact(world, 17, "name")
    _, folder, _ = again(world, settings, 18)["registry"]
    was = history / "registry/1.1.0"

    for older, size in ((history / "registry/1.0.0", 16), (was / "checkpoint", 18), (was, 18)):
        proof = check_release(folder, since=older)
        assert proof.since is not None
        assert (proof.since.size, proof.since.left) == (size, 0)


def test_only_the_words_that_a_later_redaction_names_may_be_missing(
    world: World, settings: Settings, history: Path
) -> None:
    redact(world, 17, "name")
    _, folder, _ = again(world, settings, 18)["registry"]
    was = history / "registry/1.1.0"
    edit(folder / "partners.csv", ",OTHER,", ",POLICE,")
    resign(folder, None)

    with pytest.raises(Damaged, match=r"^partners\.csv X: an older release says otherwise"):
        check_release(folder, since=was)


def test_a_signed_release_cannot_tell_of_a_redaction_that_came_later(
    world: World, settings: Settings
) -> None:
    by = redact(world, 17, "name")
    _, folder, _ = again(world, settings, 18)["registry"]
    _, signed, _ = again(world, settings, 16)["registry"]
    signer = find_signer(settings)
    with (signed / "redactions.csv").open("ab") as file:
        file.write((folder / "redactions.csv").read_bytes().splitlines(keepends=True)[1])
    with (signed / "redactions.csv").open("ab") as file:
        file.write(f"2,regions,R,name,It names a child,{by}\r\n".encode())
    resign(signed, signer)

    with pytest.raises(Damaged, match=rf"^redactions\.csv entry 2: a signed release .* entry {by}"):
        check_release(signed)


def test_a_withdrawn_release_is_told_to_be_one_and_its_successor_is_whole(
    world: World, settings: Settings, history: Path
) -> None:
    by = redact(world, 17, "name")
    published(world, settings)
    done = rebuild(world.registry, settings, 19, settings.data_dir / "again", history)
    why = {one.release.dataset: one.why for one in done}

    assert why["registry"] == (
        f"it was withdrawn: words that it held were taken off the record since (entry {by})"
    )
    assert why[NEGOTIATIONS] == ""
    version, folder, differing = again(world, settings, by)["registry"]
    assert (version, differing) == ("1.1.2", [])
    assert digests(folder) == digests(history / "registry/1.1.2")


def test_another_key_or_address_is_told(world: World, settings: Settings, history: Path) -> None:
    elsewhere = Settings(data_dir=settings.data_dir, base_url="https://elsewhere.example")
    done = rebuild(world.registry, elsewhere, 16, settings.data_dir / "again", history)

    assert {one.why for one in done} == {
        "this version of the software, its key or its address is not the one of then"
    }


def test_a_list_that_was_altered_is_found_out(
    world: World, settings: Settings, history: Path
) -> None:
    listing = history / "registry/releases.json"
    path = history / "registry/1.0.0/targets.csv"
    published_sum = digests(path.parent)["targets.csv"]
    listing.write_text(listing.read_text().replace(published_sum, "0" * 64))
    done = rebuild(world.registry, settings, 16, settings.data_dir / "again", history)

    assert [(one.differing, one.why) for one in done if one.release.dataset == "registry"] == [
        (
            ("targets.csv",),
            "nothing on the ledger explains it: what was published was altered",
        )
    ]


def test_releases_themselves_are_never_written_again(
    world: World, settings: Settings, history: Path
) -> None:
    before = digests(history / "registry/1.0.0")
    for to in (history, history / "../releases"):
        with pytest.raises(InvalidInput, match="are never written again"):
            rebuild(world.registry, settings, 16, to, history)
    with pytest.raises(InvalidInput, match=r"no release made up to entry 15.*at entry 16"):
        rebuild(world.registry, settings, 15, settings.data_dir / "again", history)

    assert digests(history / "registry/1.0.0") == before
    assert not (settings.data_dir / "again").exists()
