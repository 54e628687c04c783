"""Which files of a release are distributions, and what they are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath

from opendata import REGISTRY, DataResource, WrittenFile
from publish.catalogue.model import Distribution, NamedThing
from publish.file_names import ROWS, TABLES
from publish.media_types import MediaType, find_media_type
from publish.releases.layout import LATEST, Release

PACKAGE = "datapackage.json"
# What proves the data is not the data: the dataset's page links to it.
_PROVING = TABLES | {ROWS}
_TEXTS = {"README.md": "What the files are", "dictionary.md": "What every column means"}
_WHOLE = "All tables of the dataset in one file."
_DESCRIBES = "What describes every table and every column, for programs."


def page_of(base: str, release: Release) -> str:
    """Return the address of a dataset's page."""
    return f"{base}/data/{release.dataset}/"


def files_of(base: str, release: Release) -> str:
    """Return the address of the folder of a dataset's latest release."""
    return f"{page_of(base, release)}{LATEST}/"


def list_distributions(base: str, release: Release, packages: NamedThing) -> Iterator[Distribution]:
    """Yield the files of a dataset as distributions, in the order in which they were written.

    ``packages`` is the standard to which the description of the package and its zip keep.
    """
    resources = {resource.name: resource for resource in REGISTRY.resources()}
    for file in release.files:
        media = find_media_type(file.path)
        if media is None or media.type == "text/markdown" or file.path in _PROVING:
            continue
        title, about = _describe_file(release, file, media, resources)
        page = page_of(base, release)
        yield Distribution(
            uri=f"{page}#{file.path}",
            title=title,
            about=about,
            page=page,
            download=f"{files_of(base, release)}{file.path}",
            media=media,
            size=file.size,
            sha256=file.sha256,
            conforms=(packages,) if file.path in (PACKAGE, release.archive) else (),
        )


def list_documentation(base: str, release: Release) -> Iterator[NamedThing]:
    """Yield the files that explain the dataset to people."""
    for path, name in _TEXTS.items():
        if release.find_file(path):
            yield NamedThing(uri=f"{files_of(base, release)}{path}", name=name)


def _describe_file(
    release: Release, file: WrittenFile, media: MediaType, resources: Mapping[str, DataResource]
) -> tuple[str, str]:
    """Return the title of a file, and one sentence about what it holds."""
    stem = PurePath(file.path).name.partition(".")[0]
    resource = resources.get(stem)
    if resource is not None:
        return f"{resource.title} ({media.label})", resource.about
    if file.path == f"{release.dataset}{media.ending}":
        return f"The whole dataset ({media.label})", _WHOLE
    return f"Description: {file.path}", _DESCRIBES
