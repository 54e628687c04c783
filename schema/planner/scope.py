"""One flat SELECT while it is being put together: its rows, what is joined in, what it gives."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Label, Select, literal_column, select

from schema.planner.moments import Moment, Rows, name_of


class Names:
    """Short names for the tables of one statement: ``targets1``, ``targets2``.

    SQLAlchemy names tables that nobody named ``targets_1``, so these never meet.
    """

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def new(self, name: str) -> str:
        """A name that no other table of the statement has."""
        self._taken[name] = self._taken.get(name, 0) + 1
        return f"{name}{self._taken[name]}"


class Scope:
    """A statement under construction. What is asked for twice is joined and selected once."""

    def __init__(self, rows: Rows, moment: Moment) -> None:
        self._names = Names()
        self._moment = moment
        self.base: FromClause = moment.rows(rows, self._names.new(name_of(rows)))
        self._from: FromClause = self.base
        self._joined: dict[Hashable, FromClause] = {}
        self._columns: list[ColumnElement[Any]] = []
        self._places: dict[Hashable, int] = {}
        self.conditions: list[ColumnElement[bool]] = []

    def join(self, rows: Rows, on: Any, key: Hashable, *, inner: bool = False) -> FromClause:
        """Join further rows in, once for each key; ``on`` makes the condition from their alias."""
        if key not in self._joined:
            alias = self._moment.rows(rows, self._names.new(name_of(rows)))
            self._from = self._from.join(alias, on(alias), isouter=not inner)
            self._joined[key] = alias
        return self._joined[key]

    def put(self, expression: ColumnElement[Any], key: Hashable = None) -> int:
        """Select an expression and tell its place in the row.

        Columns are selected once, other expressions once for each key.
        """
        table = getattr(expression, "table", None)
        if table is not None:
            key = (table.name, expression.key)
        if key is not None and key in self._places:
            return self._places[key]
        self._columns.append(expression)
        if key is not None:
            self._places[key] = len(self._columns) - 1
        return len(self._columns) - 1

    def require(self, *conditions: ColumnElement[bool] | None) -> None:
        """Keep only rows that meet the conditions."""
        self.conditions.extend(c for c in conditions if c is not None)

    def select(self, *further: ColumnElement[Any]) -> Select[Any]:
        """The statement as it stands, its columns named by their place."""
        # Where only __typename is asked for, that there is a row is all that is read.
        columns = self._columns or [literal_column("1")]
        named: list[Label[Any]] = [c.label(f"c{i}") for i, c in enumerate(columns)]
        return select(*named, *further).select_from(self._from).where(*self.conditions)

    def over(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """Other columns over the same rows and conditions, such as their number."""
        return select(*columns).select_from(self._from).where(*self.conditions)
