"""Files as councils and departments published them come in through the mappings that ship."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from sqlalchemy import func, select

from ingest.mappings import MappedImport, import_file, load_mapping
from ingest.packages import import_packages, sample_packages
from registry import Registry
from registry.models import TABLES
from registry.projection import cells_of
from registry.reading import View
from registry.reading.findings import select_findings
from tests.mappings.shipped import FILES, FOLDER, mapping_of


def imported(registry: Registry, data: Path, file: str) -> MappedImport:
    mapped = import_file(registry, data / file, load_mapping(mapping_of(file)))
    assert mapped.error is None, str(mapped.error)
    return mapped


def rows(registry: Registry, kind: str, **cells: Any) -> list[Any]:
    table = TABLES[kind]
    statement = select(table).where(*(table.c[name] == value for name, value in cells.items()))
    with registry.reading() as session:
        return list(session.connection.execute(statement.order_by(table.c.entry)).mappings())


@pytest.fixture
def data(shared_data: Path) -> Path:
    return shared_data


def test_every_mapping_that_ships_has_its_file(data: Path) -> None:
    # The data may grow beyond the mappings; a mapping without its file would never be tried.
    assert [file for file in FILES if not (data / file).is_file()] == []
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(FILES.values())


@pytest.mark.parametrize("file", FILES)
def test_no_word_of_a_mapped_row_is_lost(england: Registry, data: Path, file: str) -> None:
    mapped = imported(england, data, file)

    recorded = " \n ".join(all_words(england))
    # What is on record already stays as it was recorded first.
    left_out = {row.number for row in mapped.plan.rows if not row.acts}
    with (data / file).open(encoding="utf-8-sig", newline="") as opened:
        for number, row in enumerate(csv.reader(opened), 1):
            if number == 1 or number in left_out:
                continue
            for cell in row:
                for piece in pieces(file, cell):
                    assert normalize("NFC", piece) in recorded, (number, cell)


def pieces(file: str, cell: str) -> list[str]:
    # Only this paper's answers are taken apart: one cell holds several.
    if "requests_and_responses" in file:
        return [piece.strip() for one in cell.split(";") for piece in one.split(": ")]
    return [cell.strip()]


def all_words(registry: Registry) -> Iterator[str]:
    with registry.reading() as session:
        for table in TABLES.values():
            for row in session.connection.execute(select(table)).mappings():
                yield from cells_of(table.name, dict(row)).values()


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_comes_in_again_changes_nothing(
    england: Registry, data: Path, file: str
) -> None:
    imported(england, data, file)
    again = imported(england, data, file)

    assert again.imported is not None
    assert again.imported.new_acts == 0


def test_shropshires_grants_add_up_to_what_was_stated(england: Registry, data: Path) -> None:
    imported(england, data, "funding/shropshire_dcsf_grants_2007_08_laa_flag.csv")

    grants = rows(england, "grants", area="SHROPSHIRE-2007")
    assert len(grants) == 37
    assert sum(grant["amount"] for grant in grants) == 17_022_026_700
    [total] = rows(england, "totals", area="SHROPSHIRE-2007")
    assert (total["amount"], total["stated"]) == (17_022_026_700, "£170,220,267")
    through = [grant for grant in grants if grant["through"] == "WHOLE_OR_PART"]
    assert len(through) == 9
    [sure_start] = [grant for grant in through if grant["through_amount"]]
    assert sure_start["through_amount"] == 465_096_000
    assert sure_start["through_stated"] == "LAA (4650960 of it)"
    assert "TOTAL_DIFFERS" not in found(england)


def found(registry: Registry) -> set[str]:
    with registry.reading() as session:
        statement = select_findings(View(on="2007-06-01"))
        return {row.kind for row in session.connection.execute(statement)}


def test_the_withdrawn_request_keeps_its_95000_pounds(england: Registry, data: Path) -> None:
    imported(england, data, "negotiations/bathnes_psa_2003_01_24_requests_and_responses.csv")

    assert len(rows(england, "proposals", negotiation="BAS-LPSA-2003-NEGOTIATION")) == 8
    [request] = rows(england, "requests", reference="BAS-PSA-2003/2/2")
    assert (request["amount"], request["stated"]) == (9_500_000, "£95,000")
    [response] = rows(england, "responses", request="BAS-PSA-2003/2/2")
    assert (response["outcome"], response["by"]) == ("WITHDRAWN", "GB-LAE-BAS")
    assert response["stated"] == "UCA request (had been £95,000) now withdrawn"
    [million] = rows(england, "requests", stated="£1m")
    assert million["amount"] == 100_000_000


def test_the_home_office_will_look_favourably(england: Registry, data: Path) -> None:
    imported(england, data, "negotiations/bathnes_psa_2003_01_24_requests_and_responses.csv")

    [response] = rows(england, "responses", by="GB-GOR-D16")
    assert response["outcome"] == "UNDER_CONSIDERATION"
    assert '"look favourably"' in response["stated"]


def test_counts_that_conflict_are_all_kept(england: Registry, data: Path) -> None:
    imported(england, data, "negotiations/sca_lifecycle_events.csv")

    events = rows(england, "deadlines", negotiation="SCA-2007-INVITATIONS")
    assert len(events) == 13
    stated = " ".join(event["stated"] for event in events)
    assert "301-315 proposals" in stated
    assert "of 315: 184 forwarded" in stated
    assert [event["on"] for event in events].count(None) == 7


def test_there_were_21_pilots(england: Registry, data: Path) -> None:
    imported(england, data, "agreements/laa_pilots_2004.csv")

    pilots = rows(england, "agreements", round="pilot 2005")
    assert len(pilots) == 21
    assert {pilot["area"] for pilot in pilots} >= {"HMF", "BNH", "TFW", "DBY", "DER"}


def test_lancashires_leads_are_what_the_table_says(england: Registry, data: Path) -> None:
    imported(england, data, "agreements/lancashire_laa_recommended_indicators.csv")

    leads = {row["target"]: row for row in rows(england, "accountability", role="LEAD")}
    assert {"NO_LEAD", "JOINT_LEAD"} <= found(england)
    assert leads["LAN-NI-1"]["state"] == "MISSING"
    assert leads["LAN-NI-4"]["state"] == "JOINT"
    assert leads["LAN-NI-4"]["partner"] is None
    assert leads["LAN-NI-49"]["partner"] == "LAN-FIRE-AND-RESCUE"
    both = leads["LAN-NI-50"]
    assert (both["state"], both["partner"], both["stated"]) == (
        "JOINT",
        "GB-LAE-LAN",
        "LCC & 3 PCT",
    )
    [target] = rows(england, "targets", reference="LAN-NI-4")
    assert (target["baseline_number"], target["baseline_unit"]) == ("31", "%")
    [unread] = rows(england, "targets", reference="LAN-NI-40")
    assert unread["baseline_stated"] == "?"
    assert unread["baseline_why"] == "The entry in the source cannot be read"


def test_reward_grant_is_capital_and_revenue_with_a_stated_total(
    england: Registry, data: Path
) -> None:
    imported(england, data, "funding/performance_reward_grant_determination_2010_11_first10.csv")

    capital = rows(england, "grants", stream="PRG-2010-11-CAPITAL")
    totals = {row["area"]: row["amount"] for row in rows(england, "totals")}
    assert len(capital) == len(totals) == 10
    # Capital is 30% to the penny.
    assert all(abs(row["amount"] * 10 - totals[row["area"]] * 3) <= 10 for row in capital)
    assert totals["SWK"] == 433_491_428


def test_the_fund_names_44_authorities_that_existed_then(england: Registry, data: Path) -> None:
    imported(england, data, "funding/working_neighbourhoods_fund_lower_2008_09_list.csv")

    assert len({row["area"] for row in rows(england, "grants", stream="WNF-2008-09")}) == 44


def test_what_was_written_from_memory_is_left_out_and_counted(
    england: Registry, data: Path
) -> None:
    goals = imported(england, data, "goals/psa_csr2007.csv")
    measures = imported(england, data, "goals/national_indicators_read_in_sources.csv")

    assert goals.plan.rows_left_out == {"the wording is from memory, not read": 9}
    assert measures.plan.rows_left_out == {"the title was completed from memory": 10}
    assert (goals.plan.recorded_before, measures.plan.recorded_before) == (23, 44)


def test_all_files_come_in_beside_all_samples(registry: Registry, data: Path) -> None:
    import_packages(registry, sample_packages())
    for file in FILES:
        imported(registry, data, file)

    with registry.reading() as session:
        targets = select(func.count()).select_from(TABLES["targets"])
        assert session.connection.execute(targets).scalar_one() > 50
