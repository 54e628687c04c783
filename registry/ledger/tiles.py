"""The log as static files: hashes and entries in tiles of 256, as c2sp.org/tlog-tiles has it.

Whoever holds the tiles can work out every proof without asking anybody.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from registry.ledger.leaves import LEAF_COLUMNS, encode_leaf
from registry.models import Entry, Node

WIDTH = 256
_HEIGHT = 8
_ENTRIES = "entries"
_PATH = re.compile(
    r"tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?"
)
_LENGTH = struct.Struct(">H")


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile of the tree at ``level`` (None: of the entries themselves), ``width`` wide."""

    level: int | None
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Where it is found: ``tile/0/x001/234`` or, while it is not full, ``tile/0/000.p/5``."""
        parts = [f"{self.index % 1000:03d}"]
        rest = self.index // 1000
        while rest:
            parts.insert(0, f"x{rest % 1000:03d}")
            rest //= 1000
        level = _ENTRIES if self.level is None else self.level
        partial = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{level}/{'/'.join(parts)}{partial}"

    @classmethod
    def parse_path(cls, path: str) -> Tile | None:
        """Return the tile that a path names; None where it names none."""
        match = _PATH.fullmatch(path)
        if match is None:
            return None
        level = None if match[1] == _ENTRIES else int(match[1])
        index = int(match[2].replace("/", "").replace("x", ""))
        tile = cls(level, index, int(match[3]) if match[3] else WIDTH)
        # One tile has one path: neither zeros before its number nor the width of a full one.
        return tile if tile.path == path and (level or 0) < 64 else None

    def fits_in(self, size: int) -> bool:
        """Return whether a tree of this size has the tile, full or not."""
        return self.index * WIDTH + self.width <= size >> _HEIGHT * (self.level or 0)


def list_tiles(size: int) -> Iterator[Tile]:
    """Yield all tiles of a tree, entries first and the lowest level before the next."""
    for level in (None, *range(8)):
        full, rest = divmod(size >> _HEIGHT * (level or 0), WIDTH)
        yield from (Tile(level, index) for index in range(full))
        if rest:
            yield Tile(level, full, rest)


def read_hash_tile(connection: Connection, tile: Tile) -> bytes:
    """Read a tile of hashes, one after the other."""
    first, level = tile.index * WIDTH, _HEIGHT * (tile.level or 0)
    if level == 0:
        number = Entry.number
        found = select(Entry.hash).where(number > first, number <= first + tile.width)
        rows = connection.execute(found.order_by(number))
    else:
        index = Node.index
        within = (Node.level == level, index >= first, index < first + tile.width)
        rows = connection.execute(select(Node.hash).where(*within).order_by(index))
    return b"".join(map(bytes.fromhex, rows.scalars()))


def read_entry_tile(connection: Connection, tile: Tile) -> bytes:
    """Read a tile of entries: what each leaf commits to, each after its length in two bytes."""
    first = tile.index * WIDTH
    columns = [Entry.__table__.c[name] for name in LEAF_COLUMNS]
    wanted = select(*columns).where(Entry.number > first, Entry.number <= first + tile.width)
    rows = connection.execute(wanted.order_by(Entry.number))
    leaves = (encode_leaf(row._asdict()) for row in rows)
    return b"".join(_LENGTH.pack(len(leaf)) + leaf for leaf in leaves)
