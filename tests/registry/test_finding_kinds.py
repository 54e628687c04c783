"""Every kind of finding is one object, and whatever follows from it is there."""

import re

import pytest

from registry.models import TABLES
from registry.reading.findings import FINDING_COLUMNS, Finding, collect_findings, finding_kinds
from registry.vocabulary import Basis, FindingKind

FINDINGS = list(finding_kinds().values())


def named(finding: Finding) -> str:
    return finding.kind.value


def test_each_word_of_the_code_list_has_one_finding_and_each_finding_one_word() -> None:
    assert sorted(finding.kind for finding in collect_findings()) == sorted(FindingKind)


@pytest.mark.parametrize("finding", FINDINGS, ids=named)
def test_a_sentence_names_what_it_is_about_and_nothing_that_no_row_has(finding: Finding) -> None:
    parts = re.findall(r"\{(.*?)\}", finding.sentence)

    assert parts[0] == "title"
    assert set(parts) <= {"title", "detail", "more", "reach"}


@pytest.mark.parametrize("finding", FINDINGS, ids=named)
def test_what_follows_from_absence_says_on_record_and_how_far_sources_reach(
    finding: Finding,
) -> None:
    absent = finding.basis is Basis.ABSENCE

    assert ("{reach}" in finding.sentence) == absent
    assert "on record" in finding.sentence or not absent


@pytest.mark.parametrize("finding", FINDINGS, ids=named)
def test_a_finding_is_sorted_by_its_own_columns(finding: Finding) -> None:
    assert finding.sorted_by
    assert set(finding.sorted_by) <= set(FINDING_COLUMNS) - {"kind"}


@pytest.mark.parametrize("finding", FINDINGS, ids=named)
def test_a_finding_is_about_what_leads_to_an_agreement_or_stands_above_all(
    finding: Finding,
) -> None:
    for part in finding.parts:
        assert part.about.kind in TABLES
        assert part.about.owners or part.about.kind in ("areas", "partners", "streams")
