"""The mappings that ship, each with the file of the shared data that it is for."""

from pathlib import Path

from tests.support.house import ROOT

FOLDER = ROOT / "docs" / "reference" / "mappings"

FILES = {
    "agreements/laa_pilots_2004.csv": "laa-pilots-2004",
    "agreements/bathnes_laa_development_timetable_2006.csv": "bathnes-laa-timetable-2006",
    "agreements/lancashire_laa_recommended_indicators.csv": "lancashire-laa-recommended-indicators",
    "negotiations/bathnes_psa_2003_01_24_requests_and_responses.csv": (
        "bathnes-psa-2003-requests-and-responses"
    ),
    "negotiations/bathnes_laa_2008_05_14_shortlist_progress.csv": "bathnes-laa-2008-shortlist",
    "negotiations/london_borough_laa_indicators_and_gol_proposals.csv": (
        "london-borough-laa-indicators"
    ),
    "negotiations/sca_2009_proposals_all_councils_first10.csv": "sca-2009-proposals",
    "negotiations/sca_first_ten_responses_2010_04_06_extract.csv": "sca-first-ten-responses-2010",
    "negotiations/sca_lifecycle_events.csv": "sca-lifecycle-events",
    "funding/shropshire_dcsf_grants_2007_08_laa_flag.csv": "shropshire-dcsf-grants-2007-08",
    "funding/reward_grant_worked_examples.csv": "reward-grant-worked-examples",
    "funding/performance_reward_grant_determination_2010_11_first10.csv": (
        "performance-reward-grant-2010-11"
    ),
    "funding/working_neighbourhoods_fund_lower_2008_09_list.csv": (
        "working-neighbourhoods-fund-2008-09"
    ),
    "goals/psa_csr2007.csv": "psa-csr2007",
    "goals/psa_sr2004_extract.csv": "psa-sr2004",
    "goals/national_indicators_read_in_sources.csv": "national-indicators",
}


def mapping_of(file: str) -> Path:
    return FOLDER / f"{FILES[file]}.toml"
