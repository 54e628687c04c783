"""Writing a first mapping: what was found as it is, what is unsure as comments to settle."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from ingest.files import LEAVE_OUT, RECORD, Table
from ingest.files.text import GUESSED_DELIMITER, GUESSED_WINDOWS
from ingest.mappings.check_mapping import SETTLE
from ingest.mappings.patterns import says_nothing
from ingest.mappings.sniffing.find_header import find_notes_below
from ingest.mappings.sniffing.guess import FieldGuess, Guess
from ingest.mappings.sniffing.outcomes import guess_outcome
from ingest.mappings.sniffing.profiles import ColumnProfile
from ingest.mappings.spec import ReadingSpec
from ingest.mappings.summary_rows import SummaryRow

_LOOKS = {
    "indicator": "codes of indicators",
    "coded": "codes of indicators with their titles",
    "lead": "who leads; names that are not on record become findings",
    "areas": "places on record",
    "partners": "bodies on record",
    "date": "days",
    "year": "financial years",
    "outcome": "what an answer comes to",
    "amount": "amounts of money",
    "number": "row numbers",
    "quantity": "quantities",
    "code": "references of the file's own",
    "address": "addresses on the web",
    "words": "words",
    "label": "few different words",
    "empty": "nothing",
}

_UNTITLED = "what the document is called"


def write_mapping(
    table: Table,
    header: Sequence[int],
    profiles: Sequence[ColumnProfile],
    guesses: Sequence[Guess],
    reference: str,
    *,
    left_out: Sequence[tuple[str, SummaryRow]] = (),
    told: Sequence[str] = (),
) -> str:
    """Return the mapping as TOML, ready to be tried with --dry-run."""
    lines = [
        f"# A first mapping for {table.file.rpartition('/')[2]}. Look for: {SETTLE}",
        '# about = "what the file is"',
        "",
        *_file_section(table, header),
        *_fill_down_section(profiles),
        *_hidden_section(table),
        "",
        "# The document that every record will cite.",
        "[[source]]",
        f"reference = {quote_toml(reference)}",
        f"title = {quote_toml(f'{SETTLE}: {find_title(table, header) or _UNTITLED}')}",
        '# publisher = "..."',
        '# published_on = "2008-05-14"   # names are recognised as of this day',
        "",
        *_column_comments(profiles),
        *_vocabulary_sections(profiles),
        *_name_sections(profiles),
        *_reading_section(profiles),
        *_leave_out_sections(left_out),
        *(f"# {line}" for line in told),
        *_act_sections(guesses),
    ]
    lines += _unused_columns(profiles, guesses)
    return "\n".join(lines).rstrip() + "\n"


def _unused_columns(profiles: Sequence[ColumnProfile], guesses: Sequence[Guess]) -> Iterator[str]:
    used = " ".join(str(words) for guess in guesses for words in guess.fields.values())
    each = {guess.each for guess in guesses}
    left = [
        one.name
        for one in profiles
        if f"{{{one.name}" not in used and one.name not in each and one.looks != "empty"
    ]
    if left:
        yield f"# {SETTLE}: these columns have no field; their words are kept in the locator:"
        yield f"# {', '.join(left)}"


def quote_toml(words: str) -> str:
    """Words as a TOML string."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


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
        guessed = any(note.startswith(GUESSED_DELIMITER) for note in table.notes)
        unsure = "# " if guessed else ""
        yield f"{unsure}delimiter = {quote_toml(table.delimiter or ',')}"
    for note in table.notes:
        yield f"# {SETTLE}: {note}"
    if notes := find_notes_below(table):
        yield f"# {SETTLE}: from row {notes[0].number} on there seem to be notes below the table:"
        yield from (f"# {' '.join(note.cells[0].split())}" for note in notes[:20])
        yield f"last_row = {notes[0].number - 1}"


def _fill_down_section(profiles: Sequence[ColumnProfile]) -> Iterator[str]:
    """Columns whose cells may mean the cell above: proposed, for a blank may be a blank."""
    above = [one.name for one in profiles if one.dittos or one.is_section]
    if above:
        marks = dict.fromkeys(mark for one in profiles for mark in one.dittos)
        said = f", as {', '.join(map(quote_toml, marks))} seem to" if marks else ""
        yield f"# {SETTLE}: do empty cells of these columns mean the same as the cell above{said}?"
        yield f"# fill_down = [{', '.join(map(quote_toml, above))}]"
        if marks:
            yield f"# ditto = [{', '.join(map(quote_toml, marks))}]"


def _hidden_section(table: Table) -> Iterator[str]:
    """What is hidden, and what becomes of it until somebody says otherwise."""
    if table.hidden.sheet:
        yield f'hidden = "{SETTLE}"   # the sheet is hidden: say "{RECORD}", or name another sheet'
    elif table.hidden or table.covered:
        yield f'hidden = "{LEAVE_OUT}"   # {SETTLE}: or "{RECORD}", with the words that are hidden'


def find_title(table: Table, header: Sequence[int]) -> str:
    """Return what stands above the table, which often is its title."""
    above = [row.cells for row in table.rows if row.number < header[0]]
    said = [" ".join(cell.split()) for cells in above for cell in cells if cell.strip()]
    return " – ".join(said)[:300]


def _column_comments(profiles: Sequence[ColumnProfile]) -> Iterator[str]:
    yield "# Short names for columns, what they look like, and examples."
    yield "[columns]"
    for one in profiles:
        examples = " | ".join(" ".join(word.split())[:40] for word in one.examples[:3])
        told = f"{_LOOKS[one.looks]}, {one.filled} filled: {examples}"
        yield f"{one.name} = {quote_toml(one.column)}   # {told}"
    yield ""


def _reading_section(profiles: Sequence[ColumnProfile]) -> Iterator[str]:
    """Say which words of the file stand for no value, where a mapping would not know them."""
    known = ReadingSpec().nothing
    figures = [one for one in profiles if one.looks in ("amount", "quantity", "date", "year")]
    marks = dict.fromkeys(mark for one in figures for mark in one.marks)
    new = [mark for mark in marks if not says_nothing(known, mark)]
    if new:
        yield f"# {SETTLE}: do {', '.join(map(quote_toml, new))} say that there is no value?"
        yield "[reading]"
        yield f"nothing = [{', '.join(map(quote_toml, (*known, *new)))}]"
        yield ""


def _vocabulary_sections(profiles: Sequence[ColumnProfile]) -> Iterator[str]:
    outcomes = [one for one in profiles if one.looks == "outcome"]
    if not outcomes:
        return
    yield f"# {SETTLE}: what each answer comes to. One of AGREED, PARTLY_AGREED, REJECTED,"
    yield "# COUNTER_PROPOSED, DEFERRED, UNDER_CONSIDERATION, TO_BE_CONSULTED_ON,"
    yield "# ALREADY_POSSIBLE, WITHDRAWN, NO_VERDICT. ... stands for any words."
    yield "[words.outcome]"
    for word in dict.fromkeys(word for one in outcomes for word in one.examples):
        yield f"# {quote_toml(word)} = {quote_toml(guess_outcome(word) or 'NO_VERDICT')}"
    yield ""


def _name_sections(profiles: Sequence[ColumnProfile]) -> Iterator[str]:
    """Names that are not on record, ready to be said."""
    for kind, looks in (("partners", ("lead", "partners")), ("areas", ("areas",))):
        unknown = [word for one in profiles if one.looks in looks for word in one.unknown[:30]]
        joint = [word for one in profiles if one.looks in looks for word in _list_unparted(one)]
        if not unknown and not joint:
            continue
        yield f"# {SETTLE}: names that are not on record. Say whom they name (several divided"
        yield "# by ;), record them with [[once]], or leave a lead as it is: it becomes a finding."
        yield f"[names.{kind}]"
        proposed = {word: found for one in profiles for word, found in one.proposed.items()}
        yield from (_propose_name(word, proposed.get(word, {})) for word in dict.fromkeys(unknown))
        yield from (
            f"# {quote_toml(word)} = {quote_toml('...')}   # several names: which one is meant?"
            for word in dict.fromkeys(joint)
        )
        yield ""


def _propose_name(word: str, found: Mapping[str, str]) -> str:
    """Return the line that says whom a word names, with those whose initials it could be."""
    meant = next(iter(found)) if len(found) == 1 else "..."
    line = f"# {quote_toml(word)} = {quote_toml(meant)}"
    if not found:
        return line
    listed = " or ".join(f"{' '.join(name.split())} ({one})" for one, name in found.items())
    return f"{line}   # by its initials: {listed}"


def _list_unparted(column: ColumnProfile) -> tuple[str, ...]:
    """Return the cells of a column that name several records, and are not taken apart."""
    return column.joint if column.looks != "lead" and " and " not in column.parted else ()


def _leave_out_sections(left_out: Sequence[tuple[str, SummaryRow]]) -> Iterator[str]:
    """Rows about other rows, each with the column that says so."""
    for column, why in dict.fromkeys((column, one.why) for column, one in left_out):
        same = [one for other, one in left_out if (other, one.why) == (column, why)]
        numbers = ", ".join(str(one.number) for one in same[:20])
        yield f"# {SETTLE}: rows that look like {why}: {numbers}"
        words = dict.fromkeys(one.words for one in same)
        if any(words):
            listed = ", ".join(map(quote_toml, filter(None, words)))
            yield from _leave_out(f"{{ column = {quote_toml(column)}, is = [{listed}] }}", why)
        if "" in words:
            yield from _leave_out(f"{{ column = {quote_toml(column)}, filled = false }}", why)


def _leave_out(when: str, why: str) -> Iterator[str]:
    yield from ("[[leave_out]]", f"when = {when}", f"why = {quote_toml(why)}", "")


def _act_sections(guesses: Sequence[Guess]) -> Iterator[str]:
    """Yield what stands beside the rows, then what each row becomes."""
    written: list[str] = []
    for guess in sorted(guesses, key=lambda one: not one.once):
        section = [f"# {SETTLE}: {' '.join(line.split())}" for line in guess.settle]
        section += _act_section("once" if guess.once else "row", guess)
        # What several guesses stand on is written once.
        if not guess.once or "\n".join(section) not in written:
            yield from section
        written.append("\n".join(section))
    if not guesses:
        yield f"# {SETTLE}: no kind of record fits these columns for sure. Say what a row becomes;"
        yield "# answerable template lists the kinds, docs/reference/mappings has examples."
        yield "[[row]]"
        yield f"act = {quote_toml(SETTLE)}"
        yield ""


def _act_section(name: str, guess: Guess) -> Iterator[str]:
    yield f"[[{name}]]"
    yield f"act = {quote_toml(guess.act)}"
    if guess.each is not None:
        start = f", start = {guess.start}" if guess.start > 1 else ""
        split = ", ".join(map(quote_toml, guess.parted))
        split = split if len(guess.parted) == 1 else f"[{split}]"
        yield f"each = {{ column = {quote_toml(guess.each)}, split = {split}{start} }}"
    if guess.when is not None:
        yield f"when = {guess.when}"
    if guess.unless is not None:
        yield f"unless = {guess.unless}"
    for key, value in guess.fields.items():
        told = f"   # {SETTLE}" if value == SETTLE else ""
        yield f"{key} = {write_value(value)}{told}"
    yield ""


def write_value(value: FieldGuess) -> str:
    """Return a field as TOML: a line of words, or a table in one line."""
    if isinstance(value, str):
        return quote_toml(value)
    keys = (f"{_quote_key(key)} = {write_value(one)}" for key, one in value.items())
    return f"{{ {', '.join(keys)} }}"


def _quote_key(key: str) -> str:
    return key if key.replace("_", "").isalnum() and key.isascii() else quote_toml(key)
