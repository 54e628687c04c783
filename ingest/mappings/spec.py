"""What a mapping says: the one definition from which it is read, checked and described.

The words beside each key are its description in the JSON Schema and in ``docs/reference/mappings``.
"""

from __future__ import annotations

from collections.abc import Mapping as Pairs
from dataclasses import dataclass, field
from typing import Annotated


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSpec:
    """How the file is laid out; whatever is left out is found out."""

    header: Annotated[
        tuple[int, ...],
        "The number of the header row, as a spreadsheet shows it; two or three for merged headings",
    ] = (1,)
    sheet: Annotated[str | None, "The name of the sheet in a spreadsheet"] = None
    encoding: Annotated[
        str | None, "utf-8, utf-8-sig, utf-16, utf-16-le, utf-16-be or cp1252 (Windows)"
    ] = None
    delimiter: Annotated[str | None, "What divides the columns of a text file"] = None
    last_row: Annotated[int | None, "The last row of the table, if something follows it"] = None
    fill_down: Annotated[
        tuple[str, ...], "Columns in which an empty cell means the same as the cell above"
    ] = ()
    ditto: Annotated[
        tuple[str, ...],
        "Words such as ditto that mean the same as the cell above, in the columns of fill_down",
    ] = ()
    hidden: Annotated[
        str,
        "leave_out or record: what becomes of rows, columns, cells and sheets that a spreadsheet "
        "hides, and of words that a merged cell covers",
    ] = "leave_out"
    short_rows: Annotated[
        bool, "Whether rows of a text file may end early, their last cells being empty"
    ] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSpec:
    """How words are read throughout the file."""

    on: Annotated[
        str | None,
        "The day that the records speak of, or a template for it: names are recognised as of it. "
        "Without it, the day on which the source was published",
    ] = None
    amounts_in: Annotated[str, "pounds, thousands or millions: what plain figures count"] = "pounds"
    nothing: Annotated[
        tuple[str, ...], "Words that say that there is no value (the words are kept)"
    ] = ("None", "nil", "n/a", "-", "–", "—")
    unreadable: Annotated[tuple[str, ...], "Marks for what could not be read in the source"] = (
        "?",
    )
    joint: Annotated[
        tuple[str, ...], "Marks between several bodies in one cell, such as / and &"
    ] = ("/", "&", ";", " and ", "+")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSpec:
    """The document that the records cite."""

    reference: Annotated[str, "The key of the document on record"]
    title: Annotated[str, "What the document is called"]
    publisher: Annotated[str | None, "Who published it"] = None
    published_on: Annotated[str | None, "The day on which it was published"] = None
    url: Annotated[str | None, "Where it can be read"] = None
    standing: Annotated[str, "How the record of the document stands to it"] = "RESTATED"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionSpec:
    """Which rows are meant; all that is said must hold. Capitals and blanks make no difference."""

    column: Annotated[str, "The column that decides"]
    is_: Annotated[
        tuple[str, ...],
        "The cell is one of these; ... stands for any words: '...withdrawn...'",
    ] = ()
    is_not: Annotated[tuple[str, ...], "The cell is none of these"] = ()
    filled: Annotated[bool | None, "Whether the cell holds anything"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOutSpec:
    """Rows that become nothing; they are counted and told."""

    when: Annotated[tuple[ConditionSpec, ...], "Which rows"]
    why: Annotated[str, "Why they are left out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EachSpec:
    """One row that makes several acts of a kind: {each} is the piece, {each_n} its number."""

    column: Annotated[str | None, "The column whose cell is taken apart"] = None
    split: Annotated[tuple[str, ...], "What divides the pieces"] = (";",)
    start: Annotated[int, "The first piece that is meant, from 1"] = 1
    columns: Annotated[
        Pairs[str, str],
        "Instead: columns of which each makes an act; {label} is what is written here beside it",
    ] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """Where one field of an act comes from, where one line does not say enough."""

    from_: Annotated[str, "A template: {column} stands for the cell, other words for themselves"]
    words: Annotated[
        Pairs[str, str], "From the source's words to what is read instead; '' is an empty cell"
    ] = field(default_factory=dict)
    otherwise: Annotated[
        str | None, "What words mean that are not listed; without it they are reported"
    ] = None
    amounts_in: Annotated[str | None, "pounds, thousands or millions"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActSpec:
    """An act that is recorded once, or for each row; its other keys are the fields of the kind."""

    act: Annotated[str, "The kind of record: targets, proposals, grants, ..."]
    when: Annotated[tuple[ConditionSpec, ...], "Only rows for which this holds"] = ()
    unless: Annotated[tuple[ConditionSpec, ...], "No rows for which this holds"] = ()
    once_per: Annotated[str | None, "A template: one act for all rows that give the same"] = None
    each: Annotated[EachSpec | None, "Several acts for one row"] = None
    unless_known: Annotated[
        str | None,
        "A template: only where these words name no record of the kind yet, so that a body that "
        "the registry does not know is recorded by the first row that names it",
    ] = None
    known: Annotated[
        str | None,
        "keep or refuse, for this kind alone; keep also lets several rows name the same record, "
        "which the first of them makes. What is recorded once is always kept",
    ] = None
    fields: Annotated[Pairs[str, FieldSpec], "hidden"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """How one kind of file becomes acts."""

    about: Annotated[str | None, "What the mapping is for"] = None
    known: Annotated[
        str,
        "What to do with rows whose reference is on record: keep (leave it as it is, and say so) "
        "or refuse (where it says otherwise)",
    ] = "refuse"
    file: Annotated[FileSpec, "How the file is laid out"] = field(default_factory=FileSpec)
    source: Annotated[tuple[SourceSpec, ...], "The documents that the records cite"] = ()
    columns: Annotated[
        Pairs[str, str], "Short names for columns: short = 'Heading in the file'"
    ] = field(default_factory=dict)
    reading: Annotated[ReadingSpec, "How words are read"] = field(default_factory=ReadingSpec)
    names: Annotated[
        Pairs[str, Pairs[str, str]],
        "Names that the source gives: names.partners.GOL = 'GO-LON'; several bodies divided by ;",
    ] = field(default_factory=dict)
    words: Annotated[
        Pairs[str, Pairs[str, str]], "Vocabularies by field: words.outcome.agreed = 'AGREED'"
    ] = field(default_factory=dict)
    ignore: Annotated[
        Pairs[str, str],
        "Columns that are not recorded, each with the reason; the words of every other column "
        "without a field of its own are kept in the locator",
    ] = field(default_factory=dict)
    keep: Annotated[
        Pairs[str, str],
        "Columns without a field, each with the kind of record whose locator keeps its words; "
        "without it, that is the first record of the row",
    ] = field(default_factory=dict)
    defaults: Annotated[
        Pairs[str, str], "Fields of every act that has them and says nothing else of them"
    ] = field(default_factory=dict)
    leave_out: Annotated[tuple[LeaveOutSpec, ...], "Rows that become nothing"] = ()
    once: Annotated[tuple[ActSpec, ...], "What is recorded once, for rows to name"] = ()
    row: Annotated[tuple[ActSpec, ...], "What each row becomes"] = ()


def key_of(attribute: str) -> str:
    """Return the key in the file for an attribute that would else be a word of Python."""
    return attribute.rstrip("_")
