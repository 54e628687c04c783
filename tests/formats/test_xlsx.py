"""The workbook holds numbers as numbers, and all else as words, whatever they look like."""

import re
import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from publish import publish
from publish.formats import workbook, xlsx
from registry import Registry, Settings
from tests.formats.canon import cells, tables
from tests.formats.conftest import LONG, NAMES


def sheet(path: Path, name: str) -> list[list[str]]:
    read = CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()
    return [[str(cell) for cell in row] for row in read]


def test_every_cell_of_every_table_is_there(folder: Path) -> None:
    for table in tables(folder):
        if table == "areas":  # has a cell that no spreadsheet takes
            continue
        header, *rows = sheet(folder / "registry.xlsx", table)

        told = [dict(zip(header, row, strict=True)) for row in rows]
        assert [{name: plain(cell) for name, cell in row.items()} for row in told] == [
            {name: plain(cell) for name, cell in row.items()} for row in cells(folder, table)
        ]


def plain(cell: str) -> str:
    """Write a number in one way, however many decimals it has."""
    is_number = re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell)
    return f"{Decimal(cell).normalize():f}" if is_number else cell


def test_amounts_and_counts_add_up(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "registry.xlsx")
    for table, column in (("contributions", "amount"), ("entries", "number")):
        header, *rows = book[table].iter_rows()
        place = [cell.value for cell in header].index(column)
        wanted = [row[column] for row in cells(folder, table) if row[column]]
        found = [row[place] for row in rows if row[place].value is not None]

        assert {cell.data_type for cell in found} <= {"n"}
        assert sum(Decimal(str(cell.value)) for cell in found) == sum(map(Decimal, wanted))


@pytest.mark.parametrize(
    ("cell", "made"),
    [
        ("", '<c s="3"/>'),
        ("-4.0", '<c s="3"><v>-4.0</v></c>'),
        ("999999999999.99", '<c s="3"><v>999999999999.99</v></c>'),
        ("1234567890123456", None),
        ("[redacted]", None),
        ("=1+1", None),
    ],
)
def test_only_what_a_spreadsheet_keeps_is_a_number(cell: str, made: str | None) -> None:
    assert xlsx._make_number('<c s="3"', cell) == made


@pytest.mark.parametrize("key", ["A", "A/1", "A/2", "A/3", "A/4", "A/5", "A/7"])
def test_hard_words_stay_what_they_are(folder: Path, key: str) -> None:
    areas = openpyxl.load_workbook(folder / "registry.xlsx")["areas"]
    [name] = [row[4] for row in areas.iter_rows(min_row=2) if row[0].value == key]

    # openpyxl leaves it to others to read what cannot stand in XML.
    assert name.value == NAMES[key].replace("_x000D_", "_x005F_x000D_").replace(
        "\r", "_x000D_"
    ).replace("\x0b", "_x000B_")
    assert name.data_type == "s"
    assert name.number_format == "@"
    assert sheet(folder / "registry.xlsx", "areas")[[*NAMES].index(key) + 1][4] == NAMES[key]


def test_words_too_long_for_a_cell_say_that_they_end_there(folder: Path) -> None:
    [name] = [row[4] for row in sheet(folder / "registry.xlsx", "areas") if row[0] == "A/6"]

    assert len(name) == 32_767
    assert name.endswith(" [...]")
    assert LONG.startswith(name.removesuffix(" [...]"))


def test_the_contents_lead_to_each_sheet(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "registry.xlsx")
    listed = {
        row[0].value: (row[1].value, row[0].hyperlink.location)
        for row in book["Contents"].iter_rows()
        if row[0].hyperlink
    }

    assert listed == {
        table: (str(len(cells(folder, table))), f"'{table}'!A1") for table in tables(folder)
    }
    assert book.sheetnames == ["Contents", *tables(folder)]
    assert book["areas"].freeze_panes == "B2"
    assert book["areas"].dimensions == f"A1:K{len(NAMES) + 2}"
    assert book.properties.created == datetime(1980, 1, 1)  # noqa: DTZ001 - as openpyxl gives it


def test_what_is_more_than_a_sheet_takes_goes_on_in_another(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "ROWS", 4)
    done = publish(registry, Settings(data_dir=tmp_path))
    path = done.releases / "registry/latest/registry.xlsx"

    first, second, third = (sheet(path, name) for name in ("areas", "areas (2)", "areas (3)"))

    assert [row[0] for row in first] == ["reference", "A", "A/1", "A/2", "A/3"]
    assert [row[0] for row in second] == ["reference", "A/4", "A/5", "A/6", "A/7"]
    assert [row[0] for row in third] == ["reference", "A/8"]
    contents = {row[0]: row for row in sheet(path, "Contents")}
    assert contents["areas (2)"][1] == "4"
    assert contents["areas (2)"][2].endswith("Rows 5 to 8 of 9.")


def test_its_bytes_carry_no_clock(folder: Path) -> None:
    with zipfile.ZipFile(folder / "registry.xlsx") as zipped:
        assert {info.date_time for info in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}
