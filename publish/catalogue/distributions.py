"""Which files of a release are distributions, and what they are called."""

from __future__ import annotations

from collections.abc import Iterator

from opendata import REGISTRY, WrittenFile
from publish.catalogue.model import Distribution, NamedThing
from publish.media_types import find_media_type
from publish.releases.layout import LATEST, Release

PACKAGE = "datapackage.json"
_TEXTS = {
    "README.md": "What the files are",
    "dictionary.md": "What every column means",
    PACKAGE: "What describes every table and every column, for programs",
}
_WHOLE = "All tables of the dataset in one file."
# In the order in which people look for them.
_WHOLE_ENDINGS = (".zip", ".xlsx", ".sqlite", "-ndjson.zip", "-parquet.zip")


def page_of(base: str, release: Release) -> str:
    """Return the address of a dataset's page."""
    return f"{base}/data/{release.dataset}/"


def files_of(base: str, release: Release) -> str:
    """Return the address of the folder of a dataset's latest release."""
    return f"{page_of(base, release)}{LATEST}/"


def list_distributions(base: str, release: Release, packages: NamedThing) -> Iterator[Distribution]:
    """Yield what portals list of a dataset: the whole of it in each format, then each table.

    A table is listed as CSV, and only if it has rows: the other formats hold it too, and a portal
    shows each file as a line. ``packages`` is the standard to which the zip keeps.
    """
    resources = {resource.name: resource for resource in REGISTRY.resources()}
    for file in _list_whole(release):
        conforms = (packages,) if file.path == release.archive else ()
        yield _make_distribution(base, release, file, ("The whole dataset", _WHOLE), conforms)
    for file in release.files:
        resource = resources.get(file.path.removesuffix(".csv"))
        if resource is not None and file.path.endswith(".csv") and file.rows != 0:
            yield _make_distribution(base, release, file, (resource.title, resource.about))


def list_documentation(base: str, release: Release) -> Iterator[NamedThing]:
    """Yield the files that explain the dataset to people and programs."""
    for path, name in _TEXTS.items():
        if release.find_file(path):
            yield NamedThing(uri=f"{files_of(base, release)}{path}", name=name)


def _list_whole(release: Release) -> Iterator[WrittenFile]:
    """Yield the files that hold a whole dataset each."""
    for ending in _WHOLE_ENDINGS:
        file = release.find_file(f"{release.dataset}{ending}")
        if file is not None:
            yield file


def _make_distribution(
    base: str,
    release: Release,
    file: WrittenFile,
    told: tuple[str, str],
    conforms: tuple[NamedThing, ...] = (),
) -> Distribution:
    """Make the distribution of a file; ``told`` is what people call it, and what it holds."""
    media, page = find_media_type(file.path), page_of(base, release)
    assert media is not None, file.path
    title, about = told
    return Distribution(
        uri=f"{page}#{file.path}",
        title=f"{title} ({media.label})",
        about=about,
        page=page,
        download=f"{files_of(base, release)}{file.path}",
        media=media,
        size=file.size,
        sha256=file.sha256,
        conforms=conforms,
    )
