"""One release, stage by stage: each stage is a function of the last one's value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from publish.package.convert import convert
from publish.package.describe import describe
from publish.package.draft import ReleaseDraft
from publish.package.name_release import name_release
from publish.package.prove import prove
from publish.package.seal_package import seal_package
from publish.package.write_tables import write_tables
from publish.package.zip_package import zip_package
from publish.releases.layout import Release


class Progress(Protocol):
    """Receives how publishing goes on: so many more rows of a dataset that has so many in all."""

    def __call__(self, dataset: str, rows: int, total: int) -> None:
        """Take note of ``rows`` more."""


OnStep = Callable[[str], None]
"""Receives the name of each step before it is taken: a crash could follow any of them."""


def ignore_progress(dataset: str, rows: int, total: int) -> None:
    """Take no note of rows."""


def ignore_step(step: str) -> None:
    """Take no note of a step."""


def make_release(
    draft: ReleaseDraft, progress: Progress = ignore_progress, on_step: OnStep = ignore_step
) -> Release:
    """Make a whole release in the draft's folder; nothing outside of that folder changes.

    Raises:
        Damaged: the release before cannot be read, or a format does not hold all rows.
    """
    name = draft.dataset.name
    total = _count_rows(draft)
    draft.folder.mkdir()
    on_step(f"write {name}")
    tables = write_tables(draft, lambda rows: progress(name, rows, total))
    on_step(f"name {name}")
    named = name_release(tables)
    on_step(f"describe {name}")
    described = describe(named)
    on_step(f"prove {name}")
    proven = prove(described)
    on_step(f"zip {name}")
    zipped = zip_package(proven)
    on_step(f"convert {name}")
    converted = convert(zipped)
    on_step(f"seal {name}")
    return seal_package(converted)


def _count_rows(draft: ReleaseDraft) -> int:
    ledger = draft.snapshot.at.number if draft.dataset.whole else 0
    return sum(draft.content.standings.values()) + ledger
