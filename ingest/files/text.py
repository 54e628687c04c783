"""Text files: which encoding, which delimiter, and their rows."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from ingest.files.errors import file_error
from ingest.files.limits import TableLimits
from ingest.files.table import TableOptions

DELIMITERS = ",\t;|"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
GUESSED_WINDOWS = "the file is not UTF-8 and was read as Windows-1252: look at £ – ’ é"
GUESSED_DELIMITER = "the columns were taken to be divided by"
# How many lines are named where more are of another encoding.
LISTED_LINES = 20
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(slots=True)
class DecodedText:
    """A text file's words, how they were decoded, and what a reader should know of it."""

    words: str
    encoding: str
    delimiter: str
    notes: list[str] = field(default_factory=list)


def read_text(data: bytes, options: TableOptions) -> DecodedText:
    """Decode a text file and find its delimiter.

    Raises:
        InvalidInput: no encoding fits, or it holds what no text holds.
    """
    encoding, notes = _detect_encoding(data, options.encoding)
    # Windows-1252 text that a program put a UTF-8 mark before: the mark is none of its words.
    data = data.removeprefix(codecs.BOM_UTF8)
    words = _decode(data, encoding)
    if options.encoding is not None and encoding == "cp1252":
        notes += _note_utf8_lines(data)
    words = words.removeprefix(_BYTE_ORDER_MARK)
    _refuse_control_characters(words)
    ends = {end for end in ("\r\n", "\r", "\n") if end in words.replace("\r\n", "\0\0", 1)}
    if "\r\n" in words and words.count("\r\n") not in (words.count("\n"), words.count("\r")):
        ends.add("mixed")
    if words.replace("\r\n", "").count("\n") and words.replace("\r\n", "").count("\r"):
        ends.add("mixed")
    if "mixed" in ends:
        notes.append("the line ends are mixed; each was taken as the end of a row")
    delimiter = options.delimiter
    if delimiter is None:
        delimiter, certain = _detect_delimiter(words)
        notes += [] if certain else [f"{GUESSED_DELIMITER} {delimiter!r}: see that they are"]
    return DecodedText(words, encoding, delimiter, notes)


def _decode(data: bytes, encoding: str) -> str:
    """Decode a text file.

    Raises:
        InvalidInput: it is not of the encoding; the lines that are not are named.
    """
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        lines = [data.count(b"\n", 0, error.start) + 1]
        if encoding in ("utf-8", "utf-8-sig"):
            _, lines = _divide_lines(data)
        raise file_error(
            f"{_name_lines(lines)} bytes that are not {encoding}",
            "Save the file as UTF-8 (in Excel: CSV UTF-8), or state its encoding: "
            "file.encoding in a mapping, --encoding for sniff (cp1252 is that of Windows)",
        ) from error


def _divide_lines(data: bytes) -> tuple[list[int], list[int]]:
    """Return the lines with UTF-8 beyond ASCII, and those that are not UTF-8 at all."""
    there: list[int] = []
    other: list[int] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.isascii():
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                other.append(number)
            else:
                there.append(number)
    return there, other


def _name_lines(lines: list[int]) -> str:
    """Return lines as the subject of a sentence: line 3 holds; lines 3, 5 and 7 more hold."""
    if len(lines) == 1:
        return f"line {lines[0]} holds"
    listed = ", ".join(map(str, lines[:LISTED_LINES]))
    more = f" and {len(lines) - LISTED_LINES:,} more" if len(lines) > LISTED_LINES else ""
    return f"lines {listed}{more} hold"


def _note_utf8_lines(data: bytes) -> list[str]:
    """Tell which lines of a file that is stated to be of Windows are UTF-8."""
    there, _ = _divide_lines(data)
    if not there:
        return []
    return [f"{_name_lines(there)} UTF-8, not Windows-1252: look at £ – ’ é there"]


def _detect_encoding(data: bytes, stated: str | None) -> tuple[str, list[str]]:
    if stated:
        return stated, []
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, []
    if b"\0" in data[:1000]:
        half = data[:1000]
        if half[1::2].count(0) > len(half) // 4:
            return "utf-16-le", ["UTF-16 without a byte order mark"]
        if half[::2].count(0) > len(half) // 4:
            return "utf-16-be", ["UTF-16 without a byte order mark"]
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        _refuse_mixture(data)
        return "cp1252", [GUESSED_WINDOWS]
    return "utf-8", []


def _refuse_mixture(data: bytes) -> None:
    """Refuse a file of which some lines are UTF-8 and others are not: no encoding reads both."""
    there, other = _divide_lines(data)
    if there:
        raise file_error(
            f"the file mixes two encodings: {_name_lines(there)} UTF-8, "
            f"{_name_lines(other)} bytes that are not",
            "Mend the lines that are not and save the file as UTF-8, or state file.encoding in the "
            "mapping (--encoding for sniff)",
        )


def _refuse_control_characters(words: str) -> None:
    for mark, name in (("\0", "a NUL character"), (_BYTE_ORDER_MARK, "a byte order mark inside")):
        place = words.find(mark)
        if place >= 0:
            line = words.count("\n", 0, place) + 1
            raise file_error(
                f"line {line} holds {name}, as when a file is damaged or two were put together",
                "Open the file, remove it there, and save it as UTF-8",
            )


def _detect_delimiter(words: str) -> tuple[str, bool]:
    """Return the delimiter that gives the most rows of the first row's width, and if it is certain.

    It is certain where it is a comma or a tab and no other divides the rows half as well.
    """
    best, most, second = ",", 0, 0
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(words[:100_000], newline=""), delimiter=delimiter)
        try:
            widths = [len(row) for row in islice(reader, 50) if row]
        except csv.Error:
            continue
        common = max(set(widths), key=widths.count, default=1)
        score = widths.count(common) * min(common, 10) if common > 1 else 0
        if score > most:
            best, most, second = delimiter, score, most
        else:
            second = max(second, score)
    return best, best in ",\t" and second * 2 <= most


def read_text_rows(text: DecodedText, limits: TableLimits) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a text file with their numbers, empty ones left out."""
    csv.field_size_limit(limits.cell_characters)
    reader = csv.reader(io.StringIO(text.words, newline=""), delimiter=text.delimiter, strict=True)
    number = 0
    try:
        for row in reader:
            number += 1
            if any(cell.strip() for cell in row):
                yield number, [cell.replace("\r\n", "\n") for cell in row]
    except csv.Error as error:
        raise file_error(
            f"the row cannot be taken apart: {error}",
            'Enclose cells with delimiters, quotes or line breaks in ", and write " inside as ""',
            row=number + 1,
        ) from error
