"""Answerable as it is measured: as it is, and without what it keeps of earlier answers."""

from __future__ import annotations

from starlette.applications import Starlette

import web
from registry import Settings
from schema.lru_cache import LruCache
from web.application import App


def keeping(url: str) -> Starlette:
    """Answerable as `answerable serve` runs it, but for the log, which peers do not write."""
    return web.app(Settings(database_url=url))


def answering(url: str) -> Starlette:
    """Answerable without its cache of answers: each request is answered from the database."""
    made = keeping(url)
    assert isinstance(made, App)
    made.service.answers = LruCache.of_bytes(0)
    return made
