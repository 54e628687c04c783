"""What fails only because something else failed is counted, not told."""

from pathlib import Path

import pytest

from ingest.packages import NotImported, import_packages
from registry import Registry
from tests.support.packages import AGREEMENTS, GROUND, TARGETS, write_package

MORE = "T2,FICTIONAL,S,More trees,LAA\nT3,FICTIONAL,S,Better roads,NO-LAA\n"
DESIGNATIONS = "standing,source,target,designation\n" + "".join(
    f"FICTIONAL,S,T{n},LOCAL\n" for n in (1, 2, 3, 4)
)


def failed(registry: Registry, package: Path) -> tuple[list[str], int]:
    with pytest.raises(NotImported) as error:
        import_packages(registry, [package])
    places = [f"{Path(p.file or '').name} {p.row} {p.column}" for p in error.value.problems]
    return places, error.value.consequences


def test_rows_that_name_an_unreadable_row_are_counted(registry: Registry, tmp_path: Path) -> None:
    tables = {
        **GROUND,
        "agreements": AGREEMENTS.replace("FICTIONAL", "NO"),
        "targets": TARGETS + MORE,
        "target_designations": DESIGNATIONS,
    }

    assert failed(registry, write_package(tmp_path / "p", tables)) == (
        # T3 and T4 name what was never there; T1 and T2, and what names them, only depend on row 2.
        [
            "agreements.csv 2 standing",
            "targets.csv 4 agreement",
            "target_designations.csv 5 target",
        ],
        5,
    )


def test_rows_that_name_a_refused_row_are_counted(registry: Registry, tmp_path: Path) -> None:
    tables = {
        **GROUND,
        "agreements": AGREEMENTS.replace(",A\n", ",B\n"),
        "targets": TARGETS,
    }

    assert failed(registry, write_package(tmp_path / "p", tables)) == (["agreements.csv 2 area"], 1)


def test_rows_that_name_a_row_with_a_derived_reference_are_counted(
    registry: Registry, tmp_path: Path
) -> None:
    tables = {
        **GROUND,
        "goals": "reference,standing,source,code,title,review\nG,FICTIONAL,S,PSA 1,Safer,SR\n",
        "measures": "reference,standing,source,code,title\nM,FICTIONAL,S,NI 1,Fires\n",
        "derivations": "standing,source,target,goal,how\nFICTIONAL,S,T1,G,SOMEHOW\n",
        "scraps": "standing,source,derivation,target,measure\nFICTIONAL,S,T1/G,T1,M\n",
    }

    assert failed(registry, write_package(tmp_path / "p", tables)) == (["derivations.csv 2 how"], 1)


def test_rows_that_name_a_file_that_could_not_be_read_are_counted(
    registry: Registry, tmp_path: Path
) -> None:
    package = write_package(tmp_path / "p", {**GROUND, "targets": TARGETS + MORE})
    (package / "agreements.csv").unlink()

    assert failed(registry, package) == (["datapackage.json None path"], 3)


def test_rows_that_name_a_kind_that_is_misspelt_are_counted(
    registry: Registry, tmp_path: Path
) -> None:
    tables = {kind: rows for kind, rows in GROUND.items() if kind != "agreements"}
    package = write_package(tmp_path / "p", {**tables, "agreement": AGREEMENTS})

    assert failed(registry, package) == (["datapackage.json None name"], 1)


def test_a_row_with_a_problem_of_its_own_is_told(registry: Registry, tmp_path: Path) -> None:
    tables = {
        **GROUND,
        "agreements": AGREEMENTS.replace("FICTIONAL", "NO"),
        "targets": TARGETS.replace(",S,", ",X,"),
    }

    assert failed(registry, write_package(tmp_path / "p", tables)) == (
        ["agreements.csv 2 standing", "targets.csv 2 source"],
        0,
    )


def test_rows_that_name_rows_of_a_file_without_a_column_are_counted(
    registry: Registry, tmp_path: Path
) -> None:
    agreements = "standing,source,title,area\nFICTIONAL,S,The agreement,A\n"
    tables = {**GROUND, "agreements": agreements}

    assert failed(registry, write_package(tmp_path / "p", tables)) == (
        ["agreements.csv 1 reference"],
        1,
    )


@pytest.mark.parametrize(
    "content",
    [AGREEMENTS.replace(",", ";").encode(), AGREEMENTS.encode("utf-16"), b""],
    ids=["semicolons", "UTF-16", "nothing"],
)
def test_rows_that_name_rows_of_a_file_in_another_form_are_counted(
    registry: Registry, tmp_path: Path, content: bytes
) -> None:
    package = write_package(tmp_path / "p", {**GROUND, "agreements": content})

    assert failed(registry, package) == (["agreements.csv 1 None"], 1)
