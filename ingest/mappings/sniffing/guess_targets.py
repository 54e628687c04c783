"""Files of indicators: codes, titles, baselines, aims and figures by year, who leads."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.mappings.quantities import read_quantity
from ingest.mappings.sniffing.guess import (
    FieldGuess,
    Guess,
    RemainingColumns,
    SniffedColumns,
    guess_agreement,
    guess_negotiation,
    when_filled,
)
from ingest.mappings.sniffing.heading_words import holds_word, read_heading_year
from ingest.mappings.sniffing.profiles import ColumnProfile

_MEASURED = ("actual", "outturn", "result", "performance", "achieved", "achievement", "reported")
_VALUES = ("quantity", "words", "label", "amount")


def is_about_targets(sniffed: SniffedColumns) -> bool:
    """Return whether the columns are those of indicators or targets."""
    columns = sniffed.columns
    named = columns.has_heading("baseline", "indicator", "target", "measure", "aim")
    told = columns.has_look("lead") or columns.has_heading("baseline", "target", "aim")
    return columns.has_look("indicator", "coded") or (
        named and told and columns.has_look("words", "label")
    )


def guess_targets(sniffed: SniffedColumns) -> Iterator[Guess]:
    """Yield measures, targets, their milestones and measurements, who leads, who proposed."""
    columns = sniffed.columns
    indicator = columns.take_column("indicator")
    coded = columns.take_column("coded") if indicator is None else None
    title = coded or columns.take_column(
        "words", named=("title", "indicator", "description", "target", "measure", "name")
    )
    title = title or columns.take_column("words", "label")
    named = title or indicator
    code = indicator or columns.take_column("code")
    key = f"{sniffed.reference}-{{n}}"
    if code is not None and code.is_key:
        key = f"{sniffed.reference}-{{{code.name}|slug}}"
    words = named.cell if named else "settle"
    measure = indicator.cell if indicator else ""
    if coded:
        # One cell holds both, the code first.
        measure, words = f"{{{coded.name}|code}}", f"{{{coded.name}|after_code}}"
    if national := indicator or coded:
        yield _guess_measure(national, measure, words)
        if not _says_more(columns):
            return
    yield guess_agreement(sniffed)
    target = Guess("targets", {"reference": key, "agreement": sniffed.agreement, "title": words})
    if measure:
        target.fields["measure"] = measure
    yield from _guess_block(sniffed, target)
    periods = _take_periods(columns)
    _guess_other_fields(columns, target)
    lead = columns.take_column("lead")
    yield target
    for kind, field, period, column in periods:
        fields: dict[str, FieldGuess] = {"target": key, "period": period, field: column.cell}
        yield Guess(kind, fields, when=f'{{ column = "{column.name}", filled = true }}')
    if lead:
        fields = {"target": key, "role": "LEAD", "partner": lead.cell}
        yield Guess("accountability", fields)
    yield from _guess_proposals(sniffed, key, words)


def _guess_measure(indicator: ColumnProfile, code: str, title: str) -> Guess:
    fields: dict[str, FieldGuess] = {"known": "keep", "reference": f"{code[:-1]}|slug}}"}
    fields |= {"code": code, "title": title}
    # Local indicators stand among national ones: only the latter are measures of Whitehall.
    only = f'{{ column = "{indicator.name}", is = "NI ..." }}'
    if indicator.uniform:
        blanks = indicator.filled < indicator.rows
        only = f'{{ column = "{indicator.name}", filled = true }}' if blanks else ""
    return Guess("measures", fields, when=only or None)


def _says_more(columns: RemainingColumns) -> bool:
    """Return whether a file says more of its indicators than what they are called."""
    words = ("baseline", "target", "aim", "board", "block", "theme", "level", "unit", "position")
    years = any(read_heading_year(one.heading) for one in columns)
    return years or columns.has_look("lead", "areas", "quantity") or columns.has_heading(*words)


def _guess_block(sniffed: SniffedColumns, target: Guess) -> Iterator[Guess]:
    named = ("block", "theme", "board", "outcome", "priority")
    block = sniffed.columns.take_column("label", "words", named=named)
    if block is None:
        return
    target.fields["block"] = block.cell
    fields: dict[str, FieldGuess] = {"once_per": block.cell, "agreement": sniffed.agreement}
    only = when_filled(block) if block.filled < block.rows else None
    yield Guess("agreement_blocks", {**fields, "title": block.cell}, when=only)


def _guess_other_fields(columns: RemainingColumns, target: Guess) -> None:
    """Fill the fields of a target that one column each holds."""
    period = _take_baseline_year(columns)
    if column := columns.take_column(*_VALUES, named=("baseline",)):
        target.fields["baseline"] = column.cell
        stated = any(read_quantity(word).period for word in column.examples)
        if (year := read_heading_year(column.heading)) and not stated:
            target.fields["baseline_period"] = year
        elif period is not None:
            target.fields["baseline_period"] = period.cell
    for name, looks, words in (
        ("spatial_level", ("words", "label"), ("spatial", "level")),
        ("unit", ("label", "words"), ("unit",)),
        ("area", ("areas",), ()),
        ("target_stated", _VALUES, ("target", "aim")),
    ):
        if column := columns.take_column(*looks, named=words):
            target.fields[name] = column.cell


def _take_baseline_year(columns: RemainingColumns) -> ColumnProfile | None:
    """Take the column that says of which year a baseline is."""
    for one in columns:
        words = ("year", "period", "date")
        if holds_word(one.heading, ("baseline",)) and holds_word(one.heading, words):
            return columns.take(one)
    return None


def _take_periods(columns: RemainingColumns) -> list[tuple[str, str, str, ColumnProfile]]:
    """Take the columns whose heading names a financial year: aims, or figures that were reached."""
    found = []
    for one in columns:
        year = read_heading_year(one.heading)
        if year is None or holds_word(one.heading, ("baseline",)):
            continue
        kind = "measurements" if holds_word(one.heading, _MEASURED) else "milestones"
        field = "value" if kind == "measurements" else "aim"
        found.append((kind, field, year, columns.take(one)))
    years = [(kind, year) for kind, _, year, _ in found]
    # Quarters of one year are told apart by the words of their heading.
    return [
        (kind, field, year if years.count((kind, year)) == 1 else one.heading, one)
        for kind, field, year, one in found
    ]


def _guess_proposals(sniffed: SniffedColumns, key: str, title: str) -> Iterator[Guess]:
    """Yield who proposed an indicator and what was answered, where columns say so."""
    columns = sniffed.columns
    by = columns.take_column(named=("proposed", "proposer"))
    answer = columns.take_column("words", "label", named=("position", "response", "answer"))
    if by is None and answer is None:
        return
    status = columns.take_column("words", "label", named=("status",))
    fields: dict[str, FieldGuess] = {
        "reference": f"{sniffed.reference}-P{{n}}",
        "negotiation": sniffed.negotiation,
        "by": by.cell if by else "settle",
        "subject": "TARGET",
        "title": title,
        "text": status.cell if status and status.filled == status.rows else title,
        "target": key,
    }
    yield guess_negotiation(sniffed)
    settle = [] if by else ["who proposes?"]
    yield Guess("proposals", fields, settle, when=when_filled(by) if by else None)
    if answer:
        fields = {"proposal": f"{sniffed.reference}-P{{n}}", "by": "settle"}
        fields |= {"outcome": {"from": answer.cell, "words": {"...": "NO_VERDICT"}}}
        fields |= {"stated": answer.cell}
        yield Guess("responses", fields, ["who answers?"], when=when_filled(answer))
