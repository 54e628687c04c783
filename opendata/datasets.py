"""The datasets: the whole registry, and the negotiations of each agreement."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection, func, select

from opendata.batching import BATCH, BATCH_VALUES, split_batches
from opendata.closure import Closure, find_closure, find_reachable_kinds
from opendata.data_resource import DataResource
from opendata.resources import list_kinds, list_other_tables, make_record_table
from registry.acts import parts_of
from registry.models import TABLES
from registry.vocabulary import Standing

_OUTSIDE = "outside-agreements"


@dataclass(frozen=True, slots=True)
class Dataset:
    """What is published together under one name, for good.

    ``agreement`` is the one whose negotiations these are; ``whole`` tells the whole registry apart
    from negotiations outside of agreements.
    """

    name: str
    title: str
    about: str
    agreement: str | None = None
    whole: bool = False

    def resources(self) -> tuple[DataResource, ...]:
        """Return the tables of the dataset, each after those that it references."""
        return _list_resources(self.whole)

    def read_content(self, connection: Connection) -> Content:
        """Find the records that the dataset holds now."""
        if not self.whole:
            return Content.from_closure(
                find_closure(connection, find_negotiation_records(connection, self.agreement))
            )
        counts: Counter[str] = Counter()
        for kind in list_kinds():
            table = TABLES[kind]
            counted = select(table.c.standing, func.count()).group_by(table.c.standing)
            for standing, count in connection.execute(counted):
                counts[standing] += count
        return Content(None, counts)


def _list_resources(whole: bool) -> tuple[DataResource, ...]:
    if whole:
        return (*map(make_record_table, list_kinds()), *list_other_tables())
    kinds = find_reachable_kinds(["negotiations", *parts_of("negotiations")])
    derived = (table for table in list_other_tables() if table.rows_of in kinds)
    return (*map(make_record_table, kinds), *derived)


@dataclass(frozen=True, slots=True)
class Content:
    """The records of a dataset, counted by standing; ``closure`` is None where it holds all."""

    closure: Closure | None
    standings: Mapping[str, int]

    @classmethod
    def from_closure(cls, found: Closure) -> Content:
        """Return the content that a closure describes."""
        return cls(found, found.count_standings())

    def list_references(self, resource: DataResource) -> Sequence[str] | None:
        """Return the references to which a resource is limited; None for all of its rows."""
        return (
            None
            if self.closure is None
            else self.closure.list_references(resource.rows_of or resource.name)
        )

    def find_world(self) -> str:
        """Return the world of all records, or MIXED where they are of several."""
        worlds = {Standing(standing).world for standing, count in self.standings.items() if count}
        return worlds.pop() if len(worlds) == 1 else "MIXED"


REGISTRY = Dataset(
    "registry",
    "Answerable: the whole registry",
    "Who answers for which local target, under what terms, with whose money, and what was said "
    "when it was agreed.",
    whole=True,
)
OUTSIDE = Dataset(
    f"negotiations-{_OUTSIDE}",
    "Negotiations outside agreements",
    "What councils asked of government outside any agreement, and what government answered.",
)


def list_datasets(connection: Connection) -> Iterator[Dataset]:
    """Yield all datasets that exist now, the whole registry first."""
    yield REGISTRY
    agreements, table = TABLES["agreements"].c, TABLES["negotiations"].c
    negotiated_ones = select(agreements.reference, agreements.title).where(
        agreements.reference.in_(select(table.agreement))
    )
    found = connection.execute(negotiated_ones.order_by(agreements.reference)).all()
    names = make_slugs([reference for reference, _ in found])
    for reference, title in found:
        about = f"What was asked, answered, advised and decided in the negotiations of {title}."
        yield Dataset(
            f"negotiations-{names[reference]}", f"Negotiations of {title}", about, reference
        )
    outside = select(table.reference).where(table.agreement.is_(None)).limit(1)
    if connection.execute(outside).first():
        yield OUTSIDE


def make_slugs(references: Iterable[str]) -> dict[str, str]:
    """Return a unique name for each reference that addresses and files can carry.

    >>> slugs(["EXS/LAA"])
    {'EXS/LAA': 'exs-laa'}
    """
    plain = {reference: re.sub(r"[^a-z0-9.]+", "-", reference.lower()) for reference in references}
    taken = Counter([_OUTSIDE, *plain.values()])
    return {
        reference: slug
        if taken[slug] == 1
        else f"{slug}-{sha256(reference.encode()).hexdigest()[:8]}"
        for reference, slug in plain.items()
    }


def find_negotiation_records(connection: Connection, agreement: str | None) -> dict[str, list[str]]:
    """Find an agreement's negotiations and all records that belong to them: references by kind."""
    table = TABLES["negotiations"].c
    mine = table.agreement == agreement if agreement else table.agreement.is_(None)
    found = {
        "negotiations": list(connection.execute(select(table.reference).where(mine)).scalars())
    }
    for kind, owner in parts_of("negotiations").items():
        part = TABLES[kind].c
        found[kind] = [
            reference
            for some in split_batches(found[owner.kind])
            for reference in connection.execute(
                select(part.reference).where(part[owner.column].in_(BATCH_VALUES)), {BATCH: some}
            ).scalars()
        ]
    return found
