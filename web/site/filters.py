"""Filters of the templates: how values of answers are written for people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
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
from schema import OutlineField, Shape

# As in paths (RFC 3986, section 3.3).
# What tells of an item's sources or sums it up, not what it says.
_ASIDE = ("sourcesReach", "summary", "statusSays")
_BRIEF = 60
_UPPER = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SAFE = "/:@!$&'()*+,;=~"


def add_filters(templates: Environment, settings: Settings) -> None:
    """Add the filters that macros and templates use."""
    templates.filters |= {
        "address_of": _addresses(settings),
        "code": write_code,
        "label": write_label,
        "shown": list_shown,
        "duty": lambda duty: describe_duty(Duty(duty)),
        "reach": describe_reach,
        "day": write_day,
        "instant": write_instant,
        "money": write_money,
        "sum": write_sum,
        "sentence": end_sentence,
        "names": join_names,
        "name_of": name_record,
        "brief": list_brief,
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


def write_label(name: str) -> str:
    """Write the name of a field for people: ``financialYear`` is "Financial year"."""
    return _UPPER.sub(" ", name).capitalize()


def list_shown(
    fields: Iterable[OutlineField], found: Mapping[str, Any], *, many: bool = False
) -> list[tuple[OutlineField, Any]]:
    """List the fields that say something, with their values; ``many`` are the lists."""
    told = [
        (field, found[field.name])
        for field in fields
        if (field.shape in (Shape.LIST, Shape.PAGE)) is many
    ]
    nothing: tuple[Any, ...] = (None, "", "UNSTATED", [], found.get("title"))
    return [(field, value) for field, value in told if value not in nothing]


def write_day(day: str | None) -> str:
    """Write a day as in a sentence, for people and machines; "" where there is none."""
    if not day:
        return ""
    return _write_time(day, format_day(day))


def write_instant(instant: str) -> str:
    """Write an instant as in a sentence, for people and machines."""
    return _write_time(instant, f"{format_day(instant[:10])}, {instant[11:16]} UTC")


def _write_time(machine: str, people: str) -> Markup:
    # Markup.format takes ten times as long, and a page has a hundred of them.
    return Markup(f'<time datetime="{escape(machine)}">{escape(people)}</time>')


def write_money(money: Mapping[str, Any] | None) -> str:
    """Write an amount in pounds; "" where there is none."""
    return format_pence(Pence.read(str(money["amount"]))) if money else ""


def write_sum(money: Mapping[str, Any] | None) -> str:
    """Write a sum of what is on record: nothing on record is no sum of nought pounds."""
    return write_money(money) if money and Pence.read(str(money["amount"])) else "not on record"


def end_sentence(text: str) -> str:
    """Begin a sentence with a capital and end it with a stop, where it has none."""
    said = f"{text[:1].upper()}{text[1:]}"
    ended = said if said.endswith((".", "!", "?")) else f"{said}."
    return escape(ended)


def find_world(standing: str) -> str:
    """Return whether what stands so to its source is real or made up."""
    return Standing(standing).world.value


def name_record(record: Mapping[str, Any]) -> str:
    """Return what a record is called; its kind where it has no name but its reference.

    >>> name_record({"uri": "https://a.example/allocations/P/T1", "title": "Allocation P/T1"})
    'Allocation'
    """
    title, uri = str(record["title"]), str(record["uri"])
    kind, _, reference = title.partition(" ")
    return kind if reference and uri.endswith(f"/{reference}") else title


def list_brief(
    fields: Iterable[OutlineField], found: Mapping[str, Any]
) -> list[tuple[OutlineField, Any]]:
    """List what an item of a list says in brief: long texts only where it has no name."""
    named = "title" not in found or name_record(found) == found["title"]
    return [
        (field, value)
        for field, value in list_shown(fields, found)
        if field.name not in _ASIDE
        and not (named and isinstance(value, str) and len(value) > _BRIEF)
    ]
