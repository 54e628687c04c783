"""Real pools, rewards and changes of areas say what their sources say, to the penny and day."""

from collections import Counter
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from ingest.packages import import_packages, sample_packages
from registry import Registry
from registry.models import TABLES
from registry.reading import View
from registry.reading.findings import describe_finding, select_findings
from registry.vocabulary import FindingKind, Pence
from tests.samples.packages import row, rows
from tests.support.databases import SqliteDatabases

POOLS = "section-75-pools"
REWARD = "reward-grants"
HANSARD = "hansard-grants"
CHANGES = "area-changes-2009-2023"
ABOUT_NUMBERS = {
    FindingKind.TOTAL_DIFFERS,
    FindingKind.OVERALLOCATED,
    FindingKind.SHARED_IDENTIFIER,
    FindingKind.MALFORMED_IDENTIFIER,
}


def add_up(package: str, kind: str, **cells: str) -> int:
    found = [each for each in rows(package, kind) if cells.items() <= each.items()]
    assert found
    return sum(Pence.read(each["amount"]) for each in found)


@pytest.fixture(scope="module")
def samples(
    sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Registry]:
    registry = Registry.open(sqlite_databases.fresh(tmp_path_factory.mktemp("samples")))
    import_packages(registry, sample_packages())
    yield registry
    registry.close()


def test_oldhams_parts_add_up_to_what_was_pooled_and_more_was_spent() -> None:
    parts = {part["stated"]: part["terms"] for part in rows(POOLS, "contributions")}
    assert parts == {"£124.986m": "ALIGNED", "£1.447m": "POOLED", "£9.192m": "POOLED"}
    total = row(POOLS, "totals", of="CONTRIBUTIONS")
    assert (total["amount"], total["stated"]) == ("135625000.00", "£135.625m")
    assert add_up(POOLS, "contributions") == Pence.read(total["amount"]) == 13_562_500_000
    (spent,) = rows(POOLS, "outturns")
    # The revised funds of £133.462m, and £8.812m beyond them.
    assert spent["amount"] == "142274000.00"
    assert "£8.812m, against revised pooled funds of £133.462m" in spent["stated"]
    assert spent["standing"] == "RESTATED"


def test_nobody_is_said_to_have_put_in_what_no_source_divides() -> None:
    assert {part["partner"] for part in rows(POOLS, "contributions")} == {"OLDHAM-AND-CCG"}
    assert row(POOLS, "partners", reference="OLDHAM-AND-CCG")["kind"] == "PARTNERSHIP"
    medway = row(POOLS, "pools", reference="MEDWAY-BCF-2015-16")
    assert (medway["accountable_body"], medway["financial_year"]) == ("GB-LAE-MDW", "2015-16")
    assert not [
        part for part in rows(POOLS, "contributions") if part["pool"] == medway["reference"]
    ]


def test_middlesbroughs_claims_come_to_50_pence_more_than_the_stated_total() -> None:
    claims = [
        (each["amount"], each["stated"]) for each in rows(REWARD, "grants") if each["area"] == "MDB"
    ]
    assert claims == [
        ("1920379.00", "approximately £1,920,379"),
        ("1198809.50", "£1,198,809.50"),
    ]
    total = row(REWARD, "totals", area="MDB")
    assert (total["amount"], total["stated"]) == ("3119188.00", "£3,119,188")
    assert add_up(REWARD, "grants", area="MDB") - Pence.read(total["amount"]) == 50


def test_the_50_pence_are_all_that_is_found_about_real_figures(samples: Registry) -> None:
    with samples.reading() as session:
        found = session.connection.execute(select_findings(View("2026-12-01"))).mappings()
        told = [
            (each["kind"], each["about"], describe_finding(dict(each)))
            for each in found
            if each["kind"] in ABOUT_NUMBERS and each["standing"] != "FICTIONAL"
        ]
    assert told == [
        (
            "TOTAL_DIFFERS",
            "MDB",
            "The stated total of “Middlesbrough” is £3,119,188; its rows add up to £3,119,188.50.",
        )
    ]


def test_ten_authorities_got_three_tenths_as_capital() -> None:
    totals = [each for each in rows(REWARD, "totals") if each["financial_year"] == "2010-11"]
    assert len(totals) == 10
    for total in totals:
        area = total["area"]
        capital = add_up(REWARD, "grants", area=area, stream="PRG-2010-CAPITAL")
        revenue = add_up(REWARD, "grants", area=area, stream="PRG-2010-REVENUE")
        assert capital + revenue == Pence.read(total["amount"])
        assert abs(10 * capital - 3 * (capital + revenue)) < 10
    assert row(REWARD, "totals", area="SWK")["amount"] == "4334914.28"


def test_a_reduction_is_no_grant_of_a_known_amount() -> None:
    reductions = [each for each in rows(REWARD, "grants") if each["area"] == "WRL"]
    assert [each["amount"] for each in reductions] == ["", ""]
    assert "£3,927,000" in reductions[0]["stated"]


def test_what_could_be_earned() -> None:
    rules = {rule["agreement"]: rule for rule in rows(REWARD, "reward_rules")}
    assert rules["WIRRAL-LAA-2005"]["potential"] == "9824000.00"
    assert "£7.905m expected" in rules["WIRRAL-LAA-2005"]["stated"]
    hampshire = rules["HAMPSHIRE-LPSA-2002"]
    assert (hampshire["potential"], hampshire["pump_priming"], hampshire["floor_percent"]) == (
        "22000000.00",
        "2002000.00",
        "60",
    )
    assert "£500,687 for one target" in rules["SALFORD-LPSA1"]["stated"]


def test_nine_regions_get_a_thousand_pounds_more_than_their_total() -> None:
    core = [each for each in rows(HANSARD, "grants") if each["stream"] == "RIEP-CORE-FUNDING"]
    assert len(core) == 9
    assert row(HANSARD, "grants", area="REGION-SOUTH-EAST")["amount"] == "9707000.00"
    assert add_up(HANSARD, "grants", stream="RIEP-CORE-FUNDING") == Pence.read("67501000.00")
    total = row(HANSARD, "totals", reference="RIEP-CORE-2009-10-TOTAL")
    assert (total["amount"], total["stated"]) == ("67500000.00", "67.5")


def test_westminster_got_nothing_in_one_year_and_thousands_in_others() -> None:
    nil = row(HANSARD, "totals", area="WSM")
    assert (nil["financial_year"], nil["amount"], nil["stated"]) == ("1997-98", "0.00", "Nil")
    reward = row(HANSARD, "grants", stream="WSM-LOCAL-PUBLIC-SERVICE-AGREEMENT-PERFORMANCE-REWARD")
    assert (reward["financial_year"], reward["amount"], reward["stated"]) == (
        "2003-04",
        "36000.00",
        "36",
    )
    assert add_up(HANSARD, "grants", area="WSM", financial_year="2003-04") == 2_766_600_000


def test_telfords_capital_is_what_its_parts_are() -> None:
    total = row(HANSARD, "totals", area="TFW")
    assert total["amount"] == "16067139.00"
    assert add_up(HANSARD, "grants", area="TFW", financial_year="2006-07") == 1_606_713_900
    assert add_up(HANSARD, "grants", area="TFW", financial_year="2001-02") == 1_835_496_500


def test_when_areas_took_the_place_of_others() -> None:
    changes = rows(CHANGES, "area_successions")
    of_districts = [each for each in changes if each["source"] == "ONS-LAD-CHANGES-2023"]
    assert Counter(each["on"] for each in of_districts) == {
        "2009-04-01": 37,
        "2019-04-01": 14,
        "2020-04-01": 4,
        "2021-04-01": 7,
        "2023-04-01": 17,
    }
    assert len({each["by"] for each in changes if each["on"] == "2009-04-01"}) == 9
    assert {each["instrument"] for each in of_districts if each["by"] == "BUC"} == {
        "The Buckinghamshire (Structural Changes) Order 2019"
    }
    ended = {each["area"]: each["on"] for each in changes}
    until = {each["reference"]: each["until"] for each in rows(CHANGES, "areas") if each["until"]}
    until |= {each["record"]: each["value"] for each in rows(CHANGES, "corrections")}
    assert ended == until


def test_a_boundary_moves_and_an_area_goes_by_another_code() -> None:
    def terms(area: str) -> list[tuple[str, str, str]]:
        found = [each for each in rows(CHANGES, "area_codes") if each["area"] == area]
        return [(each["value"], each["from"], each["until"]) for each in found]

    assert terms("SAL") == [
        ("E07000100", "2009-01-01", "2012-04-01"),
        ("E07000240", "2012-04-01", ""),
    ]
    assert terms("GAT") == [("E08000020", "2009-01-01", "2013-04-01")]
    assert terms("W06000023") == [
        ("W06000007", "2009-01-01", "2009-06-01"),
        ("W06000023", "2009-06-01", ""),
    ]
    assert row(CHANGES, "areas", reference="W06000023")["region"] == "WALES"


def test_what_took_the_place_of_macclesfield_and_of_dorset(samples: Registry) -> None:
    succession, area = TABLES["area_successions"].c, TABLES["areas"].c
    wanted = select(succession.area, succession.by, succession.on, area.until).where(
        succession.area == area.reference, succession.area.in_(["E07000017", "DOR", "SWT"])
    )
    with samples.reading() as session:
        found = session.connection.execute(wanted.order_by(succession.area)).all()
    assert [tuple(each) for each in found] == [
        ("DOR", "DST", "2019-04-01", "2019-04-01"),
        ("E07000017", "CHE", "2009-04-01", "2009-04-01"),
        ("SWT", "SMT", "2023-04-01", "2023-04-01"),
    ]
