"""`answerable who`: who answers for a target, as a person would say it."""

import pytest

from ingest.packages import import_packages, sample_packages
from registry import Registry
from tests.cli.ended import Command

pytestmark = pytest.mark.usefixtures("samples")


@pytest.fixture
def samples(registry: Registry) -> None:
    import_packages(registry, sample_packages())


def test_who_led_on_a_day(answerable: Command) -> None:
    ended = answerable("who", "EXS-T1", "--on", "2007-05-01")

    lines = ended.out.splitlines()
    assert ended.code == 0
    assert ended.err == ""
    assert lines[:2] == [
        "This record is fictional, made up for demonstration.",
        "On 1 May 2007 Exampleshire Police led EXS-T1 (“Fewer burglaries in Exampleshire”, "
        "Exampleshire Local Area Agreement 2007-10), from 1 April 2007 until 1 April 2008, "
        "under Protocol for fewer burglaries (version 1).",
    ]
    assert "  1. Exampleshire Police delivers within 20 days (clause 1)" in lines
    assert (
        "  £500,000 of the £2,250,000 in Exampleshire pool 2007-08, "
        "for which Exampleshire Council is accountable" in lines
    )
    assert "    £450,000 from Exampleshire Council: Council budget, pooled" in lines


def test_who_leads_after_the_lead_changed(answerable: Command) -> None:
    ended = answerable("who", "EXS-T1", "--on", "2008-05-01")

    assert "On 1 May 2008 Exampleshire Council led EXS-T1" in ended.out


def test_who_led_a_target_that_has_ended_to_its_end(answerable: Command) -> None:
    ended = answerable("who", "EXS-T1", "--on", "2026-12-01")

    assert ended.out.splitlines()[1] == (
        "EXS-T1 (“Fewer burglaries in Exampleshire”, Exampleshire Local Area Agreement 2007-10) "
        "ended on 1 April 2010; led to its end by Exampleshire Council, from 1 April 2008 until "
        "1 April 2010, under Protocol for fewer burglaries (version 1)."
    )


def test_a_joint_lead_is_told_as_stated(answerable: Command) -> None:
    ended = answerable("who", "LAN-NI-4", "--on", "2008-05-01")

    assert ended.code == 0
    assert ended.out.splitlines() == [
        "On 1 May 2008 several bodies jointly led LAN-NI-4 (“% of people who feel they can "
        "influence decisions in their locality”, Lancashire Local Area Agreement), stated as "
        "“Local Govt / VCFS”, under no protocol on record; the sources about it name no day.",
        "Who it answers to is not on record; the sources about it name no day.",
        "No pool on record gives it any money; the sources about it name no day.",
        "Complaints: nothing is on record of how to complain; the sources about it name no day.",
        "Findings:",
        "  “% of people who feel they can influence decisions in their locality” has a joint "
        "lead, stated as “Local Govt / VCFS”.",
        "  No protocol in force for “% of people who feel they can influence decisions in "
        "their locality” is on record; the sources about it name no day.",
    ]


def test_a_lead_that_is_missing_is_told(answerable: Command) -> None:
    ended = answerable("who", "LAN-NI-1", "--on", "2008-05-01")

    assert ended.out.startswith("On 1 May 2008 nobody is on record as leading LAN-NI-1")


def test_the_same_for_machines(answerable: Command) -> None:
    ended = answerable("who", "EXS-T1", "--on", "2007-05-01", "--json")

    assert ended.code == 0
    assert ended.json["asOf"] == "2007-05-01"
    assert ended.json["lead"]["state"] == "SINGLE"
    assert ended.json["lead"]["partner"] == {"name": "Exampleshire Police"}
    assert ended.json["target"]["source"]["standing"] == "FICTIONAL"


def test_a_target_that_nobody_knows(answerable: Command) -> None:
    ended = answerable("who", "exs-t11")

    assert ended.code == 1
    assert ended.out == ""
    assert ended.err.splitlines()[:2] == [
        "There is no target exs-t11 on record.",
        "Did you mean one of these?",
    ]
    assert "  EXS-T1  Fewer burglaries in Exampleshire" in ended.err.splitlines()


def test_a_target_is_found_by_its_words(answerable: Command) -> None:
    ended = answerable("who", "burglaries")

    assert ended.code == 1
    assert "  EXS-T1  Fewer burglaries in Exampleshire" in ended.err.splitlines()


def test_before_anything_was_recorded_nothing_was_known(answerable: Command) -> None:
    ended = answerable("who", "EXS-T1", "--known", "2006-01-01T00:00:00Z")

    assert ended.code == 1
    assert ended.err.startswith(
        "There is no target EXS-T1 on record as the register knew it at 2006-01-01T00:00:00Z.\n"
    )


@pytest.mark.parametrize("option", [("--on", "1 May 2007"), ("--known", "2007-05-01")])
def test_a_moment_that_cannot_be_read_is_a_matter_of_usage(
    answerable: Command, option: tuple[str, str]
) -> None:
    assert answerable("who", "EXS-T1", *option).code == 2
