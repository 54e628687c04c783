"""What all pages share: the settings, the registry, the releases, and how a page is made."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse

from publish import releases_folder
from registry import Registry, Settings
from web.graphql.content_negotiation import GRAPHQL, JSON, best
from web.graphql.service import AnsweringService
from web.site.assets import asset_path, find_components
from web.site.charts import draw_money_of, draw_path_of
from web.site.filters import add_filters
from web.site.navigation import SEARCH, list_foot, list_sections
from web.site.record_counts import RecordCountsCache

PAGE = "text/html"
# Of answers that are pages for people and JSON for programs, at one address.
NEGOTIATED = {"vary": "Accept", "cache-control": "no-cache"}
TEMPLATES = Path(__file__).parents[1] / "templates"


@dataclass(frozen=True, slots=True)
class Site:
    """One registry on the web."""

    settings: Settings
    registry: Registry
    service: AnsweringService
    releases: Path
    templates: Environment
    counts: RecordCountsCache = field(default_factory=RecordCountsCache)

    @classmethod
    def of(
        cls,
        settings: Settings,
        registry: Registry,
        service: AnsweringService,
        folders: Iterable[Path] = (),
        paths: Collection[str] = (),
    ) -> Site:
        """Make the site of a registry; ``folders`` and ``paths`` are those of its pages."""
        templates = Environment(
            loader=FileSystemLoader([*dict.fromkeys(folders), TEMPLATES]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        templates.filters["words"] = _split_words
        add_filters(templates, settings)
        templates.filters["path_chart"] = draw_path_of
        templates.filters["money_chart"] = draw_money_of
        templates.globals["licence"] = settings.licence
        templates.globals["address"] = settings.address
        templates.globals["base"] = settings.base_url
        templates.globals["sections"] = list_sections(paths)
        templates.globals["foot"] = list_foot(paths)
        templates.globals["has_search"] = SEARCH in paths
        templates.globals["styles"] = settings.address(asset_path("answerable.css"))
        templates.globals["mark_address"] = settings.address(asset_path("mark.svg"))
        components = find_components()
        templates.globals["components"] = components and settings.address(components)
        return cls(settings, registry, service, releases_folder(settings.data_dir), templates)

    @property
    def address(self) -> Callable[[str], str]:
        """What makes the address of a path of this site, as links and redirects need it."""
        return self.settings.address

    def page(
        self,
        template: str,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **told: Any,
    ) -> HTMLResponse:
        """Render a page from a template and its variables."""
        text = self.templates.get_template(template).render(**told)
        return HTMLResponse(text, status_code=status, headers=headers)


def _split_words(name: str) -> str:
    """Split a name of the code into words: TargetSet is "Target set"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def site_of(request: Request) -> Site:
    """Return the site that a request is for."""
    site: Site = request.app.state.site
    return site


def wants_page(request: HTTPConnection) -> bool:
    """Return whether a client prefers a page to JSON (RFC 9110, section 12.5.1).

    Browsers weigh text/html above all else; who does not say, or takes anything, is a program.
    """
    accept = ",".join(request.headers.getlist("accept"))
    return best(accept, (JSON, GRAPHQL, PAGE)) == PAGE
