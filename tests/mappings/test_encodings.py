"""A mark before the text is none of its words; a guessed encoding is told until it is stated."""

from pathlib import Path

import pytest

from ingest.files import TableOptions, read_table
from ingest.files.text import GUESSED_DELIMITER, GUESSED_WINDOWS
from ingest.mappings import import_file
from ingest.mappings.sniffing import sniff_file
from registry import InvalidInput, Registry
from tests.mappings.files import mapping, write

TEXT = "Ref,Indicator\r\nNI 154,Café – “gross”\r\n"


def test_a_utf8_mark_before_windows_text_is_stripped(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode("cp1252"))

    sniffed = sniff_file(path, options=TableOptions(encoding="cp1252"), header=(1,))

    assert sniffed.table.rows[0].cells == ("Ref", "Indicator")
    assert sniffed.table.rows[1].cells == ("NI 154", "Café – “gross”")
    assert '\nencoding = "cp1252"' in sniffed.mapping


def test_a_guessed_encoding_is_told_by_the_dry_run_until_it_is_stated(
    england: Registry, tmp_path: Path
) -> None:
    path = write(tmp_path, TEXT, encoding="cp1252")
    row = {"act": "targets", "reference": "T{n}", "agreement": "LAA", "title": "{Indicator}"}
    told = import_file(england, path, mapping(row), dry_run=True)
    stated = mapping(row, file={"encoding": "cp1252"})

    silent = import_file(england, path, stated, dry_run=True)

    assert '\n# encoding = "cp1252"' in sniff_file(path).mapping
    assert GUESSED_WINDOWS in told.plan.notes
    assert GUESSED_WINDOWS not in silent.plan.notes
    assert read_table(path).encoding == "cp1252"


ROW = {"act": "targets", "reference": "T{n}", "agreement": "LAA", "title": "{Indicator}"}


def test_a_guessed_delimiter_is_told_by_dry_run_and_import_until_it_is_stated(
    england: Registry, tmp_path: Path
) -> None:
    path = write(tmp_path, "Ref;Indicator\nNI 1;Homes, and more\n")
    told = import_file(england, path, mapping(ROW), dry_run=True)
    stated = import_file(england, path, mapping(ROW, file={"delimiter": ";"}), dry_run=True)

    recorded = import_file(england, path, mapping(ROW))

    guess = f"{GUESSED_DELIMITER} ';': see that they are"
    assert guess in told.plan.notes
    assert guess in recorded.plan.table.notes
    assert guess not in stated.plan.notes
    assert '\n# delimiter = ";"' in sniff_file(path).mapping


def test_a_file_of_two_encodings_names_the_lines_of_each(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    lines = ["Ref,Indicator", "NI 1,Café", "NI 2,Homes", "NI 3,–"]
    encodings = ("utf-8", "utf-8", "utf-8", "cp1252")
    pairs = zip(lines, encodings, strict=True)
    path.write_bytes(b"\n".join(line.encode(encoding) for line, encoding in pairs))

    with pytest.raises(InvalidInput) as refused:
        read_table(path)

    assert "line 2 holds UTF-8, line 4 holds bytes that are not" in str(refused.value)
    stated = read_table(path, TableOptions(encoding="cp1252"))
    assert stated.notes == ("line 2 holds UTF-8, not Windows-1252: look at £ – ’ é there",)


def test_a_stated_encoding_names_every_line_that_is_not_of_it_and_counts_the_rest(
    tmp_path: Path,
) -> None:
    path = write(tmp_path, "Ref,Indicator\n" + "NI 1,Café\n" * 25, encoding="cp1252")

    with pytest.raises(InvalidInput) as refused:
        read_table(path, TableOptions(encoding="utf-8"))

    listed = ", ".join(str(line) for line in range(2, 22))
    assert f"lines {listed} and 5 more hold bytes that are not utf-8" in str(refused.value)
