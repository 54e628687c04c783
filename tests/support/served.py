"""What stands behind a client of the web app."""

from typing import cast

from starlette.applications import Starlette
from starlette.testclient import TestClient

from registry import Registry
from web.site.context import Site


def registry_of(client: TestClient) -> Registry:
    """The registry that a client's app reads."""
    site: Site = cast(Starlette, client.app).state.site
    return site.registry
