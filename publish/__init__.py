"""Releases: files that other people trust."""

from publish.citing import Citation, cite
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

__all__ = [
    "LATEST",
    "Citation",
    "Progress",
    "Published",
    "Release",
    "Seal",
    "Tiled",
    "as_bibtex",
    "as_csl",
    "as_json",
    "as_text",
    "cite",
    "latest",
    "publish",
    "published",
    "release_at",
    "releases_in",
    "tile_bytes",
    "write_tiles",
]
