"""The time and the areas that the records of a dataset are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Select, func, select

from opendata.batching import BATCH, BATCH_VALUES, split_batches
from opendata.datasets import Content
from registry.acts import ACTS, Between, day_fields
from registry.models import TABLES

GSS = "GSS"
"""The scheme of the codes that the Office for National Statistics gives to places."""


@dataclass(frozen=True, slots=True)
class CoveredArea:
    """An area that a dataset is about: its reference, its name, and its GSS code if it has one."""

    reference: str
    name: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a dataset is about: from the first day to the last, both in it, and in which areas.

    Days are ``YYYY-MM-DD``. No areas are named where it is not about some in particular.
    """

    begin: str | None = None
    end: str | None = None
    areas: tuple[CoveredArea, ...] = ()

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Coverage:
        """Return the coverage from the object in a release.json."""
        areas = tuple(CoveredArea(**area) for area in document.get("areas", ()))
        return cls(**{**document, "areas": areas})


def measure_coverage(connection: Connection, content: Content) -> Coverage:
    """Return the time and the areas of a dataset, as its records state them.

    The end is the last day on which a term held or something happened; places, bodies, documents
    and yardsticks, which last longer, do not count. The areas are those of the agreements, and
    none are named for the whole registry.
    """
    days = sorted(_find_days(connection, content))
    begin, end = (days[0], days[-1]) if days else (None, None)
    areas = () if content.closure is None else tuple(_find_areas(connection, content))
    return Coverage(begin, end, areas)


def _find_days(connection: Connection, content: Content) -> Iterator[str]:
    """Yield the first and the last days that the records of each kind state."""
    for kind, act in ACTS.items():
        if act.SETTING or not day_fields(act):
            continue
        first, *others = (TABLES[kind].c[field.name] for field in day_fields(act))
        ends = others if isinstance(act.HAPPENED, Between) else []
        document = first if ends or not others else func.coalesce(first, *others)
        stated = select(func.min(document), func.max(document))
        yield from filter(None, chain(*_read_rows(connection, content, kind, stated)))
        for until in ends:
            for (day,) in _read_rows(connection, content, kind, select(func.max(until))):
                yield from _day_before(day)


def _find_areas(connection: Connection, content: Content) -> Iterator[CoveredArea]:
    agreements, areas = TABLES["agreements"].c, TABLES["areas"].c
    wanted = select(areas.reference, areas.name).join_from(
        TABLES["agreements"], TABLES["areas"], agreements.area == areas.reference
    )
    found = {tuple(row) for row in _read_rows(connection, content, "agreements", wanted)}
    for reference, name in sorted(found):
        yield CoveredArea(reference, name, _find_code(connection, reference))


def _find_code(connection: Connection, area: str) -> str | None:
    """Return the GSS code of an area, the latest one if it changed."""
    codes = TABLES["area_codes"].c
    wanted = select(codes["until"], codes.value).where(codes.area == area, codes.scheme == GSS)
    found = connection.execute(wanted).all()
    return max(found, key=lambda row: (row[0] or "9999", row[1]))[1] if found else None


def _read_rows(
    connection: Connection, content: Content, kind: str, wanted: Select[Any]
) -> Iterator[Sequence[Any]]:
    """Yield the rows of a select, limited to the records of a kind that the dataset holds."""
    if content.closure is None:
        yield from connection.execute(wanted)
        return
    limited = wanted.where(TABLES[kind].c.reference.in_(BATCH_VALUES))
    for some in split_batches(content.closure.list_references(kind)):
        yield from connection.execute(limited, {BATCH: some})


def _day_before(day: str | None) -> Iterator[str]:
    """Yield the last day of a term, where it has ended."""
    if day and (ended := date.fromisoformat(day)) > date.min:
        yield str(ended - timedelta(days=1))
