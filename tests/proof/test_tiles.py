"""The log as files: what c2sp.org/tlog-tiles says, and all that it takes to prove anything."""

import struct
from pathlib import Path

import pytest

from publish import write_tiles
from registry import Settings
from registry.acts import RegionNamed
from registry.ledger import Tile, compute_range_root, compute_root, hash_leaf, list_tiles
from registry.signing import Signer, read_checkpoint
from tests.registry.world import World, tell


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 1234067), "tile/0/x001/x234/067"),
        (Tile(1, 999, 17), "tile/1/999.p/17"),
        (Tile(None, 1000, 1), "tile/entries/x001/000.p/1"),
    ],
)
def test_a_tile_has_one_path(tile: Tile, path: str) -> None:
    assert tile.path == path
    assert Tile.parse_path(path) == tile


@pytest.mark.parametrize(
    "path",
    ["tile/0/0", "tile/00/000", "tile/0/x000/000", "tile/0/000.p/0", "tile/0/000.p/256",
     "tile/0/000.p/01", "tile/64/000", "tile/0/001/002", "tile/-1/000", "tile/0/000/", ""],
)  # fmt: skip
def test_no_other_path_is_a_tiles(path: str) -> None:
    assert Tile.parse_path(path) is None


def test_a_tree_of_70_000_has_the_tiles_of_the_specification() -> None:
    tiles = [tile for tile in list_tiles(70_000) if tile.level is not None]
    partial = [(tile.level, tile.index, tile.width) for tile in tiles if tile.width < 256]

    assert sum(tile.level == 0 for tile in tiles) == 274
    assert partial == [(0, 273, 112), (1, 1, 17), (2, 0, 1)]
    assert [tile.path for tile in list_tiles(256)][-1] == "tile/1/000.p/1"
    assert all(tile.fits_in(70_000) for tile in tiles)
    assert not Tile(0, 273).fits_in(70_000)


@pytest.fixture
def long(world: World) -> World:
    regions = (tell(RegionNamed, reference=f"R{n}", name=f"Region {n}") for n in range(300))
    world.record(*regions)
    return world


def hashes(folder: Path, size: int, level: int) -> list[bytes]:
    found = b"".join(
        (folder / tile.path).read_bytes() for tile in list_tiles(size) if tile.level == level
    )
    return [found[at : at + 32] for at in range(0, len(found), 32)]


def test_the_files_alone_lead_to_the_signed_root(
    long: World, settings: Settings, signer: Signer, tmp_path: Path
) -> None:
    done = write_tiles(long.registry, settings, tmp_path / "log")
    opened = read_checkpoint((done.folder / "checkpoint").read_text())
    leaves = hashes(done.folder, 316, 0)
    known = {(at, at + 1): made for at, made in enumerate(leaves)}
    bundles = b"".join(
        (done.folder / tile.path).read_bytes() for tile in list_tiles(316) if tile.level is None
    )
    entries, at = [], 0
    while at < len(bundles):
        (length,) = struct.unpack_from(">H", bundles, at)
        entries.append(bundles[at + 2 : at + 2 + length])
        at += 2 + length

    assert opened.list_signers([signer.verifier]) == [signer.verifier]
    assert compute_range_root(known, 0, 316) == opened.checkpoint.root
    assert [hash_leaf(entry) for entry in entries] == leaves
    assert hashes(done.folder, 316, 1) == [compute_range_root(known, 0, 256)]
    with long.registry.reading() as session:
        assert opened.checkpoint.root.hex() == compute_root(session.connection)


def test_only_new_tiles_are_written_and_the_same_each_time(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    first = write_tiles(world.registry, settings, tmp_path / "log")
    again = write_tiles(world.registry, settings, tmp_path / "log")
    elsewhere = write_tiles(world.registry, settings, tmp_path / "other")
    world.record(tell(RegionNamed, reference="R2", name="The South"))
    later = write_tiles(world.registry, settings, tmp_path / "log")

    assert (first.written, again.written, later.written) == (2, 0, 2)
    names = ["tile/0/000.p/16", "tile/0/000.p/17", "tile/entries/000.p/16"]
    files = [path.relative_to(first.folder).as_posix() for path in first.folder.rglob("*/*.p/*")]
    assert sorted(files) == [*names, "tile/entries/000.p/17"]
    for name in ("tile/0/000.p/16", "tile/entries/000.p/16"):
        assert (first.folder / name).read_bytes() == (elsewhere.folder / name).read_bytes()
