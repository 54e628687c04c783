"""Writing a first mapping: what was found as it is, what is unsure as comments to settle."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from ingest.files import Table
from ingest.files.text import GUESSED_WINDOWS
from ingest.mappings.check_mapping import SETTLE
from ingest.mappings.sniffing.find_header import is_note
from ingest.mappings.sniffing.guesses import Guess
from ingest.mappings.sniffing.profiles import ColumnProfile
from ingest.mappings.summary_rows import SummaryRow

_LOOKS = {
    "indicator": "codes of indicators",
    "lead": "who leads; names that are not on record become findings",
    "areas": "places on record",
    "partners": "bodies on record",
    "date": "days",
    "year": "financial years",
    "outcome": "what an answer comes to",
    "amount": "amounts of money",
    "number": "row numbers",
    "quantity": "quantities",
    "words": "words",
    "label": "few different words",
    "empty": "nothing",
}


def write_mapping(
    table: Table,
    header: Sequence[int],
    profiles: Sequence[ColumnProfile],
    guesses: Sequence[Guess],
    reference: str,
    left_out: Sequence[tuple[str, SummaryRow]] = (),
) -> str:
    """Return the mapping as TOML, ready to be tried with --dry-run."""
    lines = [
        f"# A first mapping for {table.file.rpartition('/')[2]}. Look for: {SETTLE}",
        '# about = "what the file is"',
        "",
        *_file_section(table, header),
        "# The document that every record will cite.",
        "[[source]]",
        f"reference = {quote_toml(reference)}",
        f"title = {quote_toml(_find_title(table, header))}",
        '# publisher = "..."',
        '# published_on = "2008-05-14"   # names are recognised as of this day',
        "",
        *_column_comments(profiles),
        *_vocabulary_sections(profiles),
        *_name_sections(profiles),
        *_leave_out_sections(left_out),
        *_once_sections(guesses, reference),
    ]
    for guess in guesses:
        lines += _row_sections(guess)
    lines += _unused_columns(profiles, guesses)
    return "\n".join(lines).rstrip() + "\n"


def _unused_columns(profiles: Sequence[ColumnProfile], guesses: Sequence[Guess]) -> Iterator[str]:
    used = " ".join(words for guess in guesses for words in guess.fields.values())
    left = [one.name for one in profiles if f"{{{one.name}" not in used and one.looks != "empty"]
    if left:
        yield f"# {SETTLE}: these columns have no field; their words are kept in the locator:"
        yield f"# {', '.join(left)}"


def quote_toml(words: str) -> str:
    """Words as a TOML string."""
    return json.dumps(words, ensure_ascii=False)


def _file_section(table: Table, header: Sequence[int]) -> Iterator[str]:
    yield "[file]"
    rows = list(header)
    told = "" if len(rows) == 1 else "   # two rows of merged headings, joined with /"
    yield f"header = {rows[0] if len(rows) == 1 else rows}{told}"
    if table.sheet is not None:
        others = [name for name in table.sheets if name != table.sheet]
        told = f"   # others: {', '.join(others)}" if others else ""
        yield f"sheet = {quote_toml(table.sheet)}{told}"
    if table.encoding is not None:
        # A guess is not stated for a person: without the line, each dry run tells it again.
        unsure = "# " if GUESSED_WINDOWS in table.notes else ""
        yield f"{unsure}encoding = {quote_toml(table.encoding)}"
        yield f"delimiter = {quote_toml(table.delimiter or ',')}"
    for note in table.notes:
        yield f"# {SETTLE}: {note}"
    last = table.rows[-1]
    if is_note(last, table):
        yield f"# {SETTLE}: row {last.number} looks like a note below the table:"
        yield f"# {' '.join(last.cells[0].split())}"
        yield f"last_row = {last.number - 1}"
    yield ""


def _find_title(table: Table, header: Sequence[int]) -> str:
    """Return what stands above the table, which often is its title."""
    above = [row.cells for row in table.rows if row.number < header[0]]
    said = [" ".join(cell.split()) for cells in above for cell in cells if cell.strip()]
    return f"{SETTLE}: {' – '.join(said)[:300] or 'what the document is called'}"


def _column_comments(profiles: Sequence[ColumnProfile]) -> Iterator[str]:
    yield "# Short names for columns, what they look like, and examples."
    yield "[columns]"
    for one in profiles:
        examples = " | ".join(" ".join(word.split())[:40] for word in one.examples[:3])
        told = f"{_LOOKS[one.looks]}, {one.filled} filled: {examples}"
        yield f"{one.name} = {quote_toml(one.heading)}   # {told}"
    yield ""


def _vocabulary_sections(profiles: Sequence[ColumnProfile]) -> Iterator[str]:
    outcomes = [one for one in profiles if one.looks == "outcome"]
    if not outcomes:
        return
    yield f"# {SETTLE}: what each answer comes to. One of AGREED, PARTLY_AGREED, REJECTED,"
    yield "# COUNTER_PROPOSED, DEFERRED, UNDER_CONSIDERATION, TO_BE_CONSULTED_ON,"
    yield "# ALREADY_POSSIBLE, WITHDRAWN, NO_VERDICT. ... stands for any words."
    yield "[words.outcome]"
    for one in outcomes:
        for word in one.examples:
            yield f"# {quote_toml(word)} = {quote_toml('AGREED')}"
    yield ""


def _name_sections(profiles: Sequence[ColumnProfile]) -> Iterator[str]:
    """Names that are not on record, ready to be said."""
    for kind, looks in (("partners", ("lead", "partners")), ("areas", ("areas",))):
        unknown = [word for one in profiles if one.looks in looks for word in one.unknown[:30]]
        if not unknown:
            continue
        yield f"# {SETTLE}: names that are not on record. Say whom they name (several divided"
        yield "# by ;), record them with [[once]], or leave a lead as it is: it becomes a finding."
        yield f"[names.{kind}]"
        yield from (
            f"# {quote_toml(word)} = {quote_toml('...')}" for word in dict.fromkeys(unknown)
        )
        yield ""


def _leave_out_sections(left_out: Sequence[tuple[str, SummaryRow]]) -> Iterator[str]:
    """Rows about other rows, each with the column that says so."""
    for column, why in dict.fromkeys((column, one.why) for column, one in left_out):
        same = [one for other, one in left_out if (other, one.why) == (column, why)]
        numbers = ", ".join(str(one.number) for one in same[:20])
        words = ", ".join(map(quote_toml, dict.fromkeys(one.words for one in same)))
        yield f"# {SETTLE}: rows that look like {why}: {numbers}"
        yield "[[leave_out]]"
        yield f"when = {{ column = {quote_toml(column)}, is = [{words}] }}"
        yield f"why = {quote_toml(why)}"
        yield ""


def _once_sections(guesses: Sequence[Guess], reference: str) -> Iterator[str]:
    kinds = {guess.act for guess in guesses}
    if "targets" in kinds:
        yield from _act_section(
            "once", "agreements", {"reference": f"{reference}-LAA", **_agreement_section()}
        )
    if kinds & {"proposals", "deadlines"}:
        fields = {"reference": f"{reference}-NEGOTIATION", "title": f"{SETTLE}: the negotiation"}
        yield from _act_section("once", "negotiations", fields)
    grants = [guess.fields["stream"] for guess in guesses if guess.act == "grants"]
    for stream in () if "streams" in kinds else dict.fromkeys(grants):
        fields = {"reference": stream, "title": f"{SETTLE}: what the grant is called"}
        yield from _act_section("once", "streams", fields)


def _agreement_section() -> dict[str, str]:
    return {"title": f"{SETTLE}: the agreement", "area": SETTLE}


def _row_sections(guess: Guess) -> Iterator[str]:
    for line in guess.settle:
        yield f"# {SETTLE}: {line}"
    yield from _act_section("row", guess.act, guess.fields, guess)


def _act_section(
    name: str, act: str, fields: dict[str, str], guess: Guess | None = None
) -> Iterator[str]:
    yield f"[[{name}]]"
    yield f"act = {quote_toml(act)}"
    if guess is not None and guess.each is not None:
        yield f'each = {{ column = {quote_toml(guess.each)}, split = ";", start = 2 }}'
    if guess is not None and guess.when is not None:
        yield f"when = {guess.when}"
    for key, value in fields.items():
        told = f"   # {SETTLE}" if value == SETTLE else ""
        yield f"{key} = {quote_toml(value)}{told}"
    yield ""
