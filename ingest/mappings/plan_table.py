"""Planning what a file becomes under a mapping; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace

from sqlalchemy import Connection

from ingest.files import Row, Table
from ingest.mappings.columns import unknown_columns, unmapped
from ingest.mappings.conditions import holds
from ingest.mappings.drafts import Draft
from ingest.mappings.fill_fields import Setting, fill
from ingest.mappings.header_rows import Headings, read_headings
from ingest.mappings.plan import Plan, RowPlan
from ingest.mappings.resolve_names import Names
from ingest.mappings.rows_to_acts import drafts_of, keep_the_rest, specs_of
from ingest.mappings.skip_recorded import leave_known
from ingest.mappings.spec import ActSpec
from ingest.mappings.spec import Mapping as Map
from ingest.mappings.templates import Template
from registry.acts import ACTS, Act
from registry.errors import InvalidInput, Problem


def plan_table(connection: Connection, table: Table, mapping: Map) -> Plan:
    """What each row of a table becomes; what is wrong is told in the plan."""
    headings, problems = read_headings(table, mapping.file, mapping.columns)
    problems = problems or unknown_columns(mapping, headings)
    if not problems and table.rows[-1].number <= mapping.file.header[-1]:
        problems = [Problem("no rows stand below the header", "Mend file.header")]
    if problems:
        told = tuple(replace(problem, file=table.file) for problem in problems)
        return Plan(table, headings.headings, notes=table.notes, problems=told)
    planning = _Planning(connection, table, mapping, headings)
    once = planning.once()
    rows = list(planning.rows())
    drafts = [draft for row in (once, *rows) for draft in row.fresh]
    leave_known(connection, drafts, keep=mapping.known == "keep")
    for row in rows:
        keep_the_rest(row.fresh, row.joined, row.cells, headings, mapping.ignore)
    return Plan(
        table,
        headings.headings,
        _settled(once, table.file),
        tuple(_settled(row, table.file) for row in rows),
        notes=(*table.notes, *unmapped(mapping, headings)),
    )


@dataclass(slots=True)
class _Drafted:
    """A row with its drafts, those of its group, and what is wrong with it as a whole."""

    number: int
    fresh: list[Draft] = field(default_factory=list)
    joined: list[Draft] = field(default_factory=list)
    cells: Mapping[str, str] = field(default_factory=dict)
    left_out: str | None = None
    problems: list[Problem] = field(default_factory=list)


class _Planning:
    def __init__(
        self, connection: Connection, table: Table, mapping: Map, headings: Headings
    ) -> None:
        self.table, self.mapping, self.headings = table, mapping, headings
        self.names = Names(connection, mapping.names)
        self.specs = [(spec, specs_of(spec, mapping)) for spec in mapping.row]
        self.groups: dict[tuple[int, str], Draft] = {}
        published = {one.published_on for one in mapping.source if one.published_on}
        self.on = published.pop() if len(published) == 1 else None

    def once(self) -> _Drafted:
        """The sources, and what is recorded beside the rows."""
        drafts: list[Draft] = []
        for source in self.mapping.source:
            cells = {key: value for key, value in asdict(source).items() if value}
            drafts.append(Draft("sources", ActSpec(act="sources"), {}, cells))
        for spec in self.mapping.once:
            draft = Draft(spec.act, spec, {})
            fill(draft, specs_of(spec, self.mapping), {}, self._setting({}))
            if not draft.problems:
                self.names.made(draft.kind, draft.cells)
            drafts.append(draft)
        return _Drafted(0, drafts)

    def rows(self) -> Iterator[_Drafted]:
        """What each row below the header becomes."""
        spec, above = self.mapping.file, dict[str, str]()
        last = spec.last_row or max(row.number for row in self.table.rows)
        below = [row for row in self.table.rows if spec.header[-1] < row.number <= last]
        for number, row in enumerate(below, 1):
            cells = self.headings.cells(row)
            self._fill_down(cells, above)
            cells |= {"row": str(row.number), "n": str(number)}
            yield self._row(row, cells)

    def _fill_down(self, cells: dict[str, str], above: dict[str, str]) -> None:
        """Give empty cells what stands above them, under every name of their column."""
        names = self.headings.names
        for name in self.mapping.file.fill_down:
            above[name] = cells[name].strip() or above.get(name, "")
            for other, place in names.items():
                if place == names[name]:
                    cells[other] = above[name]

    def _row(self, row: Row, cells: dict[str, str]) -> _Drafted:
        wrong = list(_ragged(row, self.headings, self.table, short=self.mapping.file.short_rows))
        if wrong:
            return _Drafted(row.number, problems=wrong)
        for left in self.mapping.leave_out:
            if holds(left.when, cells):
                return _Drafted(row.number, left_out=left.why)
        fresh, joined = drafts_of(self.specs, cells, self._setting(cells), self.groups)
        problems = [] if fresh or joined else [_nothing()]
        return _Drafted(row.number, fresh, joined, cells, problems=problems)

    def _setting(self, cells: Mapping[str, str]) -> Setting:
        template = self.mapping.reading.on
        on = Template(template).render(cells).words if template else ""
        return Setting(self.mapping, self.names, on or self.on)


def _ragged(row: Row, headings: Headings, table: Table, *, short: bool) -> Iterator[Problem]:
    width = len(headings.headings)
    if len(row.cells) > width:
        yield Problem(
            f"the row has {len(row.cells)} cells, the header {width}",
            "Give every column a heading; enclose cells with delimiters in quotes",
        )
    elif row.width < width and table.delimiter is not None and not short:
        yield Problem(
            f"the row has {row.width} cells, the header {width}",
            "Enclose cells with delimiters in quotes, or say file.short_rows = true",
        )


def _nothing() -> Problem:
    return Problem(
        "the row becomes nothing: no [[row]] of the mapping is meant for it",
        "Add one, or say under [[leave_out]] why it is left out",
    )


def _settled(drafted: _Drafted, file: str) -> RowPlan:
    number, drafts, problems = drafted.number, drafted.fresh, drafted.problems
    acts: list[Act] = []
    failed: list[tuple[str, str | None]] = []
    for draft in drafts:
        made = _act(draft)
        if isinstance(made, Act):
            acts.append(made)
        elif made is not None:
            problems.extend(made)
            failed.append((draft.kind, draft.reference))
    place = number or None
    return RowPlan(
        number,
        tuple(acts),
        drafted.left_out,
        tuple(dict.fromkeys(note for draft in drafts for note in draft.notes)),
        tuple(dict.fromkeys(replace(problem, file=file, row=place) for problem in problems)),
        tuple(failed),
        tuple((draft.kind, draft.reference) for draft in drafts if draft.left),
    )


def _act(draft: Draft) -> Act | list[Problem] | None:
    """The act, or what is wrong with it; None where it is on record and is left as it is."""
    if draft.left:
        return None
    locator = draft.locator()
    cells = {**draft.cells, "locator": locator} if locator else draft.cells
    wrong = [problem for problem in draft.problems if problem.column]
    try:
        act = ACTS[draft.kind].read(cells)
    except InvalidInput as error:
        told = {problem.column for problem in wrong}
        return [*wrong, *(problem for problem in error.problems if problem.column not in told)]
    return wrong or act
