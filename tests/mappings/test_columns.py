"""Columns without a heading and headings that stand twice: their words go nowhere else."""

import tomllib
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from ingest.mappings import import_file, load_mapping
from ingest.mappings.sniffing import sniff_file
from registry import Registry
from tests.mappings.files import mapping, write

TARGET = {"act": "targets", "reference": "T{n}", "agreement": "LAA"}
HEADLESS = [
    ["Ref", "Indicator", "", "Lead"],
    ["NI 154", "Homes", "subject to the report", "Coventry City Council"],
    ["NI 155", "Affordable homes", "partners do not agree", "Coventry City Council"],
]
TWICE = (
    "Ref,Indicator,2008/09,Comments,2008/09,Comments\r\n"
    "NI 154,Homes,700,agreed with GOWM,512,actual\r\n"
)


def locators(england: Registry, path: Path, **more: object) -> list[str]:
    mapped = import_file(england, path, mapping({**TARGET, "title": "{Indicator}"}, **more))
    assert mapped.error is None
    return [row.acts[0].cells()["locator"] for row in mapped.plan.rows]


def sheet(folder: Path, rows: list[list[str]]) -> Path:
    with Workbook(folder / "file.xlsx") as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return folder / "file.xlsx"


def text(folder: Path, rows: list[list[str]]) -> Path:
    return write(folder, "".join(f"{','.join(row)}\r\n" for row in rows))


@pytest.mark.parametrize("save", [sheet, text])
@pytest.mark.parametrize("order", [(0, 1, 2, 3), (0, 1, 3, 2)])
def test_words_below_no_heading_are_kept_under_the_columns_number(
    england: Registry, tmp_path: Path, save: object, order: tuple[int, ...]
) -> None:
    assert callable(save)
    path = save(tmp_path, [[row[place] for place in order] for row in HEADLESS])
    number = order.index(2) + 1

    mapped = import_file(england, path, mapping({**TARGET, "title": "{Indicator}"}))

    assert mapped.error is None
    kept = [row.acts[0].cells()["locator"] for row in mapped.plan.rows]
    assert [
        f"#{number}: {words}" in one
        for words, one in zip(("subject to the report", "partners do not agree"), kept, strict=True)
    ] == [True, True]
    note = f"column #{number} has no heading and no field: its words are kept in the locator as"
    assert f"{note} #{number}" in mapped.plan.notes


def test_a_column_without_heading_is_mapped_by_its_number(
    england: Registry, tmp_path: Path
) -> None:
    row = {**TARGET, "title": "{Indicator}", "target_stated": "{#3}"}

    mapped = import_file(england, text(tmp_path, HEADLESS), mapping(row))

    assert mapped.error is None
    assert mapped.plan.rows[0].acts[0].cells()["target_stated"] == "subject to the report"


def test_an_empty_column_without_heading_is_not_spoken_of(
    england: Registry, tmp_path: Path
) -> None:
    path = write(tmp_path, "Indicator,,Ref\nHomes,,NI 154\n")

    mapped = import_file(england, path, mapping({**TARGET, "title": "{Indicator}"}))

    assert mapped.plan.notes == ("column 'Ref' has no field: its words are kept in the locator",)


def test_headings_that_stand_twice_keep_the_words_of_both(
    england: Registry, tmp_path: Path
) -> None:
    assert locators(england, write(tmp_path, TWICE)) == [
        "row 2; Ref: NI 154; 2008/09 (#3): 700; Comments (#4): agreed with GOWM; "
        "2008/09 (#5): 512; Comments (#6): actual"
    ]


def test_headings_that_stand_twice_are_mapped_by_position(
    england: Registry, tmp_path: Path
) -> None:
    row = {**TARGET, "title": "{title}", "target_stated": "{aim}"}
    columns = {"title": "#2", "aim": "#3", "actual": "#5"}

    mapped = import_file(england, write(tmp_path, TWICE), mapping(row, columns=columns))

    assert mapped.error is None
    cells = mapped.plan.rows[0].acts[0].cells()
    assert cells["target_stated"] == "700"
    assert "2008/09 (#5): 512" in cells["locator"]


@pytest.mark.parametrize(
    ("row", "columns", "where"),
    [
        ({"title": "{Comments}"}, {}, "row[1].title"),
        ({"title": "{said}"}, {"said": "comments"}, "columns.said"),
    ],
)
def test_a_heading_that_stands_twice_is_refused_where_the_mapping_names_it(
    england: Registry, tmp_path: Path, row: dict[str, str], columns: dict[str, str], where: str
) -> None:
    mapped = import_file(
        england, write(tmp_path, TWICE), mapping({**TARGET, **row}, columns=columns)
    )

    assert mapped.error is not None
    assert [(one.message, one.remedy) for one in mapped.error.problems] == [
        (
            f"{where} names a heading that stands in the file twice",
            'Say by number which column is meant: "#4" or "#6"',
        )
    ]
    assert mapped.imported is None


def test_what_sniff_writes_for_headings_that_stand_twice_can_be_imported(
    england: Registry, tmp_path: Path
) -> None:
    path = write(tmp_path, TWICE.replace("agreed with GOWM", "a stretch"), name="twice.csv")
    with england.reading() as session:
        text = sniff_file(path, session.connection).mapping
    (tmp_path / "map.toml").write_text(
        text.replace('"settle: ', '"').replace('"settle"', '"Coventry"'), encoding="utf-8"
    )

    mapped = import_file(england, path, load_mapping(tmp_path / "map.toml"))

    assert mapped.error is None


def test_a_heading_that_is_a_word_of_templates_keeps_its_words(
    england: Registry, tmp_path: Path
) -> None:
    path = write(tmp_path, "Indicator,row,n\nHomes,north,512\n")

    assert locators(england, path) == ["row 2; row: north; n: 512"]


def test_rows_above_the_header_and_below_the_table_are_told(
    england: Registry, tmp_path: Path
) -> None:
    path = write(tmp_path, "A title,\nIndicator,Lead\nHomes,\nA note,\n")
    row = {**TARGET, "title": "{Indicator}"}

    mapped = import_file(england, path, mapping(row, file={"header": 2, "last_row": 3}))

    assert mapped.plan.notes[:2] == (
        "rows above the header, which are not recorded: 1",
        "rows below file.last_row, which are not recorded: 4",
    )


def test_a_header_without_its_last_heading_is_found(tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        [
            ["Indicator", "2008/09", ""],
            ["Homes", "512", "agreed with GOWM"],
            ["Crime", "tba", "agreed with GOWM"],
        ],
    )

    assert sniff_file(path).header == (1,)


def test_a_word_of_two_lines_does_not_break_the_comments_of_a_mapping(tmp_path: Path) -> None:
    path = write(tmp_path, 'Proposal,Council\nHomes,"Nobody\nat all"\nRoads,Nobody\n')

    assert tomllib.loads(sniff_file(path).mapping)["columns"]["council"] == "Council"
