"""The words in which migrations tell of tables; what they build may never change."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from registry.models.database_triggers import keeping, keeping_as_it_is

STANDINGS = "VERBATIM RESTATED FICTIONAL SYNTHETIC"


def _text() -> sa.types.TypeEngine[str]:
    return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _integer() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def words(name: str, *, null: bool = False, index: bool = False) -> sa.Column[str]:
    """A column of text."""
    return sa.Column(name, _text(), nullable=null, info={"index": index})


def whole(name: str, *, null: bool = False, index: bool = False) -> sa.Column[int]:
    """A column of whole numbers."""
    return sa.Column(name, _integer(), nullable=null, info={"index": index})


def flag(name: str, *, null: bool = False) -> sa.Column[bool]:
    """A column of yes or no."""
    return sa.Column(name, sa.Boolean(), nullable=null)


def refers(name: str, kind: str, *, null: bool = False, index: bool = True) -> sa.Column[str]:
    """A column that names a record of another table."""
    return sa.Column(name, _text(), nullable=null, info={"index": index, "refers": kind})


def code(name: str, codes: str) -> sa.Column[str]:
    """A column of a closed list of words, divided by spaces."""
    return sa.Column(name, _text(), nullable=False, info={"codes": codes.split()})


def record(name: str, *own: sa.Column[Any], source: bool = True) -> None:
    """A table of records with what all of them carry, and the table of its replaced versions."""
    columns = [
        words("reference"),
        *own,
        *([refers("source", "sources", index=False)] if source else []),
        code("standing", STANDINGS),
        words("locator", null=True),
        words("id"),
        whole("entry", index=True),
        words("recorded_at"),
    ]
    versions = [sa.Column(c.name, c.type, nullable=c.nullable) for c in columns]
    table(name, columns, sa.PrimaryKeyConstraint("reference", name=f"pk_{name}"))
    table(
        f"{name}_history",
        [*versions, whole("until_entry")],
        sa.PrimaryKeyConstraint("reference", "entry", name=f"pk_{name}_history"),
    )
    keep(name)
    keep(f"{name}_history")


def keep(name: str) -> None:
    """Let nothing be deleted from a table."""
    for trigger in keeping(name, op.get_bind().dialect.name).values():
        op.execute(sa.text(trigger))


def keep_as_it_is(name: str) -> None:
    """Let nothing in a table of the ledger be rewritten."""
    for trigger in keeping_as_it_is(name, op.get_bind().dialect.name).values():
        op.execute(sa.text(trigger))


def table(name: str, columns: list[sa.Column[Any]], *constraints: sa.Constraint) -> None:
    """A table as told; STRICT where the database is SQLite."""
    ties: list[sa.Constraint] = []
    for column in columns:
        if table := column.info.get("refers"):
            ties.append(
                sa.ForeignKeyConstraint(
                    [column.name], [f"{table}.reference"], name=f"fk_{name}_{column.name}"
                )
            )
        if codes := column.info.get("codes"):
            listed = ", ".join(f"'{code}'" for code in codes)
            ties.append(
                sa.CheckConstraint(
                    f'"{column.name}" IN ({listed})', name=f"ck_{name}_{column.name}_is_known"
                )
            )
    op.create_table(name, *columns, *constraints, *ties, sqlite_strict=True)
    for column in columns:
        if column.info.get("index"):
            op.create_index(f"ix_{name}_{column.name}", name, [column.name])
