"""The files in a package that prove it, except the sums."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import Connection

from opendata import Content, Dataset, WrittenFile
from publish import file_names
from publish.proof import act_table, proof_tables
from publish.proof.row_counts import make_rows_json
from publish.proof.seal import Seal, make_comment

Chunks = Iterable[tuple[bytes, int]]


@dataclass(frozen=True, slots=True)
class Proof:
    """How one release is proven: its seal, its place on the ledger, and the releases before it.

    ``checkpoint`` is the checkpoint of the first ``size`` entries, signed if there is a key.
    ``later_redactions`` are the lines of what was taken off these entries after them: a past
    release that is made again lists them, which is what explains its rows.
    """

    seal: Seal
    release: str
    size: int
    checkpoint: str
    before: Collection[int] = ()
    later_redactions: Collection[tuple[bytes, int]] = ()

    def make_comment(self, dataset: Dataset) -> str:
        """Return the trusted comment of the release's signatures."""
        return make_comment(dataset.name, self.release, self.size)

    def make_files(
        self,
        connection: Connection,
        dataset: Dataset,
        content: Content,
        written: Mapping[str, WrittenFile],
    ) -> Iterator[tuple[str, Chunks]]:
        """Yield each file's name and its chunks, each with its number of rows."""
        replayed = act_table.list_replayed_entries(connection, content)
        numbers = proof_tables.list_numbers(content, replayed)
        yield file_names.CORRECTIONS, proof_tables.list_corrected(connection, content)
        redactions = proof_tables.list_redactions(connection, content)
        yield file_names.REDACTIONS, chain(redactions, self.later_redactions)
        yield file_names.ACTS, act_table.list_acts(connection, replayed)
        yield file_names.RECORDS, proof_tables.list_record_entries(connection, dataset, content)
        yield file_names.LEAVES, proof_tables.list_leaves(connection, numbers)
        yield file_names.TREE, proof_tables.list_ranges(connection, self.size, numbers, self.before)
        yield file_names.ROWS, _make_chunks(make_rows_json(connection, dataset, content, written))
        yield file_names.CHECKPOINT, _make_chunks(self.checkpoint)
        for name, text in self.seal.list_public_keys():
            yield name, _make_chunks(text)


def _make_chunks(text: str) -> Chunks:
    return [(text.encode(), 0)]
