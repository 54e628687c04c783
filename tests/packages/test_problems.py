"""Every problem is told with its place, its value and what to do, all of them in one run."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from ingest.packages import (
    InvalidPackage,
    NotImported,
    PackageLimits,
    RefusedPackage,
    import_packages,
)
from registry import Problem, Registry
from tests.support.packages import GROUND, PARTNERS, SOURCES, TARGETS, write_package

HEAD = "reference,standing,source,title,agreement"


def told(
    registry: Registry, folder: Path, tables: dict[str, str | bytes], **options: Any
) -> list[tuple[Any, ...]]:
    """Import, and return what is told: file, row, column, value, message, remedy."""
    package = write_package(folder / "p", tables, options.pop("stated", None))
    with pytest.raises(NotImported) as failed:
        import_packages(registry, [package], **options)
    return [
        (Path(p.file or "").name, p.row, p.column, p.value, p.message, p.remedy)
        for p in failed.value.problems
    ]


TARGETS_HAVE = (
    "reference, standing, locator, source, title, agreement, block, measure, polarity, area, "
    "spatial_level, unit, baseline_stated, baseline_number, baseline_unit, baseline_period, "
    "baseline_why, target_stated, from, until"
)

CELLS = {
    "a word that is not on the list": (
        f"{HEAD},polarity\nT1,FICTIONAL,S,Fewer fires,LAA,UP\n",
        (2, "polarity", "UP", "polarity is not one of its words"),
        "Write one of HIGHER_IS_BETTER, LOWER_IS_BETTER, UNSTATED",
    ),
    "a day as Britain writes it": (
        f"{HEAD},from\nT1,FICTIONAL,S,Fewer fires,LAA,1/4/2007\n",
        (2, "from", "1/4/2007", "from is not a day"),
        "Write a day as YYYY-MM-DD, such as 2007-05-01",
    ),
    "a day that no calendar has": (
        f"{HEAD},from\nT1,FICTIONAL,S,Fewer fires,LAA,2007-02-30\n",
        (2, "from", "2007-02-30", "from is not a day"),
        "Write a day as YYYY-MM-DD, such as 2007-05-01",
    ),
    "a number with its unit": (
        f"{HEAD},baseline_number\nT1,FICTIONAL,S,Fewer fires,LAA,12%\n",
        (2, "baseline_number", "12%", "baseline_number is not a plain number"),
        "Write a plain decimal number, such as -4.0 or 1250",
    ),
    "a reference with a space": (
        f"{HEAD}\nT 1,FICTIONAL,S,Fewer fires,LAA\n",
        (2, "reference", "T 1", "reference is not a reference"),
        "Write a reference: letters, digits and . _ ~ - in parts divided by /, such as EXS/T1",
    ),
    "nothing where something must stand": (
        f"{HEAD}\nT1,FICTIONAL,S,,LAA\n",
        (2, "title", None, "title is missing"),
        "Write words, or leave it empty if it may be",
    ),
    "a row that is too short": (
        f"{HEAD}\nT1,FICTIONAL,S,Fewer fires\n",
        (2, None, None, "the row has 4 cells, the header 5"),
        "Give every row a cell for every column; enclose cells with commas in quotes",
    ),
    "a row that is too long": (
        f"{HEAD}\nT1,FICTIONAL,S,Fewer fires, and floods,LAA\n",
        (2, None, None, "the row has 6 cells, the header 5"),
        "Give every row a cell for every column; enclose cells with commas in quotes",
    ),
    "bytes of another encoding": (
        f"{HEAD}\nT1,FICTIONAL,S,Caf\xe9s,LAA\n".encode("latin-1"),
        (2, "title", "Caf�s", "it holds bytes that are not UTF-8"),
        "Save the file as UTF-8",
    ),
    "a NUL": (
        f"{HEAD}\nT1,FICTIONAL,S,Few\0er,LAA\n",
        (2, "title", "Few\0er", "it holds a NUL character"),
        "Remove it",
    ),
    "text after a closing quote": (
        f'{HEAD}\nT1,FICTIONAL,S,"Fewer" fires,LAA\n',
        (2, None, None, "the row cannot be taken apart: ',' expected after '\"'"),
        'Enclose cells with commas, quotes or line breaks in ", and write " inside as ""',
    ),
    "a quote that nothing closes": (
        f'{HEAD}\nT1,FICTIONAL,S,"Fewer fires,LAA\n',
        (2, None, None, "the row cannot be taken apart: unexpected end of data"),
        'Enclose cells with commas, quotes or line breaks in ", and write " inside as ""',
    ),
    "a column that is missing": (
        "reference,standing,source,title\nT1,FICTIONAL,S,Fewer fires\n",
        (1, "agreement", None, "the column is missing, and targets cannot do without it"),
        "Add the column; `answerable template targets` prints a full header",
    ),
    "a column that nobody knows": (
        f"{HEAD},untill\nT1,FICTIONAL,S,Fewer fires,LAA,\n",
        (1, "untill", None, "targets have no such column"),
        f"Did you mean until? Their columns are {TARGETS_HAVE}",
    ),
    "a column that stands there twice": (
        f"{HEAD},title\nT1,FICTIONAL,S,Fewer fires,LAA,Fewer fires\n",
        (1, "title", None, "the column stands in the header twice"),
        "Keep one of the two",
    ),
    "a column without a name": (
        f"{HEAD},\nT1,FICTIONAL,S,Fewer fires,LAA,\n",
        (1, None, None, "the 6. column has no name"),
        "Name the column, or remove it",
    ),
    "semicolons": (
        TARGETS.replace(",", ";"),
        (1, None, HEAD.replace(",", ";"), "the columns seem to be divided by ';', not by ','"),
        "Save the file with commas, or state dialect.delimiter in datapackage.json",
    ),
    "an empty file": (
        "",
        (1, None, None, "the file has no header"),
        "Begin with the header that `answerable template targets` prints",
    ),
}


@pytest.mark.parametrize(("rows", "place", "remedy"), CELLS.values(), ids=CELLS)
def test_a_problem_in_a_file(
    registry: Registry,
    tmp_path: Path,
    rows: str | bytes,
    place: tuple[Any, ...],
    remedy: str,
) -> None:
    row, column, value, message = place

    assert told(registry, tmp_path, {**GROUND, "targets": rows}) == [
        ("targets.csv", row, column, value, message, remedy)
    ]


def test_utf_16_is_told_as_such(registry: Registry, tmp_path: Path) -> None:
    assert told(registry, tmp_path, {"sources": SOURCES.encode("utf-16")}) == [
        ("sources.csv", 1, None, None, "the file is written as UTF-16", "Save the file as UTF-8")
    ]


def test_all_problems_of_all_files_are_told_at_once(registry: Registry, tmp_path: Path) -> None:
    partners = PARTNERS + "FIRE,FICTIONAL,S,The Brigade,BRIGADE\nNHS,FICTIONAL,X,The Trust,HEALTH\n"
    targets = (
        f"{HEAD},from,until\n"
        "T1,FICTIONAL,S,Fewer fires,LAA,soon,later\n"
        "T2,FICTIONAL,S,More trees,LAA,2008-01-01,2007-01-01\n"
        "T3,VERBATIM,S,Better roads,LAA,,\n"
    )

    assert [
        problem[:4]
        for problem in told(
            registry, tmp_path, {**GROUND, "partners": partners, "targets": targets}
        )
    ] == [
        ("partners.csv", 4, "kind", "BRIGADE"),
        ("partners.csv", 5, "source", "X"),
        ("targets.csv", 2, "from", "soon"),
        ("targets.csv", 2, "until", "later"),
        ("targets.csv", 3, "until", "2007-01-01"),
        ("targets.csv", 4, "source", "S"),
        ("targets.csv", 4, "agreement", "LAA"),
    ]


def test_rows_are_counted_as_a_spreadsheet_does(registry: Registry, tmp_path: Path) -> None:
    rows = 'reference,standing,title\r\nS,FICTIONAL,"Two\r\nlines"\r\n\r\nS2,UNHEARD-OF,Third\r\n'

    assert [problem[:3] for problem in told(registry, tmp_path, {"sources": rows})] == [
        ("sources.csv", 4, "standing")
    ]


def test_a_refusal_is_told_with_its_code_and_its_place(registry: Registry, tmp_path: Path) -> None:
    package = write_package(tmp_path / "p", {**GROUND, "targets": TARGETS.replace("LAA", "LAB")})

    with pytest.raises(RefusedPackage) as refused:
        import_packages(registry, [package])

    assert refused.value.problems == (
        Problem(
            message="agreement names LAB, which is not among the agreements on record",
            remedy="Record it first (kind agreements), or mend the reference",
            file=str(package / "targets.csv"),
            row=2,
            column="agreement",
            value="LAB",
            code="NOT_FOUND",
        ),
    )
    assert [refusal.code for refusal in refused.value.refusals] == ["NOT_FOUND"]


def test_what_is_on_record_is_not_said_otherwise(registry: Registry, tmp_path: Path) -> None:
    import_packages(registry, [write_package(tmp_path / "before", GROUND)])

    assert told(registry, tmp_path, {"targets": TARGETS.replace("fires", "floods")}) == [
        (
            "targets.csv",
            2,
            "reference",
            "T1",
            "targets T1 is on record already and says otherwise in: title",
            "Give the record a reference of its own, or correct the one on record "
            "(kind corrections)",
        )
    ]


def test_one_bad_cell_anywhere_makes_the_package_invalid_rather_than_refused(
    registry: Registry, tmp_path: Path
) -> None:
    tables = {
        **GROUND,
        "partners": PARTNERS.replace("POLICE\n", "COPPERS\n"),
        "targets": TARGETS.replace("LAA", "LAB"),
    }

    with pytest.raises(InvalidPackage) as invalid:
        import_packages(registry, [write_package(tmp_path / "p", tables)])

    assert [problem.code for problem in invalid.value.problems] == ["INVALID", "NOT_FOUND"]


def test_more_problems_than_can_be_listed_are_counted(registry: Registry, tmp_path: Path) -> None:
    rows = "reference,standing,title\n" + "".join(f"S{n},NO,Title\n" for n in range(30))
    package = write_package(tmp_path / "p", {"sources": rows})

    with pytest.raises(InvalidPackage) as invalid:
        import_packages(registry, [package], limits=PackageLimits(problems=10))

    assert (len(invalid.value.problems), invalid.value.unlisted) == (10, 20)


def test_a_long_value_is_told_in_short(registry: Registry, tmp_path: Path) -> None:
    rows = f"reference,standing,title\nS,{'N' * 500},Title\n"

    assert told(registry, tmp_path, {"sources": rows})[0][3] == "N" * 200 + "…"


def test_a_line_without_an_end_is_not_read_to_it(registry: Registry, tmp_path: Path) -> None:
    rows = "reference,standing,title\nS,FICTIONAL," + "very " * 300 + "\n"

    assert told(
        registry, tmp_path, {"sources": rows}, limits=PackageLimits(line_characters=1000)
    ) == [
        (
            "sources.csv",
            2,
            None,
            None,
            "the row cannot be taken apart: the row is too long",
            'Enclose cells with commas, quotes or line breaks in ", and write " inside as ""',
        )
    ]


def test_a_file_that_changed_since_it_was_packed(registry: Registry, tmp_path: Path) -> None:
    digest = f"sha256:{hashlib.sha256(b'something else').hexdigest()}"

    assert told(registry, tmp_path, {"sources": SOURCES}, stated={"sources": {"hash": digest}}) == [
        (
            "sources.csv",
            None,
            "hash",
            digest,
            "the file is not the one whose hash the package states",
            "Fetch the package again, or leave hash out after changing a file",
        )
    ]


@pytest.mark.parametrize("algorithm", ["", "md5:", "sha1:", "sha256:", "sha512:"])
def test_a_file_that_has_the_hash_that_the_package_states(
    registry: Registry, tmp_path: Path, algorithm: str
) -> None:
    content = SOURCES.encode()
    digest = hashlib.new(algorithm.rstrip(":") or "md5", content).hexdigest()
    stated = {"sources": {"hash": algorithm + digest, "bytes": len(content)}}
    package = write_package(tmp_path / "p", {"sources": SOURCES}, stated)

    assert import_packages(registry, [package]).new_acts == 1
