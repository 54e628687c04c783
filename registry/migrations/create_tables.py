"""Helpers for migrations, which are frozen: what one built once, it builds for ever.

Nothing here may follow the models. A migration that needs other words than these gets new helpers
beside them; the helpers that earlier migrations call keep giving the very same statements.
"""

from __future__ import annotations

from hashlib import md5
from typing import Any

import sqlalchemy as sa
from alembic import op

from registry.migrations.triggers import create_replacement_triggers, create_triggers

STANDINGS = "VERBATIM RESTATED FICTIONAL SYNTHETIC"
_LONGEST_NAME = 63  # of PostgreSQL; SQLite has no limit


def _text_type() -> sa.types.TypeEngine[str]:
    return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _integer_type() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _boolean_type() -> sa.types.TypeEngine[Any]:
    # STRICT tables of SQLite know no BOOLEAN: 0 or 1 stand in an INTEGER.
    return sa.Boolean().with_variant(sa.Integer(), "sqlite")


def text_column(name: str, *, null: bool = False, index: bool = False) -> sa.Column[str]:
    """Return a column of text."""
    return sa.Column(name, _text_type(), nullable=null, info={"index": index})


def integer_column(name: str, *, null: bool = False, index: bool = False) -> sa.Column[int]:
    """Return a column of whole numbers."""
    return sa.Column(name, _integer_type(), nullable=null, info={"index": index})


def boolean_column(name: str, *, null: bool = False) -> sa.Column[Any]:
    """Return a column of yes or no."""
    return sa.Column(name, _boolean_type(), nullable=null)


def reference_column(
    name: str, kind: str, *, null: bool = False, index: bool = True
) -> sa.Column[str]:
    """Return a column that names a record of another table."""
    return sa.Column(name, _text_type(), nullable=null, info={"index": index, "refers": kind})


def code_column(name: str, codes: str, *, null: bool = False) -> sa.Column[str]:
    """Return a column of a closed list of words, divided by spaces."""
    return sa.Column(name, _text_type(), nullable=null, info={"codes": codes.split()})


def create_record_tables(name: str, *own: sa.Column[Any], source: bool = True) -> None:
    """Create a table of records, with the columns of all records, and its history table."""
    columns = [
        text_column("reference"),
        *own,
        *([reference_column("source", "sources", index=False)] if source else []),
        code_column("standing", STANDINGS),
        text_column("locator", null=True),
        text_column("id"),
        integer_column("entry", index=True),
        text_column("recorded_at"),
    ]
    versions = [sa.Column(c.name, c.type, nullable=c.nullable) for c in columns]
    create_table(name, columns, sa.PrimaryKeyConstraint("reference", name=f"pk_{name}"))
    create_table(
        f"{name}_history",
        [*versions, integer_column("until_entry")],
        sa.PrimaryKeyConstraint("reference", "entry", name=f"pk_{name}_history"),
    )
    create_triggers(name)
    create_triggers(f"{name}_history")


def create_kept_record_tables(name: str, *own: sa.Column[Any], source: bool = True) -> None:
    """Create a table of records and its history as ``create_record_tables`` does.

    No row of them can be replaced either; tables of before have these triggers from revision 13.
    """
    create_record_tables(name, *own, source=source)
    create_replacement_triggers(name, "reference")
    create_replacement_triggers(f"{name}_history", "reference entry")


def create_table(name: str, columns: list[sa.Column[Any]], *constraints: sa.Constraint) -> None:
    """Create a table with its keys, checks and indices; STRICT where the database is SQLite."""
    ties: list[sa.Constraint] = []
    for column in columns:
        if table := column.info.get("refers"):
            ties.append(
                sa.ForeignKeyConstraint(
                    [column.name], [f"{table}.reference"], name=f"fk_{name}_{column.name}"
                )
            )
        if codes := column.info.get("codes"):
            check = make_codes_check(column.name, codes)
            ties.append(sa.CheckConstraint(check, name=make_check_name(name, column.name)))
    op.create_table(name, *columns, *constraints, *ties, sqlite_strict=True)
    for column in columns:
        if column.info.get("index"):
            op.create_index(f"ix_{name}_{column.name}", name, [column.name])


def make_check_name(table: str, column: str) -> str:
    """Return the name of the check that holds a column to its list of words.

    The first migrations put the table into it twice, and cut long names as PostgreSQL needs.
    """
    name = f"ck_{table}_ck_{table}_{column}_is_known"
    if op.get_bind().dialect.name == "sqlite" or len(name) <= _LONGEST_NAME:
        return name
    digest = md5(name.encode(), usedforsecurity=False).hexdigest()
    return f"{name[: _LONGEST_NAME - 8]}_{digest[-4:]}"


def make_codes_check(column: str, codes: list[str]) -> str:
    """Return the condition that a column holds one of some words."""
    listed = ", ".join(f"'{code}'" for code in codes)
    return f'"{column}" IN ({listed})'
