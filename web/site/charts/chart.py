"""A chart and its template; text that has to fit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

# As wide as the smallest screen, so that text keeps its size there; wider ones enlarge the chart.
WIDTH = 320
# How wide a character of a label is, on average.
CHARACTER = 5.6


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, and what it shows in one sentence."""

    svg: Markup
    takeaway: str


def render(template: str, **values: Any) -> Markup:
    """Fill in a template of a chart; all values are escaped."""
    text = _templates().get_template(template).render(width=WIDTH, **values)
    return Markup(text)


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def shorten(text: str, width: float) -> str:
    """Return a text that fits a width, its end cut off where it is longer."""
    most = max(2, int(width / CHARACTER))
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
