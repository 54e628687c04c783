"""What all pages share: the settings, the registry, the releases, and how a page is made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

import schema
from publish import releases_folder
from registry import Registry, Settings
from schema import Answer, Charge, Stop
from web.graphql.request_parsing import Question
from web.site.record_counts import Counts

TEMPLATES = Path(__file__).parents[1] / "templates"


@dataclass(frozen=True, slots=True)
class Site:
    """One registry on the web."""

    settings: Settings
    registry: Registry
    releases: Path
    templates: Environment
    counts: Counts = field(default_factory=Counts)

    @classmethod
    def of(cls, settings: Settings, registry: Registry) -> Site:
        """The site of a registry."""
        templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        templates.filters["words"] = _words
        templates.globals["licence"] = settings.licence
        return cls(settings, registry, releases_folder(settings.data_dir), templates)

    def ask(
        self,
        question: Question,
        *,
        stop: Stop | None = None,
        charge: Charge | None = None,
        only_queries: bool = False,
    ) -> Answer:
        """What the registry answers; ``stop`` ends it early, ``charge`` is told what it costs.

        Raises:
            Unavailable: the database cannot be reached.
        """
        return schema.execute(
            self.registry,
            self.settings,
            question.query,
            variables=question.variables,
            operation=question.operation,
            only_queries=only_queries,
            stop=stop,
            charge=charge,
        )

    def page(
        self,
        template: str,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **told: Any,
    ) -> HTMLResponse:
        """A page made of a template and what it tells."""
        text = self.templates.get_template(template).render(**told)
        return HTMLResponse(text, status_code=status, headers=headers)


def _words(name: str) -> str:
    """A name of the code as people read it: TargetSet is "Target set"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def site_of(request: Request) -> Site:
    """The site that a request is for."""
    site: Site = request.app.state.site
    return site


def wants_page(accept: str) -> bool:
    """Whether somebody would rather look at a page: browsers name text/html, programs do not."""
    return "text/html" in accept
