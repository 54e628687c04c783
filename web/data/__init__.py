"""``/data/``: the published datasets, as pages, as files, and as what is new in them."""

from web.data.routes import routes

__all__ = ["routes"]
