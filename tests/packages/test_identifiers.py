"""Identifiers of organisations, in two cells or in one: as their list writes them, none lost."""

from pathlib import Path

import pytest
from sqlalchemy import select

from ingest.packages import NotImported, import_packages
from registry import Registry
from registry.ledger import read_position
from registry.models import TABLES
from registry.reading import View
from registry.reading.findings import describe_finding, select_findings
from registry.vocabulary import read_identifier
from tests.support.packages import GROUND, write_package

PARTNERS = (
    "reference,standing,source,name,kind\n"
    "A,FICTIONAL,S,Alpha Trust,OTHER\n"
    "B,FICTIONAL,S,Beta Company,BUSINESS\n"
    "C,FICTIONAL,S,Gamma Company,BUSINESS\n"
)


def import_identifiers(registry: Registry, folder: Path, identifiers: str) -> Path:
    tables = {**GROUND, "partners": PARTNERS, "partner_identifiers": identifiers}
    package = write_package(folder / "p", tables)
    import_packages(registry, [package])
    return package


def recorded(registry: Registry) -> list[tuple[str, str, str, str | None]]:
    table = TABLES["partner_identifiers"].c
    wanted = select(table.partner, table.scheme, table.value, table.locator)
    with registry.reading() as session:
        rows = session.connection.execute(wanted.order_by(table.partner)).all()
        return [(row[0], row[1], row[2], row[3]) for row in rows]


def found(registry: Registry) -> list[tuple[str, str, str]]:
    with registry.reading() as session:
        rows = session.connection.execute(select_findings(View("2026-01-01"))).mappings()
        told = [(row["kind"], row["about"], describe_finding(dict(row))) for row in rows]
    return sorted(one for one in told if one[0].endswith("_IDENTIFIER"))


def test_a_full_spelling_in_one_cell_is_divided(registry: Registry, tmp_path: Path) -> None:
    import_identifiers(
        registry,
        tmp_path,
        "standing,source,partner,value\n"
        "FICTIONAL,S,A,GB-CHC-1090095\n"
        "FICTIONAL,S,B,GB-COH-01234567\n"
        "FICTIONAL,S,C,GB-NHS-5NF\n",
    )

    assert recorded(registry) == [
        ("A", "GB-CHC", "1090095", None),
        ("B", "GB-COH", "01234567", None),
        ("C", "GB-NHS", "5NF", None),
    ]
    assert found(registry) == []


def test_beside_its_scheme_it_may_be_spelt_in_full_as_well(
    registry: Registry, tmp_path: Path
) -> None:
    import_identifiers(
        registry,
        tmp_path,
        "standing,source,locator,partner,scheme,value\n"
        "FICTIONAL,S,row 1,A,GB-CHC,GB-CHC-279417\n"
        "FICTIONAL,S,row 2,B,gb-coh,gb-coh-sc123456\n"
        "FICTIONAL,S,,C,OWN-LIST,OWN-LIST-7\n",
    )

    assert recorded(registry) == [
        ("A", "GB-CHC", "279417", "row 1"),
        (
            "B",
            "GB-COH",
            "SC123456",
            "row 2; the identifier is stated as gb-coh-sc123456",
        ),
        ("C", "OWN-LIST", "7", None),
    ]


@pytest.mark.parametrize(
    ("stated", "value"),
    [
        ("1234567", "01234567"),
        ("2065", "00002065"),
        ("sc12345", "SC012345"),
        ("oc 301540", "OC301540"),
        ("r0000123", "R0000123"),
        ("ip00123r", "IP00123R"),
    ],
)
def test_zeros_and_capitals_are_those_of_companies_house(stated: str, value: str) -> None:
    assert read_identifier(stated, "GB-COH") == ("GB-COH", value)


@pytest.mark.parametrize(
    "stated", ["123456789", "ABCDEFGH", "S1234567", "0123456Z", "１２３４５６７８"]
)
def test_what_the_list_cannot_have_stays_as_stated_and_is_found(
    registry: Registry, tmp_path: Path, stated: str
) -> None:
    header = "standing,source,partner,value\n"
    import_identifiers(registry, tmp_path, f"{header}FICTIONAL,S,B,GB-COH-{stated}\n")

    assert recorded(registry) == [("B", "GB-COH", stated, None)]
    sentence = (
        f"“Beta Company” is on record under GB-COH-{stated}, which is no identifier of GB-COH."
    )
    assert found(registry) == [("MALFORMED_IDENTIFIER", "B", sentence)]


def test_two_that_go_by_one_identifier_are_both_found(registry: Registry, tmp_path: Path) -> None:
    import_identifiers(
        registry,
        tmp_path,
        "standing,source,partner,scheme,value\n"
        "FICTIONAL,S,A,GB-COH,01234567\n"
        "FICTIONAL,S,B,,GB-COH-1234567\n"
        "FICTIONAL,S,C,GB-CHC,1234567\n",
    )

    assert found(registry) == [
        (
            "SHARED_IDENTIFIER",
            "A",
            "“Alpha Trust” and Beta Company (B) are both on record under the identifier"
            " GB-COH-01234567.",
        ),
        (
            "SHARED_IDENTIFIER",
            "B",
            "“Beta Company” and Alpha Trust (A) are both on record under the identifier"
            " GB-COH-01234567.",
        ),
    ]


def test_one_that_took_over_the_identifier_of_another_shares_none(
    registry: Registry, tmp_path: Path
) -> None:
    import_identifiers(
        registry,
        tmp_path,
        "standing,source,partner,scheme,value,from,until\n"
        "FICTIONAL,S,A,GB-COH,01234567,,2009-04-01\n"
        "FICTIONAL,S,B,GB-COH,01234567,2009-04-01,\n",
    )

    assert found(registry) == []


def test_a_scheme_that_is_not_known_is_refused_with_its_place(
    registry: Registry, tmp_path: Path
) -> None:
    header = "standing,source,partner,value\n"

    with pytest.raises(NotImported) as refused:
        import_identifiers(registry, tmp_path, f"{header}FICTIONAL,S,B,GB-CHO-01234567\n")

    (problem,) = refused.value.problems
    assert (Path(problem.file or "").name, problem.row, problem.column, problem.value) == (
        "partner_identifiers.csv",
        2,
        "value",
        "GB-CHO-01234567",
    )
    assert problem.message == "the identifier begins with no scheme that is known"
    assert problem.remedy == (
        "Write the scheme in scheme, or an identifier of GB-CHC, GB-COH, GB-GOR, GB-LAE, GB-LAS, "
        "GB-NHS, GB-PLA in full, such as GB-COH-01234567"
    )
    with registry.reading() as session:
        assert read_position(session.connection).number == 0
