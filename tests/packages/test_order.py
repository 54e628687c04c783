"""Rows come in whatever order their files have them."""

import json
from pathlib import Path

import pytest

from ingest.packages import RefusedPackage, import_packages
from registry import Registry
from registry.models import TABLES
from tests.support.packages import GROUND, SOURCES, write_package
from tests.support.tables import count, rows

HEAD = "reference,standing,source,name,kind,parent\n"


def chain(numbers: list[int]) -> str:
    """Partners each of which belongs to the next: 0 to 1, 1 to 2, ..."""
    last = max(numbers)
    return HEAD + "".join(
        f"P{n},FICTIONAL,S,Partner {n},OTHER,{f'P{n + 1}' if n < last else ''}\n" for n in numbers
    )


def test_a_row_may_name_a_row_further_down(registry: Registry, tmp_path: Path) -> None:
    package = write_package(tmp_path / "p", {"sources": SOURCES, "partners": chain([0, 1])})

    assert import_packages(registry, [package]).new_acts == 3
    assert count(registry, "partners") == 2


@pytest.mark.parametrize("size", [40, 2_500])
def test_a_long_chain_upside_down(registry: Registry, tmp_path: Path, size: int) -> None:
    tables = {"sources": SOURCES, "partners": chain(list(range(size)))}

    assert import_packages(registry, [write_package(tmp_path / "p", tables)]).new_acts == size + 1


def test_a_chain_in_any_order(registry: Registry, tmp_path: Path) -> None:
    shuffled = sorted(range(200), key=lambda n: n * 7919 % 211)
    tables = {"sources": SOURCES, "partners": chain(shuffled)}

    assert import_packages(registry, [write_package(tmp_path / "p", tables)]).new_acts == 201


def test_a_row_in_another_package_may_be_named_too(registry: Registry, tmp_path: Path) -> None:
    one = {"sources": SOURCES, "partners": f"{HEAD}A,FICTIONAL,S,The Team,OTHER,B\n"}
    other = {"partners": f"{HEAD}B,FICTIONAL,S,The Council,COUNCIL,\n"}
    packages = [write_package(tmp_path / "one", one), write_package(tmp_path / "other", other)]

    assert import_packages(registry, packages).new_acts == 3


def test_rows_that_wait_for_each_other_are_refused(registry: Registry, tmp_path: Path) -> None:
    partners = (
        f"{HEAD}A,FICTIONAL,S,The Hen,OTHER,B\nB,FICTIONAL,S,The Egg,OTHER,A\n"
        "C,FICTIONAL,S,The Chick,OTHER,B\nD,FICTIONAL,S,The Yard,OTHER,\n"
    )
    package = write_package(tmp_path / "p", {"sources": SOURCES, "partners": partners})

    with pytest.raises(RefusedPackage) as refused:
        import_packages(registry, [package])

    assert [(p.row, p.column, p.value, p.message) for p in refused.value.problems] == [
        (2, "parent", "B", "parent names B, which waits in a circle of rows that name each other")
    ]
    assert refused.value.consequences == 2


def test_a_row_that_was_held_back_is_told_in_its_place(registry: Registry, tmp_path: Path) -> None:
    partners = f"{HEAD}A,FICTIONAL,S,The Team,OTHER,NOBODY\nB,FICTIONAL,S,The Council,COUNCIL,\n"
    package = write_package(tmp_path / "p", {"sources": SOURCES, "partners": partners})

    with pytest.raises(RefusedPackage) as refused:
        import_packages(registry, [package])

    assert [(p.row, p.message) for p in refused.value.problems] == [
        (2, "parent names NOBODY, which is not among the partners on record")
    ]


def test_resources_may_be_listed_in_any_order(registry: Registry, tmp_path: Path) -> None:
    package = write_package(tmp_path / "p", dict(reversed(GROUND.items())))

    assert import_packages(registry, [package]).new_acts == 7


def test_what_is_the_ledgers_own_is_passed_over(registry: Registry, tmp_path: Path) -> None:
    # So does a published package come in again.
    tables = {
        "sources": SOURCES,
        "entries": "number,act\n1,SourceCited\n",
        "corrections": "reference,anything\nX,Y\n",
    }

    assert import_packages(registry, [write_package(tmp_path / "p", tables)]).new_acts == 1


def test_a_correction_comes_in_like_any_other_act(registry: Registry, tmp_path: Path) -> None:
    corrections = (
        "standing,source,kind,record,field,value,reason\n"
        "FICTIONAL,S,sources,S,title,A true story,It was misspelt\n"
    )
    tables = {"sources": SOURCES, "corrections": corrections}

    assert import_packages(registry, [write_package(tmp_path / "p", tables)]).new_acts == 2
    (source,) = rows(registry, TABLES["sources"])
    assert "A true story" in source


def test_tabs_where_the_package_says_so(registry: Registry, tmp_path: Path) -> None:
    package = write_package(
        tmp_path / "p",
        {"sources": SOURCES.replace(",", "\t")},
        {"sources": {"dialect": {"delimiter": "\t"}}},
    )

    assert import_packages(registry, [package]).new_acts == 1


@pytest.mark.parametrize(
    "content",
    [SOURCES.replace("\n", "\r\n"), "\ufeff" + SOURCES, SOURCES + "\n\n", SOURCES.rstrip("\n")],
    ids=["CRLF", "byte order mark", "blank lines", "no last line break"],
)
def test_files_as_programs_write_them(registry: Registry, tmp_path: Path, content: str) -> None:
    assert (
        import_packages(registry, [write_package(tmp_path / "p", {"sources": content})]).new_acts
        == 1
    )


def test_a_descriptor_under_another_name(registry: Registry, tmp_path: Path) -> None:
    package = write_package(tmp_path / "p", {"sources": SOURCES})
    (package / "mine.json").write_text(
        json.dumps({"resources": [{"name": "sources", "path": "sources.csv"}]})
    )
    (package / "datapackage.json").unlink()

    assert import_packages(registry, [package / "mine.json"]).new_acts == 1
