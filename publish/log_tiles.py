"""Write the log as files that any host can serve: only new ones, the checkpoint last."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from publish.proof import Seal
from publish.releases.atomic_files import sync_path
from registry import Registry, Settings
from registry.ledger import (
    Tile,
    compute_root,
    list_tiles,
    read_entry_tile,
    read_hash_tile,
    read_position,
)

CHECKPOINT = "checkpoint"


@dataclass(frozen=True, slots=True)
class WrittenTiles:
    """The result of writing tiles: the folder, the size of the log, and how many tiles are new."""

    folder: Path
    size: int
    written: int


def write_tiles(registry: Registry, settings: Settings, folder: Path) -> WrittenTiles:
    """Write the tiles that are not there yet, and then the checkpoint over them.

    A tile never changes, so that a run that was cut off is taken up by the next.

    Raises:
        SigningRefused: the ledger does not extend what was signed before.
    """
    seal, written = Seal.from_settings(settings), 0
    with registry.reading() as session:
        connection = session.connection
        size = read_position(connection).number
        for tile in list_tiles(size):
            path = folder / tile.path
            if not path.exists():
                _write_file(path, read_tile(connection, tile))
                written += 1
        root, there = compute_root(connection, size), [folder / CHECKPOINT]
        checkpoint = seal.make_checkpoint(registry, settings, size, root, there)
    _write_file(folder / CHECKPOINT, checkpoint.encode())
    return WrittenTiles(folder, size, written)


def read_tile(connection: Connection, tile: Tile) -> bytes:
    """Return a tile as it is served, of hashes or of entries."""
    return (
        read_entry_tile(connection, tile)
        if tile.level is None
        else read_hash_tile(connection, tile)
    )


def _write_file(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_bytes(data)
    sync_path(fresh)
    fresh.replace(path)
    sync_path(path.parent)
