"""The ASGI app: the API's endpoint, pages and downloads."""

from web.application import app

__all__ = ["app"]
