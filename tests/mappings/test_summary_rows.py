"""Totals, notes and repeated headers are no records of their own."""

from pathlib import Path

import pytest
from xlsxwriter import Workbook

from ingest.mappings import import_file, load_mapping
from ingest.mappings.sniffing import sniff_file
from registry import Registry
from tests.mappings.files import mapping, write

ROWS: list[list[str | int]] = [
    ["Grant", "Allocation 2008-09 (£)"],
    ["Supporting People", 1200000],
    ["Children's Fund", 300000],
    ["Sub-total", 1500000],
    ["Grant", "Allocation 2008-09 (£)"],
    ["Neighbourhood Support Fund", 90000],
    ["Total", 1590000],
]


def grants(folder: Path, form: str) -> Path:
    if form == "csv":
        return write(folder, "".join(f"{one[0]},{one[1]}\r\n" for one in ROWS), name="grants.csv")
    with Workbook(folder / "grants.xlsx") as book:
        page = book.add_worksheet()
        for number, row in enumerate(ROWS):
            page.write_row(number, 0, row)
    return folder / "grants.xlsx"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_sniff_leaves_out_what_would_be_counted_twice(
    england: Registry, tmp_path: Path, form: str
) -> None:
    path = grants(tmp_path, form)
    with england.reading() as session:
        text = sniff_file(path, session.connection).mapping
    settled = text.replace('"settle: ', '"').replace('area = "settle"', 'area = "Coventry"')
    settled = settled.replace('financial_year = "settle"', 'financial_year = "2008-09"')
    (tmp_path / "map.toml").write_text(settled, encoding="utf-8")

    mapped = import_file(england, path, load_mapping(tmp_path / "map.toml"))

    assert mapped.error is None
    acts = [act.cells() for row in mapped.plan.rows for act in row.acts]
    assert [one["amount"] for one in acts if "amount" in one] == [
        "1200000.00",
        "300000.00",
        "90000.00",
    ]
    assert mapped.plan.rows_left_out == {"a total of other rows": 2, "the header, repeated": 1}


def test_the_dry_run_warns_of_a_total_that_is_not_left_out(
    england: Registry, tmp_path: Path
) -> None:
    row = {"act": "targets", "reference": "T{n}", "agreement": "LAA", "title": "{Grant}"}

    mapped = import_file(england, grants(tmp_path, "csv"), mapping(row), dry_run=True)

    warned = {row.number: row.notes[0] for row in mapped.plan.rows if row.notes}
    remedy = "if it is, say so under [[leave_out]]"
    assert warned == {
        4: f"the row looks like a total of other rows: {remedy}",
        5: f"the row looks like the header, repeated: {remedy}",
        7: f"the row looks like a total of other rows: {remedy}",
    }


@pytest.mark.parametrize("title", ["Total homes", "Total number of offences", "Totally new"])
def test_a_title_that_speaks_of_a_total_is_no_total(
    england: Registry, tmp_path: Path, title: str
) -> None:
    path = write(tmp_path, f"Grant,Aim\n{title},12\n")
    row = {"act": "targets", "reference": "T{n}", "agreement": "LAA", "title": "{Grant}"}

    mapped = import_file(england, path, mapping(row), dry_run=True)

    assert mapped.plan.rows[0].notes == ()


def test_notes_among_the_rows_are_proposed_for_leaving_out(tmp_path: Path) -> None:
    path = write(tmp_path, "Ref,Indicator,Aim\nNI 1,Homes,5\nNote: rounded,,\nNI 2,Parks,6\n")

    text = sniff_file(path).mapping

    assert 'when = { column = "ref", is = ["Note: rounded"] }' in text
