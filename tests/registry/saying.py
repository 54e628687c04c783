"""A registry in which every field that may hold words holds words of its own."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from sqlalchemy import select

from ingest.packages import import_packages, sample_packages
from registry import REGISTRAR, Registry, make_redaction, record
from registry.acts import ACT_NAMED, Act, Corrected, Field, TargetChanged, fields_of
from registry.acts.fields import TEXT
from registry.ledger import read_entries
from registry.models import Entry
from registry.vocabulary import Standing
from tests.registry.world import World

EXAMPLESHIRE = next(path for path in sample_packages() if path.name == "exampleshire")
SOURCE = "EXS-SOURCE-DECISIONS"
# What tells which record is meant, and what the registry itself writes.
_NO_WORDS = {"kind", "record", "field", "remains", "fields"}


@dataclass(frozen=True)
class Words:
    """Words that stand in one field of one entry and nowhere else, unless they were copied."""

    number: int
    field: str
    text: str


class Wording:
    """Acts with words that no other act has."""

    def __init__(self) -> None:
        self._numbers = count(10_000)

    def fresh(self) -> str:
        return f"Secret{next(self._numbers)}"

    def fresh_for(self, field: Field) -> str:
        return f"https://{self.fresh()}" if field.name == "url" else self.fresh()

    def reworded(self, act: Act) -> Act:
        """The act with words in each field that may hold any, whether it held some or none."""
        fields = [field for field in fields_of(type(act)) if field.name in worded(act)]
        words: dict[str, Any] = {field.attribute: self.fresh_for(field) for field in fields}
        return replace(act, **words)


def worded(act: Act) -> set[str]:
    """The fields of an act that may hold words and make up no reference."""
    fixed = {*_NO_WORDS, *act.KEY}
    if isinstance(act, TargetChanged) and act.field != "title":
        fixed |= {"value", "was"}
    return {field.name for field in fields_of(type(act)) if field.form is TEXT} - fixed


def say_everything(world: World, samples: Registry) -> None:
    """Record the fictional area in words of its own, and correct a field of every record."""
    import_packages(samples, [EXAMPLESHIRE])
    wording = Wording()
    with samples.reading() as session:
        entries = [(entry.act, entry.payload) for entry in read_entries(session.connection)]
    acts = [wording.reworded(_read(*entry)) for entry in entries]
    world.record(*acts)
    world.record(*(wording.reworded(act) for act in _corrections(acts)))


def _read(name: str, payload: str) -> Act:
    return ACT_NAMED[name].read(json.loads(payload))


def _corrections(acts: list[Act]) -> Iterator[Act]:
    for act in acts:
        for field in sorted(worded(act)):
            if field in ("locator", "title"):
                yield Corrected(
                    kind=act.KIND,
                    record=act.reference,
                    field=field,
                    value="x",
                    reason="x",
                    source=SOURCE,
                    standing=Standing.FICTIONAL,
                )


def said(world: World) -> list[Words]:
    """Words on the ledger by entry and field: all of the first two entries of each act."""
    found: list[Words] = []
    times = Counter[str]()
    with world.registry.reading() as session:
        for number, name, payload in session.connection.execute(
            select(Entry.number, Entry.act, Entry.payload).order_by(Entry.number)
        ):
            times[name] += 1
            if times[name] > 2:
                continue
            assert payload is not None
            act = _read(name, payload)
            cells = act.cells()
            fields = sorted(worded(act) & cells.keys())
            found += [Words(number, field, cells[field]) for field in fields]
    return found


def take_off(world: World, words: Words, source: str = SOURCE) -> None:
    """Redact one field of one entry."""
    with world.registry.writing() as session:
        act = make_redaction(
            session.connection,
            words.number,
            fields=words.field,
            reason="It names a person",
            source=source,
        )
        record(session, [act], author=REGISTRAR)
