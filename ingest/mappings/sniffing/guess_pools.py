"""Files of pools: who puts how much into which, and the total that a row states."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.mappings.sniffing.guess import FieldGuess, Guess, SniffedColumns, guess_agreement
from ingest.mappings.sniffing.guess_grants import find_settled_year, read_amount_field

_POOL = ("pool", "pooled")
_CONTRIBUTES = ("contributor", "contributing", "partner", "organisation", "body")


def is_about_pools(sniffed: SniffedColumns) -> bool:
    """Return whether each row says what a body puts into a pool."""
    columns = sniffed.columns
    named = columns.has_filled("partners", "lead", "areas", "words", "label", named=_CONTRIBUTES)
    pooled = columns.has_filled("words", "label", "amount", named=_POOL)
    return pooled and named and columns.has_filled("amount")


def guess_pools(sniffed: SniffedColumns) -> Iterator[Guess]:
    """Yield the pools, and what each body contributes; its terms are for a person to say."""
    columns = sniffed.columns
    pool = columns.take_column("words", "label", named=_POOL)
    partner = columns.take_column(named=_CONTRIBUTES)
    stream = columns.take_column("words", "label", named=("stream", "grant", "fund", "source"))
    terms = columns.take_column("words", "label", named=("terms",))
    year = columns.take_column("year")
    amount = columns.take_column("amount", named=("contribution", "pool", "pooled", "amount"))
    amount = amount or columns.take_column("amount")
    key = f"{sniffed.reference}/{{{pool.name}|key}}" if pool else f"{sniffed.reference}-POOL"
    yield guess_agreement(sniffed)
    fields: dict[str, FieldGuess] = {"once_per": pool.cell} if pool else {}
    fields |= {"reference": key, "title": pool.cell if pool else "settle: the pool"}
    fields |= {"agreement": sniffed.agreement}
    fields["financial_year"] = year.cell if year else find_settled_year(sniffed, amount)
    yield Guess("pools", fields, once=pool is None)
    of = f"{sniffed.reference}/STREAM"
    if stream:
        of = f"{of}/{{{stream.name}|key}}"
        title = stream.cell
        yield Guess("streams", {"once_per": stream.cell, "reference": of, "title": title})
    else:
        title = "settle: the money that is pooled"
        yield Guess("streams", {"reference": of, "title": title}, once=True)
    fields = {"pool": key, "partner": partner.cell if partner else "settle", "stream": of}
    fields["amount"] = read_amount_field(amount, sniffed.about) if amount else "settle"
    fields["terms"] = terms.cell if terms else "settle"
    settle = [] if terms else ["is the money POOLED, ALIGNED or RING_FENCED?"]
    yield Guess("contributions", fields, settle)
