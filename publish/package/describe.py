"""``describe``: the descriptor, and the texts for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import orjson

import opendata
from opendata import WrittenFile
from publish.package.draft import ReleaseDraft
from publish.package.name_release import CHANGES, NamedRelease
from publish.package.package_files import write_text

_READABLE = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


@dataclass(frozen=True, slots=True)
class DescribedPackage:
    """A package with descriptor and texts; ``files`` by resource, or by name where they are texts.

    ``files`` are in the order in which the zip will have them.
    """

    release: NamedRelease
    files: Mapping[str, WrittenFile]

    @property
    def draft(self) -> ReleaseDraft:
        """What it is made of."""
        return self.release.draft


def describe(release: NamedRelease) -> DescribedPackage:
    """Write descriptor, README and licence."""
    folder = release.draft.folder
    texts = {name: write_text(folder / name, text) for name, text in _make_texts(release).items()}
    return DescribedPackage(release, {**release.tables.files, **texts, CHANGES: release.changes})


def _make_texts(release: NamedRelease) -> dict[str, str]:
    draft, tables, info = release.draft, release.tables.files, release.info
    dataset, content = draft.dataset, draft.content
    snapshot = draft.snapshot
    sources = opendata.list_sources(snapshot.connection, content, snapshot.archive_url)
    descriptor = opendata.describe_package(dataset, content, tables, sources, info)
    return {
        "datapackage.json": orjson.dumps(descriptor, option=_READABLE).decode(),
        "README.md": opendata.make_readme(dataset, content, tables, info),
        "LICENCE.md": opendata.make_licence_text(info.licence),
    }
