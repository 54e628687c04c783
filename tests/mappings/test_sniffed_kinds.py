"""Files of the kinds that sniff knows come in right once their settle lines are answered."""

import re
from pathlib import Path
from typing import Any

import pytest

from ingest.mappings import import_file, load_mapping
from ingest.mappings.sniffing import sniff_file
from ingest.mappings.sniffing.outcomes import guess_outcome
from registry import Registry
from tests.mappings.files import write


def settle(text: str) -> str:
    """Answer what a mapping asks: guesses are confirmed, the rest is what the paper says."""
    text = re.sub(r'^# (".*" = "[A-Z_]+")$', r"\1", text, flags=re.MULTILINE)
    text = text.replace('"settle: ', '"').replace('area = "settle"', 'area = "Coventry"')
    text = text.replace('financial_year = "settle"', 'financial_year = "2008-09"')
    return text.replace('by = "settle"', 'by = "GB-LAE-COV"').replace('"settle"', '"2007"')


def acts_of(registry: Registry, path: Path) -> list[tuple[str, dict[str, Any]]]:
    with registry.reading() as session:
        text = sniff_file(path, session.connection).mapping
    (path.parent / "map.toml").write_text(settle(text), encoding="utf-8")
    mapped = import_file(registry, path, load_mapping(path.parent / "map.toml"), dry_run=True)
    assert mapped.error is None, f"{mapped.error}\n{text}"
    plan = mapped.plan
    return [(act.KIND, act.cells()) for row in (plan.once, *plan.rows) for act in row.acts]


def cells(acts: list[tuple[str, dict[str, Any]]], kind: str, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(one.get(name) for name in names) for found, one in acts if found == kind]


def test_indicators_with_baselines_aims_and_figures_by_year(
    england: Registry, tmp_path: Path
) -> None:
    text = (
        "Theme,NI,Indicator,Baseline 2007/8,Target 2008/9,Actual 2008/9,Target 2009–10,Lead\n"
        "Safer,NI 16,Serious acquisitive crime,21.2,20.1,19.8 (p),tba,Coventry City Council\n"
        "Safer,NI 21,Dealing with concerns,:,45%,x,50%,Coventry City Council / WMP\n"
    )

    acts = acts_of(england, write(tmp_path, text))

    assert cells(acts, "targets", "measure", "block", "baseline_number", "baseline_period") == [
        ("NI-16", "Safer", "21.2", "2007-08"),
        ("NI-21", "Safer", None, "2007-08"),
    ]
    assert cells(acts, "milestones", "period", "aim_stated", "aim_number", "aim_unit") == [
        ("2008-09", "20.1", "20.1", None),
        ("2009-10", "tba", None, None),
        ("2008-09", "45%", "45", "%"),
        ("2009-10", "50%", "50", "%"),
    ]
    assert cells(acts, "measurements", "period", "value_stated", "value_number", "value_unit") == [
        ("2008-09", "19.8 (p)", "19.8", None),
        ("2008-09", "x", None, None),
    ]
    assert cells(acts, "accountability", "state") == [("SINGLE",), ("JOINT",)]


def test_grants_with_sub_totals_in_thousands_and_footnotes(
    england: Registry, tmp_path: Path
) -> None:
    text = (
        "Type,Grant,2008-09 (£000s),2009-10 (£000s)\n"
        'Revenue,Supporting People,"1,200",1300*\n'
        "Revenue,Children's Fund,300,..\n"
        'Revenue,Total Revenue Grants,"1,500",1300\n'
        "Capital,Youth Capital,90,95¹\n"
        "Capital,Playbuilder,10,5\n"
        ",,100,100\n"
    )

    acts = acts_of(england, write(tmp_path, text))

    assert cells(acts, "grants", "stream", "financial_year", "amount", "stated") == [
        ("FILE/Supporting-People", "2008-09", "1200000.00", "1,200"),
        ("FILE/Supporting-People", "2009-10", "1300000.00", "1300*"),
        ("FILE/Childrens-Fund", "2008-09", "300000.00", "300"),
        ("FILE/Childrens-Fund", "2009-10", None, ".."),
        ("FILE/Youth-Capital", "2008-09", "90000.00", "90"),
        ("FILE/Youth-Capital", "2009-10", "95000.00", "95¹"),
        ("FILE/Playbuilder", "2008-09", "10000.00", "10"),
        ("FILE/Playbuilder", "2009-10", "5000.00", "5"),
    ]
    assert cells(acts, "totals", "amount") == []


def test_the_one_total_of_a_list_is_a_record_to_compare_with(
    england: Registry, tmp_path: Path
) -> None:
    text = "Grant,Allocation 2008-09 £m\nSupporting People,1.2\nChildren's Fund,0.3\nTotal,1.6\n"

    acts = acts_of(england, write(tmp_path, text))

    assert cells(acts, "totals", "amount", "stated", "financial_year", "locator") == [
        ("1600000.00", "1.6", "2008-09", "row 4")
    ]
    assert len(cells(acts, "grants")) == 2


def test_proposals_with_joint_councils_days_answers_and_reasons(
    england: Registry, tmp_path: Path
) -> None:
    text = (
        "Councils,Proposal,Proposed on,Responding body,Response on,Outcome,Reasons,Link\n"
        "Wirral; Bexley,Sell electricity that councils make,2009-07-31,Coventry City Council,"
        "6 April 2010,rejected,No need was shown,https://example.org/a\n"
        "Much Wenlock Town Council,Keep the rates of shops here,July 2009,Coventry City Council,,"
        "agreed,,https://example.org/b\n"
    )

    acts = acts_of(england, write(tmp_path, text))

    assert cells(acts, "partners", "name", "kind") == [("Much Wenlock Town Council", "COUNCIL")]
    assert cells(acts, "proposals", "by", "text", "at", "at_stated") == [
        ("GB-LAE-WRL", "Sell electricity that councils make", "2009-07-31", None),
        ("FILE-MUCH-WENLOCK-TOWN-COUNCIL", "Keep the rates of shops here", None, "July 2009"),
    ]
    assert cells(acts, "proposal_partners", "partner") == [("GB-LAE-BEX",)]
    assert cells(acts, "responses", "by", "at", "outcome", "stated", "reasons") == [
        ("GB-LAE-COV", "2010-04-06", "REJECTED", "rejected", "No need was shown"),
        ("GB-LAE-COV", None, "AGREED", "agreed", None),
    ]
    assert cells(acts, "sources", "url")[1:] == [
        ("https://example.org/a",),
        ("https://example.org/b",),
    ]


def test_events_with_days_months_and_stages(england: Registry, tmp_path: Path) -> None:
    text = (
        "Stage,Stage name,Starts,Ends,Event date,Event\n"
        "1,Listening,2006-01,2006-04,Spring 2006,Conference\n"
        "1,Listening,2006-01,2006-04,1 o Fai 2006,Long list sent\n"
        "2,Drafting,2006-05,2006-09,2006-09-30 at 5pm,Draft sent\n"
    )

    acts = acts_of(england, write(tmp_path, text))

    assert cells(acts, "deadlines", "round", "title", "on", "stated") == [
        ("FILE-NEGOTIATION/1", "Conference", None, "Spring 2006"),
        ("FILE-NEGOTIATION/1", "Long list sent", "2006-05-01", "1 o Fai 2006"),
        ("FILE-NEGOTIATION/2", "Draft sent", "2006-09-30", "2006-09-30 at 5pm"),
    ]
    assert cells(acts, "rounds", "number", "title", "stated") == [
        ("1", "Listening", "2006-01 to 2006-04"),
        ("2", "Drafting", "2006-05 to 2006-09"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Dog,Colour\nRex,black\nFido,white\n",
        "Council,Signatures,Stated\nDerby,500,more than 500\nBexley,100,100\n",
        "Country,Goal,Proposal\nWales,F,P\nScotland,F,P\nIreland,F,-\n",
        "Council,Ombudsman ref,Report on,Paid (£)\nDerby,20 006,2022-01-10,\nBexley,20 007,,\n"
        "Bexley,20 008,2022-01-12,200\n",
        "Council,Considered on,Meetings\nDerby,2023-10-27,\nBexley,2025-11-13,\n"
        "Derby,2024-10-27,more than 40\n",
    ],
)
def test_nothing_is_made_up_of_a_file_of_another_kind(
    england: Registry, tmp_path: Path, text: str
) -> None:
    with england.reading() as session:
        mapping = sniff_file(write(tmp_path, text), session.connection).mapping

    assert "no kind of record fits these columns for sure" in mapping
    assert re.findall(r'^act = "(.*)"', mapping, re.MULTILINE) == ["settle"]


@pytest.mark.parametrize(
    "text",
    [
        "Council,Scrutiny body,Recommendation,Cabinet response\n"
        "Derby,Overview Board,Publish the plan,accepted\nBexley,Overview Board,Wait,rejected\n",
        "Area,Agreement,National indicators,Local targets\n"
        "Derby,LAA 2008-11,33,13\nBexley,LAA 2008-11,35,24\n",
        "Area,Pool,Line,Amount (£)\nDerby,Care fund,Total at the start,500\n"
        "Derby,Care fund,Overspend,20\n",
        "Council,Agreement,Item,Amount\nDerby,LPSA 2,First claim,£500\n"
        "Derby,LPSA 2,Total reward,£900\n",
        "Country,Target,Aim,Lead,Why\nWales,F,P,X,no targets\nScotland,F,-,P,no law\n",
    ],
)
def test_a_file_that_only_resembles_a_kind_is_left_to_a_person(
    england: Registry, tmp_path: Path, text: str
) -> None:
    with england.reading() as session:
        mapping = sniff_file(write(tmp_path, text), session.connection).mapping

    assert "Say what a row becomes" in mapping
    assert re.findall(r'^act = "(.*)"', mapping, re.MULTILINE) == ["settle"]


def test_several_notes_below_and_titles_of_sections_are_proposed_for_leaving_out(
    tmp_path: Path,
) -> None:
    text = (
        "NI,Indicator,Baseline,Target 2008/09\nSafer,,,\nNI 1,Homes,5,6\nNI 2,Parks,6,7\n"
        "Note: figures are rounded,,,\n* provisional,,,\n"
    )

    mapping = sniff_file(write(tmp_path, text)).mapping

    assert 'when = { column = "ni", is = ["Safer"] }' in mapping
    assert "\nlast_row = 4\n" in mapping


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("not accepted as a submission", "REJECTED"),
        ("Agreed", "AGREED"),
        ("agreed: pilot scheme", None),
        ("noted", None),
        ("now withdrawn", "WITHDRAWN"),
        ("consider", "UNDER_CONSIDERATION"),
    ],
)
def test_what_an_answer_comes_to_is_guessed_where_its_words_leave_no_doubt(
    words: str, meaning: str | None
) -> None:
    assert guess_outcome(words) == meaning


def test_a_title_in_thousands_years_as_headings_and_a_row_that_adds_up(
    england: Registry, tmp_path: Path
) -> None:
    text = (
        '"Allocations of the Fund (£ thousand)",,\nLocal authority,2006-07,2007-08\n'
        "Bexley,120,130\nDerby,100,-\nBirmingham,200,210\nEngland,420,340\n"
    )

    acts = acts_of(england, write(tmp_path, text))

    assert cells(acts, "grants", "area", "financial_year", "amount") == [
        ("BEX", "2006-07", "120000.00"),
        ("BEX", "2007-08", "130000.00"),
        ("DER", "2006-07", "100000.00"),
        ("DER", "2007-08", None),
        ("BIR", "2006-07", "200000.00"),
        ("BIR", "2007-08", "210000.00"),
    ]
    assert cells(acts, "totals", "financial_year", "amount", "area") == [
        ("2006-07", "420000.00", None),
        ("2007-08", "340000.00", None),
    ]


def test_codes_of_the_file_and_baseline_years_have_their_places(
    england: Registry, tmp_path: Path
) -> None:
    text = (
        "Target,Title,Baseline,Baseline year,Lead agency\n"
        "T1,Fewer fires,5,2006/07,Coventry City Council\n"
        "T2,Fewer floods,7,2007/08,Coventry City Council and Bexley\n"
    )

    acts = acts_of(england, write(tmp_path, text))

    assert cells(acts, "targets", "reference", "title", "baseline_period", "target_stated") == [
        ("FILE-T1", "Fewer fires", "2006/07", None),
        ("FILE-T2", "Fewer floods", "2007/08", None),
    ]
    assert cells(acts, "accountability", "partner", "state") == [
        ("GB-LAE-COV", "SINGLE"),
        ("GB-LAE-COV", "JOINT"),
        ("GB-LAE-BEX", "JOINT"),
    ]


def test_two_councils_with_and_between_them_are_no_new_body(
    england: Registry, tmp_path: Path
) -> None:
    text = (
        "Council,Proposal,Decision,Decision date\n"
        "Derby and Bexley,Dim the lamps,Agreed in part,4 May 2010\n"
    )

    acts = acts_of(england, write(tmp_path, text))

    assert cells(acts, "partners", "name") == []
    assert cells(acts, "proposals", "by") == [("GB-LAE-DER",)]
    assert cells(acts, "proposal_partners", "partner") == [("GB-LAE-BEX",)]
    assert cells(acts, "responses", "at", "outcome") == [("2010-05-04", "PARTLY_AGREED")]


def test_where_names_hold_and_themselves_several_are_left_to_settle(
    england: Registry, tmp_path: Path
) -> None:
    text = "Council,Proposal\nBath and North East Somerset,Dim lamps\nDerby and Bexley,Light them\n"
    path = write(tmp_path, text)
    with england.reading() as session:
        mapping = sniff_file(path, session.connection).mapping

    assert '# "Derby and Bexley" = "..."   # several names: which one is meant?' in mapping
    assert 'act = "partners"' not in mapping


def test_an_address_that_is_none_is_kept_as_the_title_of_the_source(
    england: Registry, tmp_path: Path
) -> None:
    text = (
        "Date,Event,Link\n2008-05-01,Sent,https://example.org/a\n"
        "2008-05-02,Read,https://example.org/b\n2008-05-03,Told,https://a.org ; https://b.org\n"
    )

    acts = acts_of(england, write(tmp_path, text))

    assert cells(acts, "sources", "title", "url")[1:] == [
        ("https://example.org/a", None),
        ("https://example.org/b", None),
        ("https://a.org ; https://b.org", None),
    ]


def test_rewards_are_rules_of_agreements_and_no_grants(england: Registry, tmp_path: Path) -> None:
    text = (
        "Area,Agreement,Net budget requirement £m,Percent,Potential reward £m,Split\n"
        "Derby,LPSA 2003-06,143.1,2.5,3.5775,half capital\n"
    )

    acts = acts_of(england, write(tmp_path, text))

    assert cells(acts, "agreements", "area", "title", "round", "standing") == [
        ("DER", "Derby: LPSA 2003-06", "LPSA 2003-06", "VERBATIM")
    ]
    names = ("net_budget", "percent_of_net_budget", "potential")
    assert cells(acts, "reward_rules", *names) == [("143100000.00", "2.5", "3577500.00")]
    assert cells(acts, "grants") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Clause,Kind,Reason\n1,PROBITY,Be fair\n", "clauses"),
        ("Kind,Clause\nPROBITY,Be fair\n", "clauses"),
        ("Council,Proposal,Department\nDerby,Dim the lamps,Coventry City Council\n", "proposals"),
    ],
)
def test_a_file_with_few_of_its_columns_still_has_its_kind(
    england: Registry, tmp_path: Path, text: str, kind: str
) -> None:
    acts = acts_of(england, write(tmp_path, text))

    assert [found for found, _ in acts if found == kind] == [kind]
    assert cells(acts, "responses") == []


def test_pools_hold_what_each_body_contributes(england: Registry, tmp_path: Path) -> None:
    text = (
        "Pool,Partner,Grant,Financial year,Contribution (£000),Terms\n"
        "Care fund,Coventry City Council,Supporting People,2008-09,500,POOLED\n"
        "Care fund,Home Office,Safer streets,2008-09,1.5,ALIGNED\n"
    )

    acts = acts_of(england, write(tmp_path, text))

    assert cells(acts, "pools", "reference", "title", "financial_year") == [
        ("FILE/Care-fund", "Care fund", "2008-09")
    ]
    assert cells(acts, "contributions", "pool", "partner", "stream", "amount", "terms") == [
        ("FILE/Care-fund", "GB-LAE-COV", "FILE/STREAM/Supporting-People", "500000.00", "POOLED"),
        ("FILE/Care-fund", "GB-GOR-D16", "FILE/STREAM/Safer-streets", "1500.00", "ALIGNED"),
    ]
    assert cells(acts, "grants") == []


CODED = (
    "Theme,Indicator,Baseline,Target 2008/09,Lead\n"
    "Safer,NI 8 Adult participation in sport,20.1,22,Coventry City Council\n"
    ",NI 16: Serious acquisitive crime,5,4,ditto\n"
    "Greener,NI 21 - Dealing with concerns,45%,46%,Home Office\n"
    ",Local 3 Green Flag parks,3,4,Ditto\n"
)


def test_a_code_and_a_title_in_one_cell_are_taken_apart(england: Registry, tmp_path: Path) -> None:
    acts = acts_of(england, write(tmp_path, CODED))

    assert cells(acts, "measures", "reference", "code", "title") == [
        # The others are on record already.
        ("NI-8", "NI 8", "Adult participation in sport"),
    ]
    assert cells(acts, "targets", "measure", "title", "baseline_number") == [
        ("NI-8", "Adult participation in sport", "20.1"),
        ("NI-16", "Serious acquisitive crime", "5"),
        ("NI-21", "Dealing with concerns", "45"),
        (None, "Green Flag parks", "3"),
    ]


def test_what_means_the_cell_above_is_proposed_and_holds_once_it_is_settled(
    england: Registry, tmp_path: Path
) -> None:
    path = write(tmp_path, CODED)
    with england.reading() as session:
        text = sniff_file(path, session.connection).mapping
    assert '# fill_down = ["theme", "lead"]\n# ditto = ["ditto", "Ditto"]\n' in text
    assert cells(acts_of(england, path), "accountability", "stated")[1] == ("ditto",)

    settled = settle(text).replace("# fill_down", "fill_down").replace("# ditto", "ditto")
    (tmp_path / "map.toml").write_text(settled, encoding="utf-8")
    mapped = import_file(england, path, load_mapping(tmp_path / "map.toml"), dry_run=True)

    assert mapped.error is None
    acts = [(act.KIND, act.cells()) for row in mapped.plan.rows for act in row.acts]
    assert cells(acts, "targets", "block") == [("Safer",), ("Safer",), ("Greener",), ("Greener",)]
    assert cells(acts, "accountability", "partner") == [
        ("GB-LAE-COV",),
        ("GB-LAE-COV",),
        ("GB-GOR-D16",),
        ("GB-GOR-D16",),
    ]
    assert "lead: 'ditto' means the cell above (Coventry City Council)" in mapped.plan.rows[1].notes


def test_blanks_that_are_only_blanks_are_not_filled(tmp_path: Path) -> None:
    text = "Theme,NI,Indicator,Baseline\n,NI 1,Homes,5\nSafer,NI 2,Parks,6\n,NI 3,Roads,7\n"

    assert "fill_down" not in sniff_file(write(tmp_path, text)).mapping


def test_a_pound_sign_and_a_dash_are_proposed_as_no_value(
    england: Registry, tmp_path: Path
) -> None:
    text = "Local authority,Grant 2006-07 (£)\nBexley,£120\nDerby,£ -\nCoventry,£–\n"
    path = write(tmp_path, text)
    with england.reading() as session:
        mapping = sniff_file(path, session.connection).mapping

    assert '# settle: do "£ -", "£–" say that there is no value?' in mapping
    assert cells(acts_of(england, path), "grants", "area", "amount", "stated") == [
        ("BEX", "120.00", "£120"),
        ("DER", None, "£ -"),
        ("COV", None, "£–"),
    ]


def test_a_heading_that_templates_use_otherwise_still_says_what_it_says(
    england: Registry, tmp_path: Path
) -> None:
    text = "Kind,Code,label\ngoal,G1,Safer streets\nmeasure,M1,Crimes\n"

    acts = acts_of(england, write(tmp_path, text))

    assert cells(acts, "goals", "title") == [("Safer streets",)]
    assert cells(acts, "measures", "code", "title") == [("M1", "Crimes")]
