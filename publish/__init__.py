"""Releases: files that other people trust."""

from publish.publishing import Progress, Published, publish
from publish.releases import (
    LATEST,
    Release,
    latest,
    published,
    release_at,
    releases_in,
)

__all__ = [
    "LATEST",
    "Progress",
    "Published",
    "Release",
    "latest",
    "publish",
    "published",
    "release_at",
    "releases_in",
]
