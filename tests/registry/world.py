"""A small fictional world to tell stories in: few named words, everything through ``record``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select, text

from registry import REGISTRAR, Author, RecordResult, Refusal, Refused, Registry, record
from registry.acts import (
    AccountabilityTaken,
    Act,
    AgreementMade,
    AreaRecorded,
    GoalSet,
    MeasureSet,
    NegotiationOpened,
    PartnerRecorded,
    PoolFormed,
    RegionNamed,
    SourceCited,
    SourcedAct,
    StreamNamed,
    TargetSet,
)
from registry.ledger import Position, read_position
from registry.models import HISTORY, TABLES, Entry, Head, Node, SearchText
from registry.models.database_triggers import list_triggers
from registry.vocabulary import AccountabilityRole, AreaKind, PartnerKind, Standing, instant
from tests.support.tables import read_tables

Row = dict[str, Any]
EVERYTHING: tuple[Any, ...] = (
    *TABLES.values(),
    *HISTORY.values(),
    *(model.__table__ for model in (Entry, Node, Head, SearchText)),
)


def tell(act: type[Act], **fields: Any) -> Any:
    """An act of the fictional world, out of the source S unless it says otherwise."""
    source = {"source": "S"} if issubclass(act, SourcedAct) else {}
    return act(**{"standing": Standing.FICTIONAL, **source, **fields})


def partner(reference: str, kind: PartnerKind, **fields: Any) -> Any:
    return tell(PartnerRecorded, reference=reference, name=reference.title(), kind=kind, **fields)


def target(reference: str, **fields: Any) -> Any:
    return tell(
        TargetSet,
        **{"reference": reference, "title": f"Target {reference}", "agreement": "LAA", **fields},
    )


def lead(partner: str | None, from_: str | None = None, **fields: Any) -> Any:
    return tell(
        AccountabilityTaken,
        **{
            "target": "T1",
            "role": AccountabilityRole.LEAD,
            "partner": partner,
            "from_": from_,
            **fields,
        },
    )


def setting() -> tuple[Act, ...]:
    """What every story takes for granted."""
    return (
        tell(SourceCited, reference="S", title="The fictional file"),
        tell(RegionNamed, reference="R", name="The North"),
        tell(AreaRecorded, reference="AREA", name="Exampleshire", kind=AreaKind.COUNTY, region="R"),
        partner("DEPARTMENT", PartnerKind.DEPARTMENT),
        partner("GO", PartnerKind.GOVERNMENT_OFFICE, parent="DEPARTMENT"),
        partner("INSPECTORATE", PartnerKind.INSPECTORATE),
        partner("COUNCIL", PartnerKind.COUNCIL, area="AREA"),
        partner("POLICE", PartnerKind.POLICE),
        partner("PCT", PartnerKind.HEALTH),
        tell(GoalSet, reference="PSA23", code="PSA 23", title="Safer", review="CSR2007"),
        tell(MeasureSet, reference="NI16", code="NI 16", title="Acquisitive crime"),
        tell(
            AgreementMade,
            reference="LAA",
            title="The agreement",
            area="AREA",
            broker="GO",
            accountable_body="COUNCIL",
            from_="2007-04-01",
        ),
        target("T1"),
        tell(StreamNamed, reference="GRANT", title="The grant"),
        tell(
            PoolFormed,
            reference="POOL",
            title="The pool",
            agreement="LAA",
            financial_year="2007-08",
        ),
        tell(NegotiationOpened, reference="TALKS", title="The talks", agreement="LAA"),
    )


@dataclass
class Clock:
    """A clock that a story can set; each look at it takes a second."""

    moment: datetime = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> str:
        self.moment += timedelta(seconds=1)
        return instant(self.moment)


@dataclass
class World:
    """A registry with what a story asks of it."""

    url: str
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.registry = Registry.open(self.url, clock=self.clock)

    def record(
        self,
        *acts: Act,
        author: Author = REGISTRAR,
        keys: Sequence[str | None] | None = None,
        account: str | None = None,
    ) -> RecordResult:
        with self.registry.writing() as session:
            return record(session, acts, author=author, keys=keys, account=account)

    def refused(
        self, *acts: Act, author: Author = REGISTRAR, keys: Sequence[str | None] | None = None
    ) -> tuple[Refusal, ...]:
        """Why acts are refused, after proving that nothing was written."""
        before = self.everything()
        with self.registry.writing() as session:
            try:
                record(session, acts, author=author, keys=keys)
            except Refused as refused:
                refusals = refused.refusals
            else:
                raise AssertionError("nothing was refused")
        assert self.everything() == before
        return refusals

    def refusal(self, *acts: Act, author: Author = REGISTRAR) -> str:
        """Why the one act that is refused is refused, in words."""
        (refusal,) = self.refused(*acts, author=author)
        return f"{refusal.code}: {refusal.message}"

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        return read_tables(self.registry, EVERYTHING)

    def rows(self, kind: str, **said: Any) -> list[Row]:
        """Current rows that say so, by reference."""
        return list(self._rows(TABLES[kind], said))

    def row(self, kind: str, reference: str) -> Row:
        (row,) = self.rows(kind, reference=reference)
        return row

    def history(self, kind: str, reference: str) -> list[Row]:
        """The replaced versions of a record, the oldest first."""
        return list(self._rows(HISTORY[kind], {"reference": reference}))

    def old_rows(self, kind: str, entry: int) -> list[Row]:
        """Replaced versions that an entry made."""
        return list(self._rows(HISTORY[kind], {"entry": entry}))

    def _rows(self, table: Any, said: dict[str, Any]) -> Iterator[Row]:
        statement = select(table).order_by(*table.primary_key)
        for name, value in said.items():
            statement = statement.where(table.c[name] == value)
        with self.registry.reading() as session:
            yield from map(dict, session.connection.execute(statement).mappings())

    def rows_of_search(self, reference: str) -> list[tuple[str, str, str]]:
        """The title, body and stems by which a record is found."""
        statement = select(SearchText.title, SearchText.body, SearchText.words)
        found = self.ask(statement.where(SearchText.reference == reference))
        return [(row["title"], row["body"], row["words"]) for row in found]

    def found(self, stems: str) -> list[int]:
        """The entries whose records the database's own index finds by stems."""
        index = {
            "sqlite": "SELECT rowid FROM search_index WHERE search_index MATCH :stems",
            "postgresql": "SELECT number FROM search_texts WHERE "
            "string_to_array(words, ' ') @> string_to_array(:stems, ' ')",
        }[self.registry.dialect]
        with self.registry.reading() as session:
            return list(
                session.connection.execute(text(f"{index} ORDER BY 1"), {"stems": stems}).scalars()
            )

    def entry(self, number: int) -> Row:
        statement = select(Entry.__table__).where(Entry.number == number)
        with self.registry.reading() as session:
            return dict(session.connection.execute(statement).mappings().one())

    def position(self) -> Position:
        with self.registry.reading() as session:
            return read_position(session.connection)

    def sql(self, *statements: str, **values: Any) -> None:
        """What an insider does with the database's own tools."""
        with self.registry.writer.begin() as connection:
            for statement in statements:
                connection.execute(text(statement), values)

    def sql_without_triggers(self, *statements: str) -> None:
        """What an insider does who knows of the triggers, and puts them back in place."""
        sqlite = self.registry.dialect == "sqlite"
        with self.registry.writer.begin() as connection:
            there = list_triggers(self.registry.dialect)
            for name, made in there.items():
                where = "" if sqlite else " ON " + made.split(" ON ")[1].split()[0]
                connection.exec_driver_sql(f"DROP TRIGGER {name}{where}")
            for statement in (*statements, *there.values()):
                connection.exec_driver_sql(statement)

    def column(self, statement: str) -> list[Any]:
        """The first column of a statement's rows."""
        with self.registry.reading() as session:
            return list(session.connection.execute(text(statement)).scalars())

    def ask(self, statement: Any) -> list[Row]:
        with self.registry.reading() as session:
            return [dict(row) for row in session.connection.execute(statement).mappings()]
