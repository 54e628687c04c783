"""``write``: the tables of a dataset, as the database gives their lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from opendata import Written
from publish.package.draft import Draft
from publish.package.package_files import Chunks, write_file

END = "\r\n"
CountRows = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Tables:
    """A release whose tables are written: ``files`` by the name of their resource."""

    draft: Draft
    files: Mapping[str, Written]


def write_tables(draft: Draft, count_rows: CountRows) -> Tables:
    """Write the CSV files; ``count_rows`` is called with each number of rows that were written."""
    files = {}
    for resource in draft.dataset.resources():
        lines = resource.lines(draft.snapshot.connection, draft.content.only(resource))
        path = draft.folder / f"{resource.name}.csv"
        files[resource.name] = write_file(path, _csv(resource.header(), lines, count_rows))
    return Tables(draft, files)


def _csv(header: str, lines: Iterable[Sequence[str]], count_rows: CountRows) -> Chunks:
    """The bytes of a table, some thousand rows at a time."""
    yield (header + END).encode(), 0
    for batch in lines:
        yield (END.join(batch) + END).encode(), len(batch)
        count_rows(len(batch))
