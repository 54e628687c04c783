"""Totals that a table states: proposed as records to compare the rows with."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.files import Row
from ingest.mappings.amounts import read_amount
from ingest.mappings.dates import find_years
from ingest.mappings.sniffing.guess import FieldGuess, Guess
from ingest.mappings.sniffing.profiles import ColumnProfile
from ingest.mappings.summary_rows import SummaryRow
from registry.vocabulary import reference_part

UNNAMED = "a row that names no grant"
TotalRow = tuple[int, dict[str, str]]


def add_stated_totals(
    guesses: list[Guess],
    profiles: Sequence[ColumnProfile],
    reference: str,
    rows: Sequence[TotalRow],
) -> list[str]:
    """Add the one total of each column of grants to what is guessed; return what to tell of others.

    A total on record is compared with all grants of its area: one of several totals is that of a
    part, which would differ for no fault of anybody.
    """
    told: list[str] = []
    for grant in [guess for guess in guesses if guess.act == "grants"]:
        column = _find_amounts(grant, profiles)
        stated = [(number, row) for number, row in rows if column and row[column.name].strip()]
        if column is None or not stated:
            continue
        if len(stated) == 1:
            guesses.append(_guess_total(grant, column, reference, *stated[0]))
            continue
        for number, row in stated:
            told.append(f"row {number} states {row[column.name].strip()} as a total of a part")
    return told


def _find_amounts(grant: Guess, profiles: Sequence[ColumnProfile]) -> ColumnProfile | None:
    used = str(grant.fields.get("amount", ""))
    return next((one for one in profiles if one.cell in used), None)


def _guess_total(
    grant: Guess, column: ColumnProfile, reference: str, number: int, row: dict[str, str]
) -> Guess:
    words = row[column.name].strip()
    read = grant.fields["amount"]
    scale = "pounds" if isinstance(read, str) else str(read["amounts_in"])
    amount = read_amount(words, scale)
    fields: dict[str, FieldGuess] = {
        "reference": f"{reference}/TOTAL/ROW-{number}/{reference_part(column.name.upper())}",
        "of": "GRANTS",
        "amount": amount.value or "settle",
        "stated": words,
        "locator": f"row {number}",
    }
    year = str(grant.fields["financial_year"])
    if "{" not in year:
        fields["financial_year"] = year
    elif found := find_years(" ".join(row.values())):
        fields["financial_year"] = found
    if grant.fields["area"] == "settle":
        fields["area"] = "settle"
    told = "is this the total of all grants of the area? It is compared with them"
    return Guess("totals", fields, [told], once=True)


def find_unnamed_grants(
    guesses: Sequence[Guess], rows: Sequence[Row], short: Sequence[str]
) -> list[tuple[str, SummaryRow]]:
    """Return the rows of a list of grants that name no grant, with the column that is empty."""
    named = {str(guess.fields.get("once_per")) for guess in guesses if guess.act == "streams"}
    return [
        (name, SummaryRow(row.number, UNNAMED, place, ""))
        for place, name in enumerate(short)
        if f"{{{name}}}" in named
        for row in rows
        if place >= len(row.cells) or not row.cells[place].strip()
    ]
