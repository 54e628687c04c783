"""Filters of the templates: how values of answers are written for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from jinja2 import Environment
from markupsafe import Markup, escape

from registry import Settings
from registry.vocabulary import (
    Duty,
    Pence,
    Standing,
    describe_duty,
    describe_reach,
    format_day,
    format_pence,
    join_names,
)

# As in paths (RFC 3986, section 3.3).
_SAFE = "/:@!$&'()*+,;=~"


def add_filters(templates: Environment, settings: Settings) -> None:
    """Add the filters that macros and templates use."""
    templates.filters |= {
        "address_of": _addresses(settings),
        "code": write_code,
        "duty": lambda duty: describe_duty(Duty(duty)),
        "reach": describe_reach,
        "day": write_day,
        "instant": write_instant,
        "money": write_money,
        "sentence": end_sentence,
        "names": join_names,
        "world": find_world,
        "count": lambda number: f"{number:,}",
    }


def _addresses(settings: Settings) -> Callable[[str], str]:
    """Return what makes the link of a record from its permanent address."""
    base = settings.base_url

    def address_of(uri: str) -> str:
        return settings.address(quote(uri.removeprefix(base), safe=_SAFE))

    return address_of


def write_code(code: str) -> str:
    """Write a word of a code list for people: ``LOWER_IS_BETTER`` is "lower is better"."""
    return code.replace("_", " ").lower()


def write_day(day: str | None) -> str:
    """Write a day as in a sentence, for people and machines; "" where there is none."""
    if not day:
        return ""
    return Markup('<time datetime="{}">{}</time>').format(day, format_day(day))


def write_instant(instant: str) -> str:
    """Write an instant as in a sentence, for people and machines."""
    text = f"{format_day(instant[:10])}, {instant[11:16]} UTC"
    return Markup('<time datetime="{}">{}</time>').format(instant, text)


def write_money(money: Mapping[str, Any] | None) -> str:
    """Write an amount in pounds; "" where there is none."""
    return format_pence(Pence.read(str(money["amount"]))) if money else ""


def end_sentence(text: str) -> str:
    """Begin a sentence with a capital and end it with a stop, where it has none."""
    said = f"{text[:1].upper()}{text[1:]}"
    ended = said if said.endswith((".", "!", "?")) else f"{said}."
    return escape(ended)


def find_world(standing: str | None) -> str:
    """Return whether what stands so to its source is real or made up."""
    return Standing(standing).world.value if standing else "REAL"
