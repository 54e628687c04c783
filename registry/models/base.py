"""What all tables have in common: how columns are declared and where their meaning is written.

A column's comment is its public meaning: the API, the published tables, the import forms and the
documentation all quote it from here.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Integer,
    MetaData,
    Text,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.sql.compiler import TypeCompiler

from registry.vocabulary import Standing

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

# Text sorts by code point in both databases, so that cursors and files have one order.
WORDS = Text().with_variant(Text(collation="C"), "postgresql")
# STRICT tables of SQLite know INTEGER only, which holds 64 bits.
WHOLE = BigInteger().with_variant(Integer(), "sqlite")


@compiles(Boolean, "sqlite")
def _boolean_in_strict_tables(_type: Boolean, _compiler: TypeCompiler, **_: Any) -> str:
    """STRICT tables of SQLite know no BOOLEAN: 0 or 1 stand in an INTEGER."""
    return "INTEGER"


class Base(DeclarativeBase):
    """The registry's tables, all STRICT where the database is SQLite."""

    metadata = MetaData(naming_convention=CONVENTION)


def text_column(comment: str, name: str | None = None, **options: Any) -> Any:
    """Declare a column of text. Whether it may be empty follows from its annotation."""
    if name is None:
        return mapped_column(WORDS, comment=comment, **options)
    return mapped_column(name, WORDS, comment=comment, **options)


day_column = text_column  # a day, ``2007-05-01``: text that sorts in the order of time


def integer_column(comment: str) -> Any:
    """Declare a column of whole numbers."""
    return mapped_column(WHOLE, comment=comment)


def pence_column(comment: str) -> Any:
    """Declare a column of money in whole pence; published and shown in pounds."""
    return mapped_column(WHOLE, comment=comment, info={"unit": "pence"})


def boolean_column(comment: str, **options: Any) -> Any:
    """Declare a column of yes or no."""
    return mapped_column(Boolean(), comment=comment, **options)


def decimal_column(comment: str) -> Any:
    """Declare a column of decimal numbers as text, their scale kept."""
    return mapped_column(WORDS, comment=comment, info={"unit": "number"})


def reference_column(table: str, comment: str, *, index: bool = True, **options: Any) -> Any:
    """Declare a column that names a record of another table by its reference."""
    key = ForeignKey(f"{table}.reference")
    return mapped_column(WORDS, key, comment=comment, index=index, **options)


def code_column(codes: type[StrEnum], name: str, comment: str, **options: Any) -> Any:
    """Declare a column of a closed code list; the database refuses every other word."""
    values = ", ".join(f"'{member.value}'" for member in codes)
    return mapped_column(
        WORDS,
        CheckConstraint(f'"{name}" IN ({values})', name=f"{name}_is_known"),
        comment=comment,
        info={"codes": codes},
        **options,
    )


class Record:
    """What every record carries: its name in the world, how it stands to its source, its entry.

    Attributes:
        TYPE: the record's name in the API.
        SEARCHED: the columns that search reads, the title first.
        COUNTED: the words under which the front page counts its kind; None where it does not.
    """

    TYPE: ClassVar[str]
    SEARCHED: ClassVar[tuple[str, ...]] = ()
    COUNTED: ClassVar[str | None] = None

    reference: Mapped[str] = mapped_column(
        WORDS,
        primary_key=True,
        comment="The readable key, unique within its kind and never reused",
        sort_order=-1,
    )
    standing: Mapped[str] = code_column(
        Standing,
        "standing",
        "How the record stands to its source: word for word, restated, or made up",
        sort_order=2,
    )
    locator: Mapped[str | None] = text_column(
        "Where in the source it stands: page, row, paragraph", sort_order=3
    )
    id: Mapped[str] = text_column("The opaque id by which the API knows the record", sort_order=4)
    entry: Mapped[int] = mapped_column(
        WHOLE,
        comment="The number of the ledger entry that made this version",
        index=True,
        sort_order=5,
    )
    recorded_at: Mapped[str] = text_column(
        "The instant at which this version was recorded, in UTC", sort_order=6
    )


class Sourced(Record):
    """A record that cites the document it was taken from."""

    source: Mapped[str] = reference_column("sources", "The document that says so", sort_order=1)


STRICT = {"sqlite_strict": True}
# Columns that the registry fills by itself: no act states them and no package publishes them.
BOOKKEEPING = ("id", "entry", "recorded_at", "revised")
