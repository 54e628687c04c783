"""No byte of a release can change unseen: bytes are changed, each alone, and each change is told.

A soak changes every byte; other runs every twentieth, and every byte of the files that are checked
without a key.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from publish.proof import ReleaseProof, check_release
from registry import Damaged
from registry.acts import RegionNamed, SourceCited
from registry.signing import Signer, Verifier
from tests.proof.releasing import flipped, tiny_release
from tests.registry.world import World, tell
from tests.support.soak import places

FLIPS = pytest.mark.soak("bytes of a small release, each flipped", "all")


@pytest.fixture
def signer() -> Signer:
    return Signer("registry.example/log", bytes(32))


@pytest.fixture
def folder(sqlite_url: str, signer: Signer, tmp_path: Path) -> Iterator[Path]:
    world = World(sqlite_url)
    with closing(world.registry):
        world.record(
            tell(SourceCited, reference="S", title="The fictional file"),
            tell(RegionNamed, reference="R", name="The North"),
        )
        yield tiny_release(world.registry, tmp_path / "tiny", signer)


def survivors(
    path: Path, checking: Callable[[], ReleaseProof], chosen: Callable[[int], range] = places
) -> list[tuple[int, ReleaseProof]]:
    """Flip bytes of a file in turn; return those that nobody noticed."""
    data, unseen = path.read_bytes(), []
    for place in chosen(len(data)):
        path.write_bytes(flipped(data, place))
        try:
            unseen.append((place, checking()))
        except Damaged:
            continue
    path.write_bytes(data)
    return unseen


@FLIPS
def test_every_byte_of_every_file_counts(folder: Path, signer: Signer) -> None:
    before = check_release(folder, signer.verifier)
    unseen = {
        path.name: [
            place for place, _ in survivors(path, lambda: check_release(folder, signer.verifier))
        ]
        # The zip has a test of its own, which asks for more.
        for path in sorted(set(folder.iterdir()) - {folder / "tiny.zip"})
    }

    assert {name: places for name, places in unseen.items() if places} == {}
    assert check_release(folder, signer.verifier) == before


@pytest.mark.parametrize("name", ["checkpoint", "SHA256SUMS", "SHA256SUMS.minisig", "log.pub"])
def test_nor_does_it_take_a_key_to_see_that_something_changed(folder: Path, name: str) -> None:
    assert survivors(folder / name, lambda: check_release(folder), chosen=range) == []


@FLIPS
def test_every_byte_of_a_zip_counts_with_its_signature(folder: Path, signer: Signer) -> None:
    zipped = folder / "tiny.zip"

    assert check_release(zipped, signer.verifier).zip_signed
    assert survivors(zipped, lambda: check_release(zipped, signer.verifier)) == []


@FLIPS
def test_a_zip_alone_is_told_or_holds_the_very_same(folder: Path, signer: Signer) -> None:
    (folder / "tiny.zip.minisig").unlink()
    zipped = folder / "tiny.zip"
    before = check_release(zipped, signer.verifier)
    unseen = survivors(zipped, lambda: check_release(zipped, signer.verifier))

    assert unseen
    assert all(proof == before for _, proof in unseen)


def test_in_a_release_of_every_table_some_bytes_of_each_file_count(
    published: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(published / "releases/registry/latest", tmp_path / "copy")
    # The publisher's own notes are no part of the release.
    for path in sorted(set(copy.iterdir()) - {copy / "release.json"}):
        data = path.read_bytes()
        for place in {0, len(data) // 3, len(data) // 2, len(data) - 1}:
            path.write_bytes(flipped(data, place))
            with pytest.raises(Damaged):
                check_release(copy)
        path.write_bytes(data)
    assert check_release(copy).rows == 16


def test_every_cut_off_download_is_told(folder: Path, signer: Signer) -> None:
    key: Verifier = signer.verifier
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        path.write_bytes(data[:-1])
        with pytest.raises(Damaged):
            check_release(folder, key)
        path.unlink()
        with pytest.raises(Damaged):
            check_release(folder, key)
        path.write_bytes(data)
