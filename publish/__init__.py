"""Releases: files that other people can verify."""

from publish.changes import ChangeReport, ComparedPackage, read_sentences
from publish.citation import CitedSource, KnownRecord, RecordCitation, cite, cite_known
from publish.citation_formats import as_bibtex, as_csl, as_json, as_text
from publish.diff import compare_releases, resolve_release
from publish.log_tiles import WrittenTiles, read_tile, write_tiles
from publish.package.make_release import Progress
from publish.pipeline import PublishResult, publish
from publish.proof import Seal
from publish.rebuild import RebuiltRelease, rebuild
from publish.releases.atomic_files import Busy
from publish.releases.index import (
    CURRENT,
    LISTING,
    SUPERSEDED,
    WITHDRAWN,
    ListedRelease,
    find_release,
    find_tombstone,
    list_releases,
)
from publish.releases.layout import (
    LATEST,
    Release,
    find_latest,
    list_latest_releases,
    read_release,
    releases_folder,
)
from publish.releases.tombstones import Tombstone, WithdrawalReason

__all__ = [
    "CURRENT",
    "LATEST",
    "LISTING",
    "SUPERSEDED",
    "WITHDRAWN",
    "Busy",
    "ChangeReport",
    "ComparedPackage",
    "ListedRelease",
    "Progress",
    "PublishResult",
    "RebuiltRelease",
    "CitedSource",
    "KnownRecord",
    "RecordCitation",
    "Release",
    "Seal",
    "Tombstone",
    "WithdrawalReason",
    "WrittenTiles",
    "as_bibtex",
    "as_csl",
    "as_json",
    "as_text",
    "cite",
    "cite_known",
    "compare_releases",
    "find_latest",
    "find_release",
    "find_tombstone",
    "list_latest_releases",
    "list_releases",
    "publish",
    "read_release",
    "read_sentences",
    "read_tile",
    "rebuild",
    "releases_folder",
    "resolve_release",
    "write_tiles",
]
