"""For each table of records, the table of versions that later acts replaced."""

from __future__ import annotations

from sqlalchemy import Column, MetaData, PrimaryKeyConstraint, Table

from registry.models.base import WHOLE


def make_history_table(table: Table, metadata: MetaData) -> Table:
    """Define the table of replaced versions of ``table``: its columns and ``until_entry``.

    A version was current from its ``entry`` up to, and not including, its ``until_entry``.
    """
    columns = [
        Column(c.name, c.type, nullable=c.nullable, comment=c.comment, info=c.info)
        for c in table.columns
    ]
    return Table(
        f"{table.name}_history",
        metadata,
        *columns,
        Column(
            "until_entry",
            WHOLE,
            nullable=False,
            comment="The number of the ledger entry that replaced this version",
        ),
        PrimaryKeyConstraint("reference", "entry"),
        sqlite_strict=True,
    )
