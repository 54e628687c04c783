"""One flat SELECT under construction: its rows, its joins, its columns and conditions."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from sqlalchemy import (
    BindParameter,
    ClauseElement,
    Column,
    ColumnElement,
    Dialect,
    FromClause,
    Table,
    bindparam,
)
from sqlalchemy import Text as SqlText
from sqlalchemy.types import TypeEngine

from schema.planner.captures import RequestValue
from schema.planner.keysets import Sorting
from schema.planner.planning_context import PlanningContext
from schema.planner.sql_fragments import Role, SqlFragment, compile_fragment, placeholder
from schema.planner.statements import EarlyValue, SqlPart, Statement, WritesSql
from schema.planner.time_travel import Moment, Rows, name_of
from schema.planner.variables import EarlyRead

# What is bound is made of what was given, or of that and of rows.
BindMaker: TypeAlias = Callable[[Any], Any] | EarlyRead


class AliasNames:
    """Short aliases for the tables of one statement: ``targets1``, ``targets2``.

    SQLAlchemy names tables that nobody named ``targets_1``, so these never meet.
    """

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def new(self, name: str) -> str:
        """Return an alias that no other table of the statement has."""
        self._taken[name] = self._taken.get(name, 0) + 1
        return f"{name}{self._taken[name]}"


@dataclass(frozen=True, slots=True)
class BoundName:
    """A value that is bound on its own."""

    name: str

    def write(self, dialect: Dialect) -> SqlFragment:
        """Return a placeholder."""
        return SqlFragment(placeholder(dialect), (self.name,))


@dataclass(frozen=True, slots=True)
class DialectText:
    """Text that differs per kind of database."""

    sqlite: str
    postgresql: str

    def write(self, dialect: Dialect) -> SqlFragment:
        """Return the text."""
        return SqlFragment(self.sqlite if dialect.name == "sqlite" else self.postgresql, ())


@dataclass(frozen=True, slots=True)
class PostgresqlOnly:
    """A part that only PostgreSQL gets."""

    part: WritesSql
    after: str

    def write(self, dialect: Dialect) -> SqlFragment:
        """Return the part and what comes after it, or nothing."""
        if dialect.name == "sqlite":
            return SqlFragment("", ())
        piece = self.part.write(dialect)
        return replace(piece, text=f"{piece.text}{self.after}")


@dataclass(frozen=True, slots=True)
class WrittenExpression:
    """An expression within a statement, which knows what the run calls its values."""

    expression: ClauseElement
    role: Role
    scope: SelectBuilder

    def write(self, dialect: Dialect) -> SqlFragment:
        """Return the expression's piece, its values called as the run calls them."""
        found = compile_fragment(self.expression, self.role, self.scope.rows, dialect)
        return found.rename_binds(self.scope.names)


class SelectBuilder:
    """A statement under construction; what is joined or selected twice is there once.

    Expressions are cached across requests, so what they bind goes by names that count from nought
    in each statement; ``names`` maps these to the names of a run.
    """

    def __init__(self, rows: Rows, moment: Moment, *, alone: bool = False) -> None:
        # Whether no more than one of its rows is ever made into an object.
        self.alone = alone
        self._aliases = AliasNames()
        self._moment = moment
        self.base: FromClause = moment.rows(rows, self._aliases.new(name_of(rows)))
        self.rows: list[FromClause] = [self.base]
        self.names: dict[str, str] = dict(moment.names)
        self.bound_values: list[tuple[int, BindMaker]] = []
        self.joins: list[Any] = []
        self._from: list[SqlPart] = [WrittenExpression(self.base, "rows", self)]
        self._joined: dict[Hashable, FromClause] = {}
        self._columns: list[ColumnElement[Any]] = []
        self._places: dict[Hashable, int] = {}
        self.conditions: list[Sequence[SqlPart]] = []

    def read_from(self, rows: SqlPart) -> None:
        """Read the base from other rows, which have its columns and its name."""
        self._from[0] = rows

    def bind(
        self,
        work: PlanningContext,
        value: RequestValue,
        make: BindMaker,
        kind: TypeEngine[Any] | None,
    ) -> BindParameter[Any]:
        """Bind what is made of a value, under a name of this statement.

        Raises:
            GraphQLError: the value is refused.
        """
        return bindparam(self.bind_name(work, value, make), type_=kind or SqlText())

    def bind_name(self, work: PlanningContext, value: RequestValue, make: BindMaker) -> str:
        """Return the name of what is made of a value, where a cached expression binds it."""
        name = f"asked{len(self.bound_values)}"
        self.bound_values.append((value.index, make))
        if isinstance(make, EarlyRead):
            self.names[name] = self._read_early(work, value.hidden, make)
        else:
            self.names[name] = work.defer("asked", value.hidden, make)
        return name

    def _read_early(self, work: PlanningContext, value: Any, asked: EarlyRead) -> str:
        """Return the name of a value that is computed of rows; each moment's are read once."""
        key = (asked.rows, self._moment)
        if key not in work.early_statements:
            rows = SelectBuilder(asked.rows, self._moment)
            work.early_statements[key] = Statement(rows.select_values("*"))
        name = f"early{len(work.early)}"
        work.early[name] = EarlyValue(work.early_statements[key], value, asked.make)
        return name

    def join(
        self,
        rows: Rows,
        on: Callable[[FromClause], ColumnElement[bool]],
        key: Hashable,
        *,
        inner: bool = False,
    ) -> FromClause:
        """Join further rows, once per key; ``on`` makes the condition from their alias."""
        if key not in self._joined:
            alias = self._moment.rows(rows, self._aliases.new(name_of(rows)))
            condition = on(alias)
            self.rows.append(alias)
            self._from += [
                " JOIN " if inner else " LEFT OUTER JOIN ",
                WrittenExpression(alias, "rows", self),
                " ON ",
                WrittenExpression(condition, "condition", self),
            ]
            self._joined[key] = alias
        return self._joined[key]

    def add_column(self, expression: ColumnElement[Any], key: Hashable = None) -> int:
        """Select an expression and return its index in the row.

        Columns are selected once, other expressions once for each key.
        """
        if isinstance(expression, Column):
            key = (expression.table.name, expression.key)
        if key is not None and key in self._places:
            return self._places[key]
        self._columns.append(expression)
        if key is not None:
            self._places[key] = len(self._columns) - 1
        return len(self._columns) - 1

    @property
    def reads_table(self) -> bool:
        """Whether the base is one table, and no rows that are selected from several."""
        return isinstance(getattr(self.base, "element", None), Table)

    def presence(self, row: FromClause) -> int:
        """Return the index of a column that is never null where a row was joined."""
        element: Any = getattr(row, "element", None)
        if isinstance(element, Table):
            for place, column in enumerate(self._columns):
                if isinstance(column, Column) and column.table is row and not column.nullable:
                    return place
        return self.add_column(row.c.reference)

    def require(self, *conditions: ColumnElement[bool] | None) -> None:
        """Keep only rows that meet the conditions."""
        for condition in conditions:
            if condition is not None:
                self.conditions.append([WrittenExpression(condition, "condition", self)])

    def value(self, expression: ColumnElement[Any]) -> WrittenExpression:
        """Return an expression of this statement as a part of it."""
        return WrittenExpression(expression, "value", self)

    def select(self, *further: SqlPart) -> list[SqlPart]:
        """Return the statement, its columns named by index, ``further`` after them."""
        parts: list[SqlPart] = ["SELECT "]
        for place, column in enumerate(self._columns):
            parts += [", " if place else "", self.value(column), f" AS c{place}"]
        # Where only __typename is selected, all that is read is whether there is a row.
        return [*parts, *([] if self._columns else ["1 AS c0"]), *further, *self._from_and_where()]

    def select_values(self, *values: SqlPart) -> list[SqlPart]:
        """Return other values over the same rows and conditions, such as their number."""
        return ["SELECT ", *values, *self._from_and_where()]

    def order_by(self, order: Iterable[Sorting]) -> list[SqlPart]:
        """Return the terms by which rows are sorted."""
        parts: list[SqlPart] = []
        for sorting in order:
            parts += [", " if parts else "", self.value(sorting.expression)]
            parts += [" DESC"] if sorting.descending else []
        return parts

    def _from_and_where(self) -> list[SqlPart]:
        parts: list[SqlPart] = [" FROM ", *self._from]
        for place, condition in enumerate(self.conditions):
            parts += [" AND (" if place else " WHERE (", *condition, ")"]
        return parts
