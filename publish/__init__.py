"""Releases: files that other people trust."""

from publish.changes import Changes, side_of
from publish.citing import Citation, cite
from publish.listing import (
    CURRENT,
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
    "SUPERSEDED",
    "WITHDRAWN",
    "Busy",
    "Changes",
    "Citation",
    "Listed",
    "Progress",
    "Published",
    "Reason",
    "Release",
    "Seal",
    "Tiled",
    "Withdrawn",
    "as_bibtex",
    "as_csl",
    "as_json",
    "as_text",
    "cite",
    "latest",
    "publish",
    "published",
    "release_at",
    "release_of",
    "releases_in",
    "releases_of",
    "side_of",
    "tile_bytes",
    "withdrawn_of",
    "write_tiles",
]
