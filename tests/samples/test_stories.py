"""The sample records say what their sources say: figures, names, dates and outcomes."""

from collections import Counter

from registry.vocabulary import Pence
from tests.samples.packages import row, rows

BAS = "bath-and-north-east-somerset"
LONDON = "london-borough"
SCA = "sustainable-communities-act"
FIRST_ROUND = ("SCA-PROPOSALS-2009", "SCA-FIRST-TEN-2010")


def test_england_has_nine_regions_and_the_top_tier_of_the_register() -> None:
    assert len(rows("england", "regions")) == 9
    assert Counter(area["kind"] for area in rows("england", "areas")) == {
        "COUNTY": 27,
        "UNITARY": 56,
        "METROPOLITAN_DISTRICT": 36,
        "LONDON_BOROUGH": 32,
        "OTHER": 1,
        "DISTRICT": 6,
    }


def test_every_area_goes_by_three_codes() -> None:
    codes = Counter(code["area"] for code in rows("england", "area_codes"))
    assert set(codes.values()) == {3}
    assert codes.keys() == {area["reference"] for area in rows("england", "areas")}
    assert row("england", "area_codes", area="BAS", scheme="GSS")["value"] == "E06000022"
    assert row("england", "area_codes", area="LAN", scheme="SNAC")["value"] == "30"


def test_an_area_begins_only_where_the_register_gives_a_credible_day() -> None:
    assert row("england", "areas", reference="SHR")["from"] == "2009-04-01"
    assert row("england", "areas", reference="TFW")["from"] == ""  # the register has 1905-06-20
    for kind in ("areas", "partners"):
        assert not any(cells["from"].startswith("1905") for cells in rows("england", kind))


def test_each_area_of_england_has_its_council() -> None:
    councils = [p for p in rows("england", "partners") if p["kind"] == "COUNCIL"]
    assert {council["reference"] for council in councils} == {
        f"GB-LAE-{area['reference']}" for area in rows("england", "areas")
    }


def test_nine_government_offices_and_the_treasury() -> None:
    kinds = Counter(partner["kind"] for partner in rows("england", "partners"))
    assert (kinds["GOVERNMENT_OFFICE"], kinds["TREASURY"], kinds["DEPARTMENT"]) == (9, 1, 14)
    assert row("england", "partners", reference="GB-GOR-D15")["name"] == "HM Treasury"


def test_goals_whose_wording_was_read_and_no_others() -> None:
    codes = {g["code"] for g in rows("england", "goals") if g["review"] == "CSR2007"}
    assert codes == {f"PSA {number}" for number in [*range(1, 21), 23]}
    assert row("england", "goals", code="PSA 23")["title"] == "Make communities safer"
    assert sum(g["review"] == "SR2004" for g in rows("england", "goals")) == 8


def test_measures_whose_wording_was_read() -> None:
    assert len(rows("england", "measures")) == 44
    unread = {"NI-109", "NI-117", "NI-171", "NI-178"}
    assert not unread & {m["reference"] for m in rows("england", "measures")}


def test_the_withdrawn_request_of_2003_is_there_with_its_answer() -> None:
    asked = row(BAS, "requests", proposal="BAS-LPSA-2003-P2", number="2")
    assert (asked["amount"], asked["stated"]) == ("95000.00", "£95,000")
    answer = row(BAS, "responses", request="BAS-LPSA-2003-P2/2")
    assert answer["outcome"] == "WITHDRAWN"
    assert answer["stated"] == "UCA request (had been £95,000) now withdrawn"


def test_eight_proposals_of_2003_and_what_was_asked_for() -> None:
    proposals = [p for p in rows(BAS, "proposals") if p["at"] == "2003-01-24"]
    assert len(proposals) == 8
    assert all("date of the council paper" in p["at_stated"] for p in proposals)
    pump_priming = [r["amount"] for r in rows(BAS, "requests") if r["number"] == "1"]
    assert pump_priming == [
        "5000.00",
        "95000.00",
        "158000.00",
        "90000.00",
        "90000.00",
        "20000.00",
        "99000.00",
        "67000.00",
    ]
    million = row(BAS, "requests", proposal="BAS-LPSA-2003-P7", number="2")
    assert (million["amount"], million["stated"]) == ("1000000.00", "£1m")
    assert not any(request["stated"] == "None" for request in rows(BAS, "requests"))


def test_the_home_office_looks_favourably() -> None:
    answer = row(BAS, "responses", by="GB-GOR-D16")
    assert answer["outcome"] == "UNDER_CONSIDERATION"
    assert "look favourably" in answer["stated"]


def test_flexibility_to_carry_over_is_granted() -> None:
    answer = row(BAS, "responses", request="BAS-LPSA-2003-P3/3")
    assert answer["outcome"] == "AGREED"
    assert "up to 20% of our building care capacity grant" in answer["stated"]


def test_the_timetable_of_2006_keeps_a_season_as_stated() -> None:
    assert len(rows(BAS, "rounds")) == 4
    assert len([day for day in rows(BAS, "deadlines") if day["round"]]) == 7
    spring = row(BAS, "deadlines", title="Stakeholder Conference")
    assert (spring["on"], spring["stated"]) == ("", "Spring 2006")
    assert row(BAS, "deadlines", title="Sign off LAA by Ministers")["on"] == "2007-03-10"


def test_the_shortlist_of_2008_has_seven_targets_and_two_answers() -> None:
    assert len(rows(BAS, "targets")) == 7
    answers = {a["proposal"]: a["outcome"] for a in rows(BAS, "responses") if a["by"] == "GO-SW"}
    assert answers == {"BAS-LAA-2008-P-NI-7": "NO_VERDICT", "BAS-LAA-2008-P-NI-16": "DEFERRED"}


def test_the_rewards_of_bath_and_north_east_somerset() -> None:
    assert row(BAS, "reward_rules", agreement="BAS-LPSA-2003")["potential"] == "3577000.00"
    later = row(BAS, "reward_rules", agreement="BAS-LAA-2007")
    assert (later["potential"], later["pump_priming"]) == ("4548000.00", "920000.00")


def test_who_proposed_which_of_the_boroughs_indicators() -> None:
    assert len(rows(LONDON, "targets")) == 25
    assert Counter(p["by"] for p in rows(LONDON, "proposals")) == {
        "GO-LON": 5,
        "LONDON-BOROUGH-PMG": 1,
    }
    assert "replace NI 39" in row(LONDON, "proposals", target="LONDON-BOROUGH-NI-20")["text"]
    assert rows(LONDON, "responses") == ()


def test_lancashires_leads_stand_as_stated() -> None:
    leads = rows("lancashire", "accountability")
    assert Counter(lead["state"] for lead in leads) == {"SINGLE": 6, "JOINT": 4, "MISSING": 1}
    joint = [
        (lead["target"], lead["partner"], lead["stated"])
        for lead in leads
        if lead["state"] == "JOINT"
    ]
    assert joint == [
        ("LAN-NI-4", "", "Local Govt / VCFS"),
        ("LAN-NI-6", "", "Local Govt / VCFS"),
        ("LAN-NI-7", "", "Local Govt / VCFS"),
        ("LAN-NI-50", "GB-LAE-LAN", "LCC & 3 PCT"),
    ]
    missing = row("lancashire", "accountability", state="MISSING")
    assert (missing["target"], missing["stated"]) == ("LAN-NI-1", "")
    road_safety = row("lancashire", "accountability", target="LAN-NI-47")
    assert road_safety["partner"] == "GB-LAE-LAN"
    assert road_safety["stated"] == "Lancashire Road Safety Dept. LCC"


def test_an_unreadable_entry_is_left_unstated() -> None:
    targets = rows("lancashire", "targets")
    assert not any("?" in cell for target in targets for cell in target.values())
    assert [t["reference"] for t in targets if t["target_stated"]] == ["LAN-NI-1"]


def test_shropshires_37_grants_add_up_to_the_stated_total() -> None:
    grants = rows("shropshire", "grants")
    assert len(grants) == 37
    assert sum(Pence.read(grant["amount"]) for grant in grants) == 17_022_026_700
    (total,) = rows("shropshire", "totals")
    assert (total["amount"], total["stated"]) == ("170220267.00", "£170,220,267")


def test_what_went_through_shropshires_agreement() -> None:
    through = Counter(grant["through"] for grant in rows("shropshire", "grants"))
    assert through == {"NONE": 28, "WHOLE_OR_PART": 8, "PART": 1}
    sure_start = row("shropshire", "grants", through="PART")
    assert sure_start["stream"] == "DCSF-2007-GENERAL-SURE-START-GRANT-REVENUE"
    assert (sure_start["amount"], sure_start["through_amount"]) == ("5055837.00", "4650960.00")


def test_fifteen_proposals_of_the_first_round_and_five_answers_of_one_day() -> None:
    first = [p for p in rows(SCA, "proposals") if p["source"] in FIRST_ROUND]
    assert (len(first), len(rows(SCA, "proposals"))) == (15, 22)
    assert [(a["at"], a["outcome"]) for a in rows(SCA, "responses") if a["at"]] == [
        ("2010-04-06", "UNDER_CONSIDERATION"),
        ("2010-04-06", "TO_BE_CONSULTED_ON"),
        ("2010-04-06", "UNDER_CONSIDERATION"),
        ("2010-04-06", "TO_BE_CONSULTED_ON"),
        ("2010-04-06", "UNDER_CONSIDERATION"),
    ]
    pubs = row(SCA, "proposals", title="Restrictive covenants on pubs")
    assert pubs["by"] == "GB-LAE-NET"
    joined = [
        j["partner"] for j in rows(SCA, "proposal_partners") if j["proposal"] == pubs["reference"]
    ]
    assert joined == ["GB-LAE-RYE", "GB-LAE-DAL"]


def test_counts_that_conflict_are_both_kept() -> None:
    due = row(SCA, "deadlines", on="2009-07-31")
    assert "301-315 proposals" in due["stated"]
    (negotiation,) = rows(SCA, "negotiations")
    assert "agreement" not in negotiation  # no Local Area Agreement was negotiated


def test_21_pilots_of_2004() -> None:
    pilots = rows("pilots-2004", "agreements")
    assert len(pilots) == 21
    assert {pilot["round"] for pilot in pilots} == {"pilot 2005"}
    assert row("pilots-2004", "agreements", area="GRE")["title"] == (
        "Greenwich Local Area Agreement (pilot)"
    )
