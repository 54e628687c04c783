"""Pages: each a GraphQL document and a template, answered by the one answering service."""

from web.site.pages.kinds import make_kind_pages
from web.site.pages.listing import PAGES
from web.site.pages.page import FOLDER, Page
from web.site.pages.route import PagesRoute

__all__ = ["FOLDER", "PAGES", "Page", "PagesRoute", "make_kind_pages"]
