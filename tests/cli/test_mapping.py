"""`answerable sniff` and `answerable import --map`: what they say, and how they end."""

from pathlib import Path

from registry import Registry
from tests.cli.ended import Command
from tests.support.packages import AREAS, REGIONS, SOURCES, write_package
from tests.support.tables import everything

MAP = """
[[source]]
reference = "PAPER"
title = "A paper"
standing = "FICTIONAL"

[defaults]
standing = "FICTIONAL"

[[leave_out]]
when = { column = "title", is = "Total" }
why = "it is a total"

[[once]]
act = "agreements"
reference = "LAA"
title = "The agreement"
area = "Exampleshire"

[[row]]
act = "targets"
reference = "T{no}"
agreement = "LAA"
title = "{title}"
baseline = "{baseline}"
"""
ROWS = "no,title,baseline\n1,Fewer fires,tba\n2,Fewer floods,12 floods\n,Total,12\n"


def ready(answerable: Command, folder: Path, rows: str = ROWS) -> tuple[Path, Path]:
    answerable("import", write_package(folder / "p", PLACES))
    (folder / "map.toml").write_text(MAP, encoding="utf-8")
    (folder / "targets.csv").write_text(rows, encoding="utf-8")
    return folder / "targets.csv", folder / "map.toml"


PLACES = {"sources": SOURCES, "regions": REGIONS, "areas": AREAS}


def test_a_file_comes_in_through_its_mapping(answerable: Command, tmp_path: Path) -> None:
    file, map_ = ready(answerable, tmp_path)

    ended = answerable("import", file, "--map", map_)

    assert ended.code == 0
    assert ended.out.splitlines()[-2:] == [
        "Left out 1 row: it is a total.",
        "Recorded 4 new acts from 3 rows; 0 were on record already.",
    ]


def test_a_dry_run_shows_the_value_beside_the_cell_and_words_without_a_field(
    answerable: Command, tmp_path: Path
) -> None:
    rows = "no,title,baseline,note\n1,Fewer fires,5.1 tonnes,rounded\n"
    file, map_ = ready(answerable, tmp_path, rows)

    ended = answerable("import", file, "--map", map_, "--dry-run")
    told = answerable("import", file, "--map", map_, "--dry-run", "--json").json

    lines = [" ".join(line.split()) for line in ended.out.splitlines()]
    assert "2 targets.baseline 5.1 tonnes 5.1 [tonnes]" in lines
    assert "2 note rounded" in lines
    assert told["rows"][1]["readings"][1] == {
        "kind": "targets",
        "reference": "T1",
        "field": "baseline",
        "words": "5.1 tonnes",
        "value": "5.1 [tonnes]",
    }
    assert told["rows"][1]["unplaced"] == [{"column": "note", "words": "rounded"}]


def test_a_dry_run_shows_what_each_row_becomes(
    answerable: Command, registry: Registry, tmp_path: Path
) -> None:
    file, map_ = ready(answerable, tmp_path)
    before = everything(registry)

    ended = answerable("import", file, "--map", map_, "--dry-run")

    assert ended.code == 0
    lines = [line.split() for line in ended.out.splitlines()]
    assert lines[:4] == [
        ["row", "becomes", "to", "know"],
        ["2", "targets", "T1"],
        ["3", "targets", "T2"],
        ["4", "left", "out", "it", "is", "a", "total"],
    ]
    assert everything(registry) == before


def test_the_same_for_machines(answerable: Command, tmp_path: Path) -> None:
    file, map_ = ready(answerable, tmp_path)

    told = answerable("import", file, "--map", map_, "--json").json

    assert (told["recorded"], told["new"], told["leftOut"]) == (True, 4, {"it is a total": 1})
    [act] = told["rows"][2]["acts"]
    assert act["cells"]["baseline_number"] == "12"
    assert act["cells"]["baseline_unit"] == "floods"


def test_what_is_wrong_is_told_with_its_row(answerable: Command, tmp_path: Path) -> None:
    file, map_ = ready(answerable, tmp_path, ROWS.replace("Fewer fires", ""))
    copy = tmp_path / "copy.xlsx"

    ended = answerable("import", file, "--map", map_, "--annotate", copy)

    assert ended.code == 1
    assert f"{file}, row 2, column title: title is missing." in ended.err
    assert "Nothing was recorded: 1 problem." in ended.err
    assert copy.stat().st_size > 0


def test_a_file_that_is_no_table_is_told(answerable: Command, tmp_path: Path) -> None:
    _, map_ = ready(answerable, tmp_path)
    file = tmp_path / "paper.pdf"
    file.write_bytes(b"%PDF-1.7")

    ended = answerable("import", file, "--map", map_)

    assert ended.code == 1
    assert ended.err.startswith(f"{file}: the file is a PDF.")


def test_sniffing_writes_a_mapping_and_never_over_one(answerable: Command, tmp_path: Path) -> None:
    file, map_ = ready(answerable, tmp_path)
    new = tmp_path / "new.toml"

    assert answerable("sniff", file, "--out", new).code == 0
    assert 'act = "targets"' in new.read_text(encoding="utf-8")
    assert answerable("sniff", file, "--out", map_).code == 2
    assert map_.read_text(encoding="utf-8") == MAP


def test_sniffing_works_without_a_registry(plain: Command, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(ROWS, encoding="utf-8")

    ended = plain("sniff", file, "--json")

    assert ended.code == 0
    assert [one["looks"] for one in ended.json["columns"]] == ["number", "words", "quantity"]
