"""``write``: the tables of a dataset, whose lines the database makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from opendata import DataResource, Nature, WrittenFile
from publish.package.draft import ReleaseDraft
from publish.package.package_files import Chunks, write_file

END = "\r\n"
CountRows = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class WrittenTables:
    """A release whose tables are written: ``files`` by the name of their resource."""

    draft: ReleaseDraft
    files: Mapping[str, WrittenFile]


def write_tables(draft: ReleaseDraft, count_rows: CountRows) -> WrittenTables:
    """Write the CSV files; ``count_rows`` is called with each number of rows that were written.

    Rows of derived tables are not counted: how many they are is known when they are written.
    """
    files = {}
    for resource in draft.dataset.resources():
        lines = resource.read_lines(
            draft.snapshot.connection,
            draft.content.list_references(resource),
            draft.snapshot.base_url,
        )
        path = draft.folder / f"{resource.name}.csv"
        files[resource.name] = write_file(
            path, _make_csv(resource.make_header(), lines, _choose_count(resource, count_rows))
        )
    return WrittenTables(draft, files)


def _choose_count(resource: DataResource, count_rows: CountRows) -> CountRows:
    return _ignore_rows if resource.nature is Nature.DERIVED else count_rows


def _ignore_rows(rows: int) -> None:
    """Count nothing."""


def _make_csv(header: str, lines: Iterable[Sequence[str]], count_rows: CountRows) -> Chunks:
    """Yield the bytes of a table, some thousand rows at a time."""
    yield (header + END).encode(), 0
    for batch in lines:
        yield (END.join(batch) + END).encode(), len(batch)
        count_rows(len(batch))
