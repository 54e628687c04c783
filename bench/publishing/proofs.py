"""What it costs to prove: one entry's place in the ledger, and a whole release without a server."""

from __future__ import annotations

import random
from pathlib import Path

from bench.publishing.building import database
from bench.publishing.watch import Watch
from publish.proof.check_release import check_release
from registry import Registry
from registry.ledger import make_inclusion_proof, read_position

PROOFS = 2_000


def inclusion(folder: Path, watch: Watch) -> int:
    """Proofs of entries all over the ledger, each worked out by itself; a row is a proof."""
    opened = Registry.open(database(folder))
    with opened.reading() as session:
        size = read_position(session.connection).number
        numbers = random.Random(1).choices(range(1, size + 1), k=PROOFS)
        with watch:
            for number in numbers:
                make_inclusion_proof(session.connection, number, size)
    opened.close()
    return PROOFS


def offline(folder: Path, watch: Watch) -> int:
    """The release of the whole registry: sums, entries up to the root, every row."""
    with watch:
        return check_release(folder / "staged" / "registry.zip").entries
