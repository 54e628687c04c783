"""Releases: files that other people trust."""

from publish.changes import Changes, Side, sentences_in
from publish.citing import Citation, cite
from publish.differing import difference, release_named
from publish.listing import (
    CURRENT,
    LISTING,
    SUPERSEDED,
    WITHDRAWN,
    Listed,
    release_of,
    releases_of,
    withdrawn_of,
)
from publish.placing import Busy
from publish.proof import Seal
from publish.publishing import Progress, Published, publish
from publish.rebuilding import Rebuilt, rebuild
from publish.releases import (
    LATEST,
    Release,
    latest,
    published,
    release_at,
    releases_in,
)
from publish.styles import as_bibtex, as_csl, as_json, as_text
from publish.tiling import Tiled, tile_bytes, write_tiles
from publish.withdrawn import Reason, Withdrawn

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
