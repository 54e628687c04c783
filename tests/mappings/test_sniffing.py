"""A file for which there is no mapping yet: a first one is written, settled, and works."""

from pathlib import Path

from ingest.files import read_table
from ingest.mappings import import_file, load_mapping, write_annotated_copy
from ingest.mappings.sniffing import sniff_file
from registry import Registry
from tests.mappings.files import committee_paper, write


def settled(text: str) -> str:
    return (
        text.replace('title = "settle: the agreement"', 'title = "The LAA of Coventry"')
        .replace('area = "settle"   # settle', 'area = "Coventry"')
        .replace('"settle: ', '"')
    )


def test_a_committee_paper_comes_in_after_three_things_are_settled(
    england: Registry, tmp_path: Path
) -> None:
    path = committee_paper(tmp_path)
    with england.reading() as session:
        sniffed = sniff_file(path, session.connection)
    assert sniffed.header == (3, 4)
    looks = {one.heading: one.looks for one in sniffed.columns}
    assert looks == {
        "Ref": "indicator",
        "Indicator": "words",
        "Baseline": "quantity",
        "Improvement target / 2008/09": "quantity",
        "Improvement target / 2009/10": "quantity",
        "Improvement target / 2010/11": "quantity",
        "Lead": "lead",
    }
    mapping = tmp_path / "map.toml"
    mapping.write_text(settled(sniffed.mapping), encoding="utf-8")

    mapped = import_file(england, path, load_mapping(mapping))

    assert mapped.error is None
    assert mapped.plan.acts_per_kind == {
        "sources": 1,
        "agreements": 1,
        "measures": 1,
        "targets": 3,
        "milestones": 8,
        "accountability": 3,
    }
    acts = {act.reference: act.cells() for row in mapped.plan.rows for act in row.acts}
    young = acts["COVENTRY-LAA-NI-117"]
    assert (young["baseline_stated"], young["baseline_number"]) == ("8.2%", "8.2")
    assert acts["COVENTRY-LAA-NI-16"]["baseline_period"] == "2007/08"
    assert acts["COVENTRY-LAA-Local-3/LEAD/unstated/unstated"]["state"] == "MISSING"
    police = acts["COVENTRY-LAA-NI-16/LEAD/unstated/unstated"]
    assert (police["state"], police["stated"]) == ("JOINT", "West Midlands Police / CCC")


def test_the_annotated_copy_says_what_becomes_of_each_row(
    england: Registry, tmp_path: Path
) -> None:
    path = committee_paper(tmp_path)
    with england.reading() as session:
        sniffed = sniff_file(path, session.connection)
    mapping = tmp_path / "map.toml"
    mapping.write_text(settled(sniffed.mapping), encoding="utf-8")
    mapped = import_file(england, path, load_mapping(mapping), dry_run=True)

    write_annotated_copy(mapped, tmp_path / "annotated.xlsx")

    table = read_table(tmp_path / "annotated.xlsx")
    rows = {row.number: row.cells for row in table.rows}
    assert rows[4][7:] == ("What it becomes", "To know", "To mend")
    assert rows[5][0] == "NI 16"
    assert "targets COVENTRY-LAA-NI-16" in rows[5][7]
    assert "no partners on record go by 'CCC'" in rows[5][8]


def test_encoding_delimiter_and_amounts_are_found(england: Registry, tmp_path: Path) -> None:
    text = "Council;Grant 2008/09 (£)\rBexley;£1m\rDerby;£95,000\rNewcastle;None\r"
    path = write(tmp_path, text, "cp1252")
    with england.reading() as session:
        sniffed = sniff_file(path, session.connection)

    assert (sniffed.table.encoding, sniffed.table.delimiter) == ("cp1252", ";")
    assert [one.looks for one in sniffed.columns] == ["areas", "amount"]
    assert sniffed.columns[0].unknown == ("Newcastle",)
    assert '# "Newcastle" = "..."' in sniffed.mapping
    assert 'act = "grants"' in sniffed.mapping


def test_it_works_without_a_registry(tmp_path: Path) -> None:
    sniffed = sniff_file(write(tmp_path, "Proposal,Council,Response\nA,B,agreed\n"))

    assert 'outcome = "{response}"' in sniffed.mapping
    assert '# "agreed" = "AGREED"' in sniffed.mapping
