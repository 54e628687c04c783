"""Planning what a file becomes under a mapping; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace

from sqlalchemy import Connection

from ingest.files import RECORD, Row, ShownTable, Table, show_rows
from ingest.mappings.columns import find_unknown_columns, note_unmapped_columns
from ingest.mappings.conditions import meets_conditions
from ingest.mappings.dates import read_date
from ingest.mappings.drafts import DraftAct
from ingest.mappings.fill_fields import RowContents, fill_draft
from ingest.mappings.header_rows import Headings, read_headings
from ingest.mappings.hidden_cells import find_hidden, note_hidden_cells
from ingest.mappings.outside_rows import note_outside_rows
from ingest.mappings.own_words import find_own_words, read_header_words
from ingest.mappings.patterns import matches_any_pattern
from ingest.mappings.plan import ImportPlan, RowPlan
from ingest.mappings.readings import find_outliers, list_readings
from ingest.mappings.resolve_names import NameResolver
from ingest.mappings.rows_to_acts import complete_specs, is_nameable, keep_unused_words, make_drafts
from ingest.mappings.skip_recorded import skip_recorded
from ingest.mappings.spec import ActSpec, FieldSpec
from ingest.mappings.spec import Mapping as Map
from ingest.mappings.stored_values import StoredValues
from ingest.mappings.summary_rows import find_summary_rows
from ingest.mappings.templates import Template
from ingest.mappings.uncomputed_cells import report_uncomputed_cells
from registry.acts import ACTS, Act
from registry.errors import InvalidInput, Problem
from registry.vocabulary import Standing


def plan_table(connection: Connection, table: Table, mapping: Map) -> ImportPlan:
    """Return what each row of a table becomes; what is wrong is told in the plan."""
    headings, problems = read_headings(table, mapping.file, mapping.columns)
    problems = problems or find_unknown_columns(mapping, headings)
    problems = problems or list(find_hidden(mapping, headings, table))
    if not problems and table.rows[-1].number <= mapping.file.header[-1]:
        problems = [Problem("no rows stand below the header", "Mend file.header")]
    problems += report_uncomputed_cells(table, mapping.file.header, headings.headings, ())
    if problems:
        told = tuple(replace(problem, file=table.file) for problem in problems)
        return ImportPlan(table, headings.headings, notes=table.notes, problems=told)
    shown = show_rows(table, mapping.file.header[-1])
    table = shown.table
    planning = _TablePlanner(connection, shown, mapping, headings)
    once = planning.plan_once()
    rows = list(planning.plan_rows())
    drafts = [draft for row in (once, *rows) for draft in row.fresh]
    skip_recorded(connection, drafts, keep=mapping.known == "keep")
    outliers = find_outliers([row.fresh for row in rows])
    for place, row in enumerate(rows):
        row.unplaced = keep_unused_words(row.fresh, row.joined, row.cells, headings, mapping)
        row.notes = (*row.notes, *outliers.get(place, ()))
    return ImportPlan(
        table,
        headings.headings,
        _finish_row(once, table.file),
        tuple(_finish_row(row, table.file) for row in rows),
        notes=(
            *table.notes,
            *note_outside_rows(table, mapping.file),
            *dict.fromkeys(planning.notes),
            *note_unmapped_columns(mapping, headings, table),
        ),
    )


@dataclass(slots=True)
class _DraftedRow:
    """A row with its drafts, those of its group, and what is wrong with it as a whole."""

    number: int
    fresh: list[DraftAct] = field(default_factory=list)
    joined: list[DraftAct] = field(default_factory=list)
    cells: Mapping[str, str] = field(default_factory=dict)
    left_out: str | None = None
    problems: list[Problem] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    unplaced: list[tuple[str, str]] = field(default_factory=list)


class _TablePlanner:
    def __init__(
        self, connection: Connection, shown: ShownTable, mapping: Map, headings: Headings
    ) -> None:
        self.shown, self.table = shown, shown.table
        self.mapping, self.headings = mapping, headings
        self.stored = StoredValues(self.table)
        self.blanked = self.table.hidden.cells_by_row()
        self.names = NameResolver(connection, mapping.names)
        self.header = read_header_words(self.table, mapping.file.header)
        self.notes: list[str] = []
        self.specs = [(spec, self._complete_row(spec)) for spec in mapping.row]
        summaries = find_summary_rows(self.table, mapping.file.header)
        self.summaries = {one.number: one.why for one in summaries}
        self.groups: dict[tuple[int, str], DraftAct] = {}
        published = {one.published_on for one in mapping.source if one.published_on}
        self.on = published.pop() if len(published) == 1 else None

    def _complete_row(self, spec: ActSpec) -> dict[str, FieldSpec]:
        """Complete what each row becomes; words of the mapping itself make it a restatement."""
        specs = complete_specs(spec, self.mapping)
        if "standing" in spec.fields or "standing" in self.mapping.defaults:
            return specs
        own = find_own_words(spec, specs, self.header)
        if own:
            self.notes.append(
                f"{spec.act} are RESTATED: the words of {', '.join(own)} are the mapping's own; "
                "standing = ... in the mapping says otherwise"
            )
            specs["standing"] = FieldSpec(from_=Standing.RESTATED.value)
        return specs

    def plan_once(self) -> _DraftedRow:
        """Return the sources, and what is recorded beside the rows."""
        drafts: list[DraftAct] = []
        for source in self.mapping.source:
            cells = {key: value for key, value in asdict(source).items() if value}
            drafts.append(DraftAct("sources", ActSpec(act="sources"), {}, cells))
        by = self._row_contents({}, {})
        for spec in self.mapping.once:
            if is_nameable(spec, {}, by):
                continue
            draft = DraftAct(spec.act, spec, {})
            fill_draft(draft, complete_specs(spec, self.mapping), {}, by)
            if not draft.problems:
                self.names.add_record(draft.kind, draft.cells)
            drafts.append(draft)
        return _DraftedRow(0, drafts)

    def plan_rows(self) -> Iterator[_DraftedRow]:
        """Yield what each row below the header becomes."""
        spec, above = self.mapping.file, dict[str, str]()
        last = spec.last_row or max(row.number for row in self.table.rows)
        below = [row for row in self.table.rows if spec.header[-1] < row.number <= last]
        for number, row in enumerate(below, 1):
            cells = self.headings.name_cells(row)
            filled = tuple(self._fill_down(cells, above))
            cells |= {"row": str(row.number), "n": str(number)}
            planned = self._plan_row(row, cells)
            planned.notes = (*filled, *planned.notes)
            yield planned

    def _fill_down(self, cells: dict[str, str], above: dict[str, str]) -> Iterator[str]:
        """Give empty cells what stands above them, under every name of their column.

        Yield what stood in their place where a cell says that it means the same.
        """
        names = self.headings.names
        for name in self.mapping.file.fill_down:
            stated = cells[name].strip()
            if stated and matches_any_pattern(self.mapping.file.ditto, stated):
                yield f"{name}: {stated!r} means the cell above ({above.get(name, '')})"
                stated = ""
            above[name] = stated or above.get(name, "")
            for other, place in names.items():
                if place == names[name]:
                    cells[other] = above[name]

    def _plan_row(self, row: Row, cells: dict[str, str]) -> _DraftedRow:
        wrong = list(
            _report_ragged_row(row, self.headings, self.table, short=self.mapping.file.short_rows)
        )
        if wrong:
            return _DraftedRow(row.number, problems=wrong)
        for left in self.mapping.leave_out:
            if meets_conditions(left.when, cells):
                return _DraftedRow(row.number, left_out=left.why)
        wrong = list(self._report_uncomputed(row.number))
        if wrong:
            return _DraftedRow(row.number, problems=wrong)
        contents = self._row_contents(cells, self.stored.days(row))
        fresh, joined = make_drafts(self.specs, cells, contents, self.groups)
        problems = [] if fresh or joined else [_no_rows()]
        notes = (
            *_warn_summary(self.summaries.get(row.number)),
            *((contents.unread,) if contents.unread else ()),
            *self._describe_cells(row),
        )
        return _DraftedRow(row.number, fresh, joined, cells, problems=problems, notes=notes)

    def _describe_cells(self, row: Row) -> Iterator[str]:
        """Yield what a person should know of cells whose words are not all that the file holds."""
        headings = self.headings.headings
        yield from self.shown.describe_origins(row, headings)
        recorded = self.mapping.file.hidden == RECORD
        yield from self.shown.describe_covered(row, recorded=recorded)
        yield from note_hidden_cells(self.blanked.get(row.number, ()), headings)
        yield from self.stored.describe_digits(row, headings)

    def _report_uncomputed(self, row: int) -> Iterator[Problem]:
        ignored = {self.headings.column_index(name) for name in self.mapping.ignore}
        ignored |= {column - 1 for column in self.table.hidden.columns}
        yield from report_uncomputed_cells(self.table, [row], self.headings.headings, ignored)

    def _row_contents(self, cells: Mapping[str, str], days: Mapping[str, str]) -> RowContents:
        template = self.mapping.reading.on
        words = Template(template).render(cells).words if template else ""
        on = days.get(words) or read_date(words).value
        unread = f"reading.on: {words!r} is no day" if words and on is None else None
        return RowContents(self.mapping, self.names, on or self.on, days, unread)


def _report_ragged_row(
    row: Row, headings: Headings, table: Table, *, short: bool
) -> Iterator[Problem]:
    width = len(headings.headings)
    if len(row.cells) > width:
        yield Problem(
            f"the row has {len(row.cells)} cells, the header {width}",
            "Give every column a heading; enclose cells with delimiters in quotes",
        )
    elif row.width < (width := headings.last_headed) and table.delimiter is not None and not short:
        yield Problem(
            f"the row has {row.width} cells, the header {width}",
            "Enclose cells with delimiters in quotes, or say file.short_rows = true",
        )


def _warn_summary(why: str | None) -> Iterator[str]:
    if why:
        yield f"the row looks like {why}: if it is, say so under [[leave_out]]"


def _no_rows() -> Problem:
    return Problem(
        "the row becomes nothing: no [[row]] of the mapping is meant for it",
        "Add one, or say under [[leave_out]] why it is left out",
    )


def _finish_row(drafted: _DraftedRow, file: str) -> RowPlan:
    number, drafts, problems = drafted.number, drafted.fresh, drafted.problems
    acts: list[Act] = []
    failed: list[tuple[str, str | None]] = []
    for draft in drafts:
        made = _build_act(draft)
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
        tuple(dict.fromkeys([*drafted.notes, *(note for draft in drafts for note in draft.notes)])),
        tuple(dict.fromkeys(replace(problem, file=file, row=place) for problem in problems)),
        tuple(failed),
        tuple((draft.kind, draft.reference) for draft in drafts if draft.left),
        tuple(list_readings(draft for draft in drafts if not draft.left)),
        tuple(drafted.unplaced),
    )


def _build_act(draft: DraftAct) -> Act | list[Problem] | None:
    """Return the act, or what is wrong with it; None where it is on record and is left as it is."""
    if draft.left:
        return None
    locator = draft.locator()
    cells = {**draft.cells, "locator": locator} if locator else draft.cells
    wrong = [problem for problem in draft.problems if problem.column]
    try:
        act = ACTS[draft.kind].read(cells)
    except InvalidInput as error:
        told = {problem.column for problem in wrong}
        # What was to be found in another cell is not told as missing as well.
        told.update(ACTS[draft.kind].IMPLIED if wrong else ())
        return [*wrong, *(problem for problem in error.problems if problem.column not in told)]
    return wrong or act
