"""Runs of connections: one list's page, or the first page of each of many lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from schema.planner import cursors
from schema.planner.plan_execution import Block
from schema.planner.statements import QueryRun, Statement, Steps

NODE = "node"


@dataclass(slots=True)
class ConnectionPart:
    """One selected field of a connection: its key, which field, and what it needs.

    ``within``: each node is held by an object of its own, since it may turn out to be nothing.
    """

    key: str
    what: str
    view: int = 0
    within: bool = False
    keys: Sequence[tuple[str, str]] = ()
    value: str | None = None


@dataclass(slots=True)
class PageRows:
    """What was read for one page: rows, the objects made of them, and counts."""

    rows: list[Any] = field(default_factory=list)
    views: list[Any] = field(default_factory=list)
    more: bool = False
    total: int = 0
    ahead: int = 0
    behind: int = 0

    def turn(self) -> None:
        """Reverse what was read from the list's end."""
        self.rows.reverse()
        self.views.reverse()


@dataclass(frozen=True, slots=True)
class ConnectionPage:
    """A page of a list, or for each of many objects the first page of its own list.

    If ``counted``, each row ends with how many there are in all. If ``alone``, it is the list of a
    single object, so that the statement reads no more than a page.
    """

    block: Block | None
    total: Statement | None
    ahead: Statement | None
    behind: Statement | None
    alone: bool
    size: str
    backward: bool
    parts: Sequence[ConnectionPart]
    question: str
    places: tuple[int, ...]
    counted: bool = False

    def read(self, run: QueryRun) -> Steps[dict[str, Any]]:
        """Read the one page of a list that belongs to no object."""
        read = yield [statement.prepare(run) for statement in self._statements.values()]
        told = dict(zip(self._statements, read, strict=True))
        counts = {name: counted[0][0] for name, counted in told.items() if name != "rows"}
        if self.counted and told["rows"]:
            counts["total"] = told["rows"][0][-1]
        found, page = PageRows(**counts), dict[str, Any]()
        if self.block:
            yield from self._make(self.block, run, found, told["rows"])
        self._show(run, found, page)
        return page

    def fill(self, run: QueryRun, pages: Mapping[Any, dict[str, Any]]) -> Steps[None]:
        """Read the pages of all keys at once."""
        found = {key: PageRows() for key in pages}
        keys = [key for key in found if key is not None]
        if keys and self._statements:
            read = yield [each.prepare(run, keys) for each in self._statements.values()]
            for told, rows in zip(self._statements, read, strict=True):
                if told != "rows":
                    for key, count in rows:
                        setattr(found[key], told, count)
                elif self.block and self.alone:
                    yield from self._make(self.block, run, found[keys[0]], rows)
                elif self.block:
                    yield from self._make_all(self.block, run, found, rows)
        for key, page in pages.items():
            self._show(run, found[key], page)

    @property
    def _statements(self) -> Mapping[str, Statement]:
        """Return the statements by the part of the page that they read."""
        rows = self.block.statement if self.block else None
        told = {"rows": rows, "total": self.total, "ahead": self.ahead, "behind": self.behind}
        return {name: statement for name, statement in told.items() if statement}

    def _make(
        self, block: Block, run: QueryRun, found: PageRows, rows: Sequence[Any]
    ) -> Steps[None]:
        size = run.value(self.size)
        found.rows, found.more = list(rows[:size]), len(rows) > size
        found.views = yield from block.make(run, found.rows)

    def _make_all(
        self, block: Block, run: QueryRun, found: Mapping[Any, PageRows], rows: Sequence[Any]
    ) -> Steps[None]:
        # The last value of a row is its position in its list; one row more than shown means more.
        size = run.value(self.size)
        shown = [row for row in rows if row[-1] <= size]
        made = yield from block.make(run, shown)
        for row, views in zip(shown, made, strict=True):
            found[row[0]].rows.append(row)
            found[row[0]].views.append(views)
        for row in rows:
            found[row[0]].more |= row[-1] > size

    def _show(self, run: QueryRun, found: PageRows, page: dict[str, Any]) -> None:
        if self.backward:
            found.turn()
        for part in self.parts:
            if part.within:
                page[part.key] = [views[part.view][NODE] for views in found.views]
            elif part.what in ("edges", "nodes"):
                page[part.key] = [views[part.view] for views in found.views]
            elif part.what == "totalCount":
                page[part.key] = found.total
            elif part.what == "pageInfo":
                page[part.key] = self._info(run, part, found)
            else:
                page[part.key] = part.value

    def _info(self, run: QueryRun, part: ConnectionPart, found: PageRows) -> dict[str, Any]:
        rows = found.rows
        values: dict[str, Callable[[], Any]] = {
            "hasNextPage": lambda: found.behind > 0 or (found.more and not self.backward),
            "hasPreviousPage": lambda: found.ahead > 0 or (found.more and self.backward),
            "startCursor": lambda: self._cursor(run, rows[0]) if rows else None,
            "endCursor": lambda: self._cursor(run, rows[-1]) if rows else None,
            "__typename": lambda: "PageInfo",
        }
        return {key: values[name]() for key, name in part.keys}

    def _cursor(self, run: QueryRun, row: Any) -> str:
        return cursors.write_cursor(
            run.value(self.question), *(row[place] for place in self.places)
        )
