"""``describe``: the descriptor, and the texts for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import orjson

import opendata
from opendata import Written
from publish.package.draft import Draft
from publish.package.name_release import CHANGES, NamedRelease
from publish.package.package_files import write_text

_READABLE = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


@dataclass(frozen=True, slots=True)
class DescribedPackage:
    """A package that says what it holds: tables by the name of their resource, texts by their own.

    ``files`` are in the order in which the zip will have them.
    """

    release: NamedRelease
    files: Mapping[str, Written]

    @property
    def draft(self) -> Draft:
        """What it is made of."""
        return self.release.draft


def describe(release: NamedRelease) -> DescribedPackage:
    """Write descriptor, README and licence."""
    folder = release.draft.folder
    texts = {name: write_text(folder / name, text) for name, text in _texts(release).items()}
    return DescribedPackage(release, {**release.tables.files, **texts, CHANGES: release.changes})


def _texts(release: NamedRelease) -> dict[str, str]:
    draft, tables, edition = release.draft, release.tables.files, release.edition
    dataset, content = draft.dataset, draft.content
    sources = opendata.sources(draft.snapshot.connection, content)
    descriptor = opendata.descriptor(dataset, content, tables, sources, edition)
    return {
        "datapackage.json": orjson.dumps(descriptor, option=_READABLE).decode(),
        "README.md": opendata.readme(dataset, content, tables, edition),
        "LICENCE.md": opendata.licence(edition.licence),
    }
