"""What the rows of a file probably become: acts of one kind or of several, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.mappings.dates import find_years
from ingest.mappings.patterns import normalise_words
from ingest.mappings.sniffing.profiles import ColumnProfile
from registry.vocabulary import reference_part


@dataclass(slots=True)
class Guess:
    """One ``[[row]]`` to write: the kind, its fields, and what has to be settled about them."""

    act: str
    fields: dict[str, str] = field(default_factory=dict)
    settle: list[str] = field(default_factory=list)
    each: str | None = None
    when: str | None = None


class RemainingColumns:
    """The columns of a file, each of which is taken for one field only."""

    def __init__(self, profiles: Sequence[ColumnProfile]) -> None:
        self.left = [one for one in profiles if one.looks != "empty"]

    def take_column(self, *looks: str, named: Sequence[str] = ()) -> ColumnProfile | None:
        """Return the first column left that looks so, or whose heading holds one of these words."""
        for one in self.left:
            heading = normalise_words(one.heading)
            if one.looks in looks and (not named or any(word in heading for word in named)):
                self.left.remove(one)
                return one
        return None

    def list_columns(self, *looks: str) -> list[ColumnProfile]:
        """Return every column left that looks so."""
        found = [one for one in self.left if one.looks in looks]
        self.left = [one for one in self.left if one not in found]
        return found

    def has_look(self, *looks: str) -> bool:
        """Return whether a column left looks so."""
        return any(one.looks in looks for one in self.left)

    def has_heading(self, *words: str) -> bool:
        """Return whether the heading of a column left holds one of these words."""
        return any(word in normalise_words(one.heading) for one in self.left for word in words)


def guess_acts(profiles: Sequence[ColumnProfile], reference: str) -> list[Guess]:
    """Return what each row probably becomes."""
    columns = RemainingColumns(profiles)
    if columns.has_heading("proposal", "request") or columns.has_look("outcome"):
        return list(_guess_negotiations(columns, reference))
    if columns.has_heading("psa", "goal") and not columns.has_look("indicator"):
        return list(_guess_goals(columns, reference))
    if columns.has_look("date") and columns.has_heading("event", "stage", "deadline", "milestone"):
        return list(_guess_deadlines(columns, reference))
    if columns.has_look("amount") and not columns.has_look("indicator"):
        return list(_guess_grants(columns, reference))
    if columns.has_look("areas") and not columns.has_look("indicator", "quantity", "lead"):
        return list(_guess_agreements(columns, reference))
    return list(_guess_targets(columns, reference))


def _guess_targets(columns: RemainingColumns, reference: str) -> Iterator[Guess]:
    """Targets: an indicator, a title, a lead, a baseline, aims by year."""
    indicator = columns.take_column("indicator")
    title = columns.take_column(
        "words", named=("title", "indicator", "description", "target", "measure")
    )
    title = title or columns.take_column("words", "label")
    key = f"{reference}-{{{indicator.name}|slug}}" if indicator else f"{reference}-{{n}}"
    named = title or indicator
    target = Guess("targets", {"reference": key, "agreement": f"{reference}-LAA"})
    target.fields["title"] = f"{{{named.name}}}" if named else "settle"
    if indicator:
        target.fields["measure"] = f"{{{indicator.name}}}"
        code = f"{{{indicator.name}}}"
        measure = {"known": "keep", "reference": f"{{{indicator.name}|slug}}", "code": code}
        # Local indicators stand among national ones: only the latter are measures of Whitehall.
        only = None if indicator.uniform else f'{{ column = "{indicator.name}", is = "NI ..." }}'
        yield Guess("measures", {**measure, "title": target.fields["title"]}, when=only)
    if block := columns.take_column("label", "words", named=("block", "theme", "board", "outcome")):
        target.fields["block"] = f"{{{block.name}}}"
        yield Guess(
            "agreement_blocks",
            {
                "once_per": f"{{{block.name}}}",
                "agreement": f"{reference}-LAA",
                "title": f"{{{block.name}}}",
            },
        )
    for name, words in (("baseline", ("baseline",)), ("spatial_level", ("spatial", "level"))):
        if column := columns.take_column("quantity", "words", "label", "amount", named=words):
            target.fields[name] = f"{{{column.name}}}"
    aims = _year_columns(columns)
    lead = columns.take_column("lead")
    if not aims and (
        aim := columns.take_column("quantity", "words", "label", "amount", named=("target", "aim"))
    ):
        target.fields["target_stated"] = f"{{{aim.name}}}"
    yield target
    for aim, year in aims:
        fields = {"target": key, "period": year, "aim": f"{{{aim.name}}}"}
        yield Guess("milestones", fields, when=f'{{ column = "{aim.name}", filled = true }}')
    if lead:
        fields = {"target": key, "role": "LEAD", "partner": f"{{{lead.name}}}"}
        yield Guess("accountability", fields)


def _guess_goals(columns: RemainingColumns, reference: str) -> Iterator[Guess]:
    """Goals of Whitehall: a code, the outcome that is wanted, a review, a department."""
    review = columns.take_column("label", "words", named=("review",))
    department = columns.take_column("partners", "words", "label", named=("department",))
    code = columns.take_column(
        "number", "quantity", "indicator", "label", named=("psa", "no", "code")
    )
    title = columns.take_column(
        "words", named=("title", "text", "goal", "outcome")
    ) or columns.take_column("words")
    goal = Guess("goals", {"reference": f"{reference}-{{{code.name if code else 'n'}|slug}}"})
    goal.fields["code"] = f"PSA {{{code.name}}}" if code else "settle"
    goal.fields["title"] = f"{{{title.name}}}" if title else "settle"
    goal.fields["review"] = f"{{{review.name}}}" if review else "settle"
    if department:
        goal.fields["department"] = f"{{{department.name}}}"
    yield goal


def _guess_deadlines(columns: RemainingColumns, reference: str) -> Iterator[Guess]:
    """Days of a negotiation: what happens or is due, and when."""
    day = columns.take_column("date")
    title = columns.take_column("words", "label", named=("event", "deadline", "milestone", "stage"))
    due = Guess("deadlines", {"reference": f"{reference}-{{n}}"})
    due.fields["negotiation"] = f"{reference}-NEGOTIATION"
    due.fields["title"] = f"{{{title.name}}}" if title else "settle"
    if day:
        due.fields["on"] = f"{{{day.name}}}"
    yield due


def _year_columns(columns: RemainingColumns) -> list[tuple[ColumnProfile, str]]:
    """Columns whose heading names a financial year, with the year."""
    found = []
    for one in list(columns.left):
        if (year := find_years(one.heading)) and "baseline" not in normalise_words(one.heading):
            columns.left.remove(one)
            found.append((one, year))
    return found


def _guess_grants(columns: RemainingColumns, reference: str) -> Iterator[Guess]:
    """Grants: an area or a stream in each row, an amount or several, a year, a total."""
    area = columns.take_column("areas", "partners")
    stream = None if area else columns.take_column("words", "label")
    year = columns.take_column("year")
    total = columns.take_column("amount", named=("total",))
    fields = {
        "area": f"{{{area.name}}}" if area else "settle",
        "financial_year": f"{{{year.name}}}" if year else "settle",
    }
    settle = [] if area else ["which area is paid?"]
    key = f"{reference}/{{{stream.name}|slug}}" if stream else ""
    if stream:
        yield Guess("streams", {"reference": key, "title": f"{{{stream.name}}}"})
    amounts = columns.list_columns("amount") or ([total] if total else [])
    for amount in amounts:
        if not stream:
            key = f"{reference}/{reference_part(amount.name.upper())}"
        yield Guess("grants", {"stream": key, **fields, "amount": f"{{{amount.name}}}"}, settle)
        settle = []
    if total and area and total not in amounts:
        named = {"reference": f"{reference}/TOTAL/{{{area.name}|areas}}", "of": "GRANTS"}
        yield Guess("totals", {**named, **fields, "amount": f"{{{total.name}}}"})


def _guess_agreements(columns: RemainingColumns, reference: str) -> Iterator[Guess]:
    """Agreements: an area in each row, and little else."""
    area = columns.take_column("areas")
    name = area.name if area else "settle"
    agreement = Guess("agreements", {"reference": f"{reference}-{{{name}|areas}}"})
    agreement.fields |= {"title": f"settle: {{{name}}} Local Area Agreement", "area": f"{{{name}}}"}
    if column := columns.take_column(
        "label", "year", "words", named=("round", "year", "wave", "term")
    ):
        agreement.fields["round"] = f"{{{column.name}}}"
    agreement.settle = ["are these agreements, or what else?"]
    yield agreement


def _guess_negotiations(columns: RemainingColumns, reference: str) -> Iterator[Guess]:
    """Proposals and what was answered."""
    by = columns.take_column("partners", "areas", "lead")
    outcome = columns.take_column("outcome")
    answer = columns.take_column(
        "words", "label", named=("response", "answer", "position", "comment")
    )
    amount = columns.take_column("amount")
    text = columns.take_column("words", named=("proposal", "request", "summary", "text"))
    text = text or columns.take_column("words", "label")
    title = f"{{{text.name}}}" if text else "settle"
    proposal = Guess("proposals", {"reference": f"{reference}-P{{n}}"})
    proposal.fields |= {"negotiation": f"{reference}-NEGOTIATION", "subject": "OTHER"}
    proposal.fields |= {"by": f"{{{by.name}}}" if by else "settle", "title": title, "text": title}
    if theme := columns.take_column("label", named=("theme", "category", "subject")):
        proposal.fields["theme"] = f"{{{theme.name}}}"
    proposal.settle = [] if by else ["who proposes?"]
    joint = by is not None and any(";" in word for word in by.examples)
    if by is not None and joint:
        proposal.fields["by"] = f"{{{by.name}|first:;}}"
    yield proposal
    if by is not None and joint:
        fields = {"proposal": f"{reference}-P{{n}}", "partner": "{each}"}
        yield Guess("proposal_partners", fields, each=by.name)
    if amount:
        fields = {"proposal": f"{reference}-P{{n}}", "number": "1", "text": title}
        yield Guess("requests", {**fields, "amount": f"{{{amount.name}}}"})
    if (said := answer or outcome) is not None:
        fields = {"proposal": f"{reference}-P{{n}}", "by": "settle"}
        fields |= {"outcome": f"{{{(outcome or said).name}}}", "stated": f"{{{said.name}}}"}
        settle = ["who answers? HMG stands for the government where no body is named"]
        yield Guess("responses", fields, settle)
