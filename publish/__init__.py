"""Releases: files that other people trust."""

from publish.changes import Changes, Side, sentences_in
from publish.citation import Citation, cite
from publish.citation_formats import as_bibtex, as_csl, as_json, as_text
from publish.diff import difference, release_named
from publish.log_tiles import Tiled, tile_bytes, write_tiles
from publish.package.make_release import Progress
from publish.pipeline import Published, publish
from publish.proof import Seal
from publish.rebuild import Rebuilt, rebuild
from publish.releases.atomic_files import Busy
from publish.releases.index import (
    CURRENT,
    LISTING,
    SUPERSEDED,
    WITHDRAWN,
    Listed,
    release_of,
    releases_of,
    withdrawn_of,
)
from publish.releases.layout import LATEST, Release, latest, published, release_at, releases_in
from publish.releases.tombstones import Reason, Withdrawn

__all__ = [
    "CURRENT",
    "LATEST",
    "LISTING",
    "SUPERSEDED",
    "WITHDRAWN",
    "Busy",
    "Changes",
    "Citation",
    "Listed",
    "Progress",
    "Published",
    "Reason",
    "Rebuilt",
    "Release",
    "Seal",
    "Side",
    "Tiled",
    "Withdrawn",
    "as_bibtex",
    "as_csl",
    "as_json",
    "as_text",
    "cite",
    "difference",
    "latest",
    "publish",
    "published",
    "rebuild",
    "release_at",
    "release_named",
    "release_of",
    "releases_in",
    "releases_of",
    "sentences_in",
    "tile_bytes",
    "withdrawn_of",
    "write_tiles",
]
