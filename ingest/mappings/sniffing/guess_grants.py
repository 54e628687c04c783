"""Files of money: grants per area, per stream or per year, with the totals that they state."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.mappings.dates import find_years
from ingest.mappings.sniffing.guess import FieldGuess, Guess, SniffedColumns
from ingest.mappings.sniffing.heading_words import holds_word, read_heading_year, read_scale
from ingest.mappings.sniffing.profiles import ColumnProfile
from registry.vocabulary import reference_part

_MONEY = ("fund", "funding", "grant", "allocation", "money")
_STREAM = ("grant", "bid", "scheme", "programme", "stream", "fund", "project", "item")
_DESCRIBED = ("description", "name", "title")


def is_about_grants(sniffed: SniffedColumns) -> bool:
    """Return whether the columns are those of grants."""
    columns = sniffed.columns
    if columns.has_filled("amount"):
        return not columns.has_look("indicator", "coded")
    if columns.has_look("areas") and _list_yearly_amounts(sniffed):
        return True
    # A list of who was paid may leave out how much.
    return columns.has_look("areas") and holds_word(sniffed.about, _MONEY) and len(columns.left) < 4


def guess_grants(sniffed: SniffedColumns) -> Iterator[Guess]:
    """Yield streams, the grants of each row, and the total that a row states of its own."""
    columns = sniffed.columns
    area = columns.take_column("areas", named=("area", "authority", "council", "region"))
    area = area or columns.take_column("areas")
    area = area or columns.take_column("label", "words", named=("region", "area", "authority"))
    department = columns.take_column("partners", "label", "words", named=("department",))
    stream = _take_stream(sniffed)
    if area is None:
        stream = stream or columns.take_column("words", "label")
    year = columns.take_column("year")
    amounts = columns.list_columns("amount")
    amounts += [columns.take(one) for one in _list_yearly_amounts(sniffed)]
    totals = [one for one in amounts if holds_word(one.heading, ("total",))]
    parts = [one for one in amounts if one not in totals] or amounts
    key = _stream_key(stream, sniffed.reference) if stream else ""
    if stream:
        yield _guess_stream(stream, department, key)
    through = columns.take_column("label", "words", named=("through", "laa"))
    settle = [] if area else ["which area is paid?"]
    paid: list[ColumnProfile | None] = [*parts] or [None]
    for amount in paid:
        named = _name_stream(amount, sniffed)
        if not stream:
            yield Guess("streams", {"reference": named, "title": _SETTLED_STREAM}, once=True)
        fields = _guess_facts(sniffed, area, year, amount)
        grant = Guess("grants", {"stream": key or named, **fields}, settle)
        if not sniffed.tells_apart(area, stream, year):
            # Two rows pay the same for the same: each is a grant of its own.
            part = (
                f"/{reference_part(amount.name.upper())}"
                if amount is not None and len(parts) > 1
                else ""
            )
            grant.fields["reference"] = f"{sniffed.reference}/GRANT{part}/{{n}}"
        if through and amount is paid[0]:
            grant.fields["through_stated"] = through.cell
        if amount is not None and len(parts) > 1 and amount.filled < amount.rows:
            grant.when = f'{{ column = "{amount.name}", filled = true }}'
        yield grant
        settle = []
    for total in totals if parts != amounts else []:
        yield _guess_total(sniffed, area, year, total)


def _take_stream(sniffed: SniffedColumns) -> ColumnProfile | None:
    """Take what a row's grant is called: a column that most rows fill."""
    for word in (*_STREAM, *_DESCRIBED):
        for one in sniffed.columns:
            named = holds_word(one.heading, (word,)) and one.looks in ("words", "label")
            if named and one.filled * 2 >= one.rows:
                return sniffed.columns.take(one)
    return None


_SETTLED_STREAM = "settle: what the grant is called"


def _list_yearly_amounts(sniffed: SniffedColumns) -> list[ColumnProfile]:
    """Return columns of figures headed by a year alone, below a title that speaks of money."""
    if not (read_scale(sniffed.about) or holds_word(sniffed.about, _MONEY)):
        return []
    return [
        one
        for one in sniffed.columns
        if one.looks == "quantity"
        and read_heading_year(one.heading)
        and not any(mark.isalpha() for mark in one.heading)
    ]


def _stream_key(stream: ColumnProfile, reference: str) -> str:
    return f"{reference}/{{{stream.name}|key}}"


def _guess_stream(stream: ColumnProfile, department: ColumnProfile | None, key: str) -> Guess:
    fields: dict[str, FieldGuess] = {"once_per": stream.cell, "reference": key}
    fields["title"] = stream.cell
    if department:
        fields["department"] = department.cell
    return Guess("streams", fields)


def _name_stream(amount: ColumnProfile | None, sniffed: SniffedColumns) -> str:
    """Return the reference of the one stream that a column of amounts is paid from."""
    if amount is None:
        return f"{sniffed.reference}/GRANT"
    return f"{sniffed.reference}/{reference_part(amount.name.upper())}"


def _guess_facts(
    sniffed: SniffedColumns,
    area: ColumnProfile | None,
    year: ColumnProfile | None,
    amount: ColumnProfile | None,
) -> dict[str, FieldGuess]:
    """Return who was paid, for which year, and how much."""
    fields: dict[str, FieldGuess] = {"area": area.cell if area else "settle"}
    fields["financial_year"] = year.cell if year else find_settled_year(sniffed, amount)
    if amount is not None:
        fields["amount"] = read_amount_field(amount, sniffed.about)
    return fields


def find_settled_year(sniffed: SniffedColumns, amount: ColumnProfile | None) -> str:
    """Return the year of a heading, or of the title for a person to confirm."""
    if amount is not None and (year := read_heading_year(amount.heading)):
        return year
    year = find_years(sniffed.about)
    return f"settle: {year}" if year else "settle"


def read_amount_field(amount: ColumnProfile, about: str) -> FieldGuess:
    """Return how a column's amounts are read: in thousands where heading or title says so."""
    scale = read_scale(amount.heading) or read_scale(about)
    return {"from": amount.cell, "amounts_in": scale} if scale else amount.cell


def _guess_total(
    sniffed: SniffedColumns,
    area: ColumnProfile | None,
    year: ColumnProfile | None,
    total: ColumnProfile,
) -> Guess:
    facts = _guess_facts(sniffed, area, year, total)
    suffix = f"{{{area.name}|areas}}" if area else "{n}"
    return Guess(
        "totals", {"reference": f"{sniffed.reference}/TOTAL/{suffix}", "of": "GRANTS", **facts}
    )
