"""A mark before the text is none of its words; a guessed encoding is told until it is stated."""

from pathlib import Path

from ingest.files import TableOptions, read_table
from ingest.files.text import GUESSED_WINDOWS
from ingest.mappings import import_file
from ingest.mappings.sniffing import sniff_file
from registry import Registry
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
