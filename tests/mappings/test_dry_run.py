"""What a dry run shows: values beside the words they were read from, and words without a field."""

from pathlib import Path
from typing import Any

import pytest

from ingest.files import read_table
from ingest.mappings import MappedImport, describe_row, import_file, write_annotated_copy
from registry import InvalidInput, Registry
from tests.mappings.files import mapping, write

TARGET = {"act": "targets", "reference": "T{n}", "agreement": "LAA", "title": "{Indicator}"}
FIGURES = {**TARGET, "baseline": "{Baseline}"}


def planned(registry: Registry, path: Path, *rows: dict[str, Any], **more: Any) -> MappedImport:
    mapped = import_file(registry, path, mapping(*rows, **more), dry_run=True)
    assert mapped.error is None, str(mapped.error)
    return mapped


def test_the_value_stands_beside_the_words_of_the_cell(england: Registry, tmp_path: Path) -> None:
    text = "Indicator,Baseline,Lead,Said by\nHomes,5.1 tonnes (2006-07),Coventry,the board\n"
    lead = {"act": "accountability", "target": "T{n}", "role": "LEAD", "partner": "{Lead}"}

    row = planned(england, write(tmp_path, text), FIGURES, lead).plan.rows[0]

    assert list(describe_row(row)) == [
        "targets T1",
        "  baseline: 5.1 tonnes (2006-07) → 5.1 [tonnes]",
        "accountability T1/LEAD/GB-LAE-COV/unstated",
        "  partner: Coventry → GB-LAE-COV",
        "no field: Said by: the board",
    ]


def test_a_unit_unlike_all_others_of_its_column_sticks_out(
    england: Registry, tmp_path: Path
) -> None:
    lines = ["A,45%", "B,50%", "C,5.1 tonnes", "D,60%", "E,61%"]
    path = write(tmp_path, "Indicator,Baseline\n" + "\n".join(lines) + "\n")

    rows = planned(england, path, FIGURES).plan.rows

    assert [row.notes for row in rows] == [
        (),
        (),
        ("baseline 5.1 tonnes sticks out: 4 of 5 figures of its column are in %",),
        (),
        (),
    ]


def test_an_aim_in_another_unit_than_its_baseline_sticks_out(
    england: Registry, tmp_path: Path
) -> None:
    path = write(tmp_path, "Indicator,Baseline,Aim\nCO2,7.1%,6.5 tonnes\n")
    aim = {"act": "milestones", "target": "T{n}", "period": "2008-09", "aim": "{Aim}"}

    notes = planned(england, path, FIGURES, aim).plan.rows[0].notes

    assert notes == ("aim 6.5 tonnes sticks out: of the same target there is baseline 7.1 %",)


def test_pounds_among_thousands_of_pounds_stick_out(england: Registry, tmp_path: Path) -> None:
    path = write(tmp_path, "Grant,Amount\nA,5\nB,6\nC,7\nD,9000000\n")
    stream = {"act": "streams", "reference": "S{n}", "title": "{Grant}"}
    grant = {"act": "grants", "stream": "S{n}", "area": "Coventry", "financial_year": "2008-09"}
    grant["amount"] = "{Amount}"

    rows = planned(england, path, stream, grant).plan.rows

    assert rows[3].notes == ("amount 9,000,000.00 sticks out: the median of its column is 6.50",)


def test_the_mapping_says_which_record_keeps_words_without_a_field(
    england: Registry, tmp_path: Path
) -> None:
    path = write(tmp_path, "Indicator,Baseline,Aim,Remark\nCO2,7%,6%,the aim is provisional\n")
    aim = {"act": "milestones", "target": "T{n}", "period": "2008-09", "aim": "{Aim}"}

    mapped = planned(england, path, FIGURES, aim, keep={"Remark": "milestones"})

    locators = {act.KIND: act.cells()["locator"] for act in mapped.plan.rows[0].acts}
    assert locators == {"targets": "row 2", "milestones": "row 2; Remark: the aim is provisional"}
    assert mapped.plan.rows[0].unplaced == (("Remark", "the aim is provisional"),)


def test_words_cannot_be_kept_by_a_kind_that_no_row_becomes() -> None:
    with pytest.raises(InvalidInput, match=r"keep\.Remark"):
        mapping(TARGET, keep={"Remark": "milestones"})


def test_the_annotated_copy_shows_values_and_words_without_a_field(
    england: Registry, tmp_path: Path
) -> None:
    path = write(tmp_path, "Indicator,Baseline,Said by\nHomes,21%,the board\n")

    write_annotated_copy(planned(england, path, FIGURES), tmp_path / "annotated.xlsx")

    becomes = read_table(tmp_path / "annotated.xlsx").rows[1].cells[3]
    assert becomes == "targets T1\n  baseline: 21% → 21 [%]\nno field: Said by: the board"
