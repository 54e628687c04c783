"""Answerable as it is measured: as it is, and without what it keeps of earlier answers."""

from __future__ import annotations

from starlette.applications import Starlette

import web
from registry import Settings
from web.application import App
from web.graphql.response_cache import Shelf


def keeping(url: str) -> Starlette:
    """Answerable as `answerable serve` runs it, but for the log, which peers do not write."""
    return web.app(Settings(database_url=url))


def answering(url: str) -> Starlette:
    """Answerable without its shelf of answers: each question is answered from the database."""
    made = keeping(url)
    assert isinstance(made, App)
    made.endpoint._kept = Shelf(0)
    return made
