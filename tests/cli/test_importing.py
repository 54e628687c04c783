"""`answerable import`: what it says, and how it ends."""

from pathlib import Path

from registry import Registry
from tests.cli.ended import Command
from tests.support.packages import AREAS, GROUND, REGIONS, SOURCES, TARGETS, write_package
from tests.support.tables import everything

PLACES = {"sources": SOURCES, "regions": REGIONS, "areas": AREAS}


def test_records_come_in(answerable: Command, tmp_path: Path) -> None:
    package = write_package(tmp_path / "p", PLACES)

    ended = answerable("import", package)

    assert ended.code == 0
    assert ended.err == ""
    assert [line.split() for line in ended.out.splitlines()] == [
        ["kind", "new", "on", "record", "already"],
        ["sources", "1", "0"],
        ["regions", "1", "0"],
        ["areas", "1", "0"],
        [],
        ["Recorded", "3", "new", "acts;", "0", "were", "on", "record", "already."],
    ]


def test_records_that_are_there_already(answerable: Command, tmp_path: Path) -> None:
    package = write_package(tmp_path / "p", PLACES)
    answerable("import", package)

    ended = answerable("import", package)

    assert ended.code == 0
    assert ended.out.endswith("Recorded 0 new acts; 3 were on record already.\n")


def test_a_dry_run_keeps_nothing(answerable: Command, registry: Registry, tmp_path: Path) -> None:
    before = everything(registry)

    ended = answerable("import", write_package(tmp_path / "p", PLACES), "--dry-run")

    assert ended.code == 0
    assert ended.out.endswith("Would record 3 new acts; 0 were on record already.\n")
    assert everything(registry) == before


def test_the_same_for_machines(answerable: Command, tmp_path: Path) -> None:
    ended = answerable("import", write_package(tmp_path / "p", PLACES), "--json", "--dry-run")

    assert ended.code == 0
    assert ended.json == {
        "recorded": False,
        "dryRun": True,
        "new": 3,
        "repeated": 0,
        "kinds": [
            {"kind": "sources", "new": 1, "repeated": 0},
            {"kind": "regions", "new": 1, "repeated": 0},
            {"kind": "areas", "new": 1, "repeated": 0},
        ],
        "problems": [],
    }


def test_unreadable_rows_end_with_1(answerable: Command, tmp_path: Path) -> None:
    package = write_package(tmp_path / "p", {**PLACES, "regions": REGIONS.replace("FICT", "F")})

    ended = answerable("import", package)

    assert ended.code == 1
    assert ended.out == ""
    assert ended.err.splitlines() == [
        f"{package}/regions.csv, row 2, column standing: standing is not one of its words "
        "(value: 'FIONAL'). Write one of VERBATIM, RESTATED, FICTIONAL, SYNTHETIC",
        "",
        "Nothing was recorded: 1 problem, and 1 further row that depends on it.",
    ]


def test_refused_rows_end_with_3(answerable: Command, tmp_path: Path) -> None:
    targets = TARGETS.replace("LAA", "LAB") + "T2,FICTIONAL,S,More trees,LAC\n"
    package = write_package(tmp_path / "p", {**GROUND, "targets": targets})

    ended = answerable("import", package)

    assert ended.code == 3
    assert ended.err.splitlines() == [
        f"{package}/targets.csv, row 2, column agreement: agreement names LAB, which is not among "
        "the agreements on record (value: 'LAB'). Record it first (kind agreements), or mend the "
        "reference",
        f"{package}/targets.csv, row 3, column agreement: agreement names LAC, which is not among "
        "the agreements on record (value: 'LAC'). Record it first (kind agreements), or mend the "
        "reference",
        "",
        "Nothing was recorded: 2 problems.",
    ]


def test_problems_for_machines(answerable: Command, tmp_path: Path) -> None:
    package = write_package(tmp_path / "p", {**GROUND, "targets": TARGETS.replace("LAA", "LAB")})

    ended = answerable("import", package, "--json")

    assert ended.code == 3
    assert ended.err == ""
    assert ended.json == {
        "recorded": False,
        "problems": [
            {
                "message": "agreement names LAB, which is not among the agreements on record",
                "remedy": "Record it first (kind agreements), or mend the reference",
                "file": f"{package}/targets.csv",
                "row": 2,
                "column": "agreement",
                "value": "LAB",
                "code": "NOT_FOUND",
            }
        ],
        "unlisted": 0,
        "consequences": 0,
    }


def test_a_terminal_is_not_flooded(answerable: Command, tmp_path: Path) -> None:
    rows = "reference,standing,title\n" + "".join(f"S{n},NO,Title\n" for n in range(250))

    ended = answerable("import", write_package(tmp_path / "p", {"sources": rows}))

    assert ended.code == 1
    assert ended.err.splitlines()[-3:] == [
        "... and 50 more; --json lists 250 of them.",
        "",
        "Nothing was recorded: 250 problems.",
    ]


def test_an_unknown_actor_ends_with_3(answerable: Command, tmp_path: Path) -> None:
    ended = answerable("import", write_package(tmp_path / "p", PLACES), "--actor", "NOBODY")

    assert ended.code == 3
    assert ended.err == (
        "the actor NOBODY is not among the partners on record. "
        "Record the partner first, or leave the actor out\n"
    )


def test_a_path_that_is_not_there_is_a_matter_of_usage(answerable: Command, tmp_path: Path) -> None:
    assert answerable("import", tmp_path / "nowhere").code == 2
    assert answerable("import").code == 2
