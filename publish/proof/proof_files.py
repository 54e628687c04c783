"""The files that go into a package so that it proves itself, all but the sums."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from opendata import Content, Dataset, Written
from publish import file_names
from publish.proof import proof_tables
from publish.proof.row_counts import rows_json
from publish.proof.seal import Seal, says_of

Chunks = Iterable[tuple[bytes, int]]


@dataclass(frozen=True, slots=True)
class Proof:
    """How one release is proven: its seal, its place on the ledger, and the releases before it."""

    seal: Seal
    release: str
    size: int
    root: str
    before: Collection[int] = ()

    def says(self, dataset: Dataset) -> str:
        """What the signatures of the release say."""
        return says_of(dataset.name, self.release, self.size)

    def files(
        self,
        connection: Connection,
        dataset: Dataset,
        content: Content,
        written: Mapping[str, Written],
    ) -> Iterator[tuple[str, Chunks]]:
        """Each file's name and bytes, with the number of rows that they are."""
        numbers = proof_tables.numbers_of(content)
        yield file_names.REDACTIONS, proof_tables.redactions(connection, content)
        yield file_names.RECORDS, proof_tables.record_entries(connection, dataset, content)
        yield file_names.LEAVES, proof_tables.leaves(connection, numbers)
        yield file_names.TREE, proof_tables.tree(connection, self.size, numbers, self.before)
        yield file_names.ROWS, _text(rows_json(connection, dataset, content, written))
        yield file_names.CHECKPOINT, _text(self.seal.checkpoint(self.size, self.root))
        for name, text in self.seal.public_keys():
            yield name, _text(text)


def _text(text: str) -> Chunks:
    return [(text.encode(), 0)]
