"""How many rows a package has, in each table and for each area."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from heapq import heappop, heappush
from typing import Any

from sqlalchemy import Connection, Select, func, literal, select

from opendata import Content, Dataset, Nature, WrittenFile, make_record_table
from opendata.fields import refers_to
from registry.models import TABLES

AREAS = "areas"
_ASIDE = frozenset({"sources", "partners"})
_UNSURE = 10
_NAMED = 500


def make_rows_json(
    connection: Connection, dataset: Dataset, content: Content, tables: Mapping[str, WrittenFile]
) -> str:
    """Return the text of ``rows.json``; rows of no area stand under an empty name."""
    areas: dict[str, dict[str, int]] = defaultdict(dict)
    totals = {}
    for resource in dataset.resources():
        # How many entries it took to record the rest is the checkpoint's matter.
        if resource.nature is Nature.RECORDS:
            totals[resource.name] = tables[resource.name].rows
            only = content.list_references(make_record_table(resource.name))
            for area, count in sorted(_count_rows(connection, resource.name, only).items()):
                areas[area][resource.name] = count
    document = {"dataset": dataset.name, "rows": totals, "areas": dict(sorted(areas.items()))}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _count_rows(connection: Connection, kind: str, only: Sequence[str] | None) -> Counter[str]:
    statement, counts = _select_counts(kind), Counter[str]()
    whole: list[Sequence[str] | None] = [None]
    parts = (
        whole if only is None else [only[at : at + _NAMED] for at in range(0, len(only), _NAMED)]
    )
    for some in parts:
        wanted = statement if some is None else statement.where(TABLES[kind].c.reference.in_(some))
        counts.update({area or "": count for area, count in connection.execute(wanted)})
    return counts


def _select_counts(kind: str) -> Select[str, int]:
    """Return the select of the number of records per area: one join per step to the area."""
    table: Any = TABLES[kind]
    path = find_path_to_area(kind)
    if path is None:
        return select(literal(""), func.count()).select_from(table)
    joined, at = table, table
    for column in path[:-1]:
        next_ = TABLES[refers_to(at.c[column]) or ""].alias()
        joined = joined.outerjoin(next_, next_.c.reference == at.c[column])
        at = next_
    area = at.c[path[-1]]
    return select(area, func.count()).select_from(joined).group_by(area)


@cache
def find_path_to_area(kind: str) -> tuple[str, ...] | None:
    """Find the columns that lead from a kind to its area, each of the table referenced before.

    Of all paths the surest is taken: by columns that are always stated, and not through partners,
    which may work in several areas.
    """
    if kind == AREAS:
        return ("reference",)
    waiting: list[tuple[int, tuple[str, ...], str]] = [(0, (), kind)]
    seen: set[str] = set()
    while waiting:
        cost, path, at = heappop(waiting)
        if at == AREAS:
            return path
        if at in seen or at in _ASIDE - {kind}:
            continue
        seen.add(at)
        for column in TABLES[at].c:
            target = refers_to(column)
            if target:
                step = _UNSURE if column.nullable else 1
                heappush(waiting, (cost + step, (*path, column.name), target))
    return None
