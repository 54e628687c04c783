"""Bodies and places are recognised by code, name or alias, as of the day of the record."""

from collections.abc import Iterator

import pytest

from ingest.mappings.leads import read_lead
from ingest.mappings.resolve_names import NameMatch, NameResolver
from ingest.mappings.spec import ReadingSpec
from registry import Registry


@pytest.fixture
def names(england: Registry) -> Iterator[NameResolver]:
    with england.reading() as session:
        known = NameResolver(
            session.connection, {"partners": {"GOL": "GO-LON", "both": "GO-SE; GO-SW"}}
        )
        for reference, name, begins, ends in (
            ("WEAR", "Wear Valley", None, "2009-04-01"),
            ("TEES", "Teesdale", None, "2009-04-01"),
            ("DURHAM-NEW", "Wear and Tees", "2009-04-01", None),
            ("OLD-A", "Old Shire", "1974-04-01", "2009-04-01"),
            ("OLD-B", "Old Shire", "2009-04-01", None),
        ):
            terms = {"from": begins, "until": ends}
            cells = {key: value for key, value in terms.items() if value is not None}
            known.add_record("areas", {"reference": reference, "name": name, **cells})
        for old in ("WEAR", "TEES"):
            cells = {"area": old, "by": "DURHAM-NEW", "on": "2009-04-01"}
            known.add_record("area_successions", cells)
        known.add_record("area_codes", {"area": "WEAR", "scheme": "SNAC", "value": "20UJ"})
        yield known


@pytest.mark.parametrize(
    ("words", "reference"),
    [
        ("Hammersmith & Fulham", "HMF"),
        ("London Borough of Bexley", "BEX"),
        ("BEX", "BEX"),
        ("E09000004", "BEX"),
        ("Stockton on Tees", "STT"),
        ("St. Helens", "SHN"),
        ("Kingston upon Hull", "KHL"),
        ("Birmingham City Council", "BIR"),
        ("DERBYSHIRE", "DBY"),
        ("Derby", "DER"),
    ],
)
def test_a_place_goes_by_its_codes_and_names(
    names: NameResolver, words: str, reference: str
) -> None:
    assert names.resolve_name("areas", words, None) == NameMatch(reference)


def test_a_body_goes_by_its_place_too(names: NameResolver) -> None:
    assert names.resolve_name("partners", "Bexley", None) == NameMatch(
        "GB-LAE-BEX", note="'Bexley' was taken for London Borough of Bexley (GB-LAE-BEX)"
    )
    assert names.resolve_name("partners", "Home Office", None).reference == "GB-GOR-D16"
    assert names.resolve_name("partners", "gol", None).reference == "GO-LON"


def test_one_of_several_is_never_guessed(names: NameResolver) -> None:
    found = names.resolve_name("areas", "Old Shire", None)

    assert found.reference is None
    assert found.why == "'Old Shire' could be any of OLD-A, OLD-B"


def test_a_name_that_two_bear_in_turn_means_the_one_of_the_day(names: NameResolver) -> None:
    assert names.resolve_name("areas", "Old Shire", "2008-01-01") == NameMatch("OLD-A")
    assert names.resolve_name("areas", "Old Shire", "2009-04-01") == NameMatch("OLD-B")


def test_what_had_ended_leads_to_what_took_its_place(names: NameResolver) -> None:
    assert names.resolve_name("areas", "20UJ", "2008-04-01") == NameMatch("WEAR")
    later = names.resolve_name("areas", "Wear Valley", "2010-04-01")

    assert later.reference == "DURHAM-NEW"
    assert later.note == (
        "'Wear Valley' did not exist on 2010-04-01; Wear and Tees (DURHAM-NEW) did"
    )


def test_what_had_not_begun_leads_back_only_where_that_is_clear(names: NameResolver) -> None:
    found = names.resolve_name("areas", "Wear and Tees", "2008-04-01")

    assert found.reference is None
    assert found.why == "'Wear and Tees' did not exist on 2008-04-01; TEES, WEAR did"


@pytest.mark.parametrize(
    ("words", "state", "partners"),
    [
        ("", "MISSING", ()),
        ("None", "MISSING", ()),
        ("?", "UNRESOLVED", ()),
        ("Lancashire County Council", "SINGLE", ("GB-LAE-LAN",)),
        ("Home Office / Bexley", "JOINT", ("GB-GOR-D16", "GB-LAE-BEX")),
        ("Local Govt / VCFS", "JOINT", ()),
        ("Lancashire & 3 PCT", "JOINT", ("GB-LAE-LAN",)),
        ("both", "JOINT", ("GO-SE", "GO-SW")),
        ("Lancashire Fire and Rescue Service", "UNRESOLVED", ()),
        ("Brighton & Hove", "SINGLE", ("GB-LAE-BNH",)),
    ],
)
def test_who_leads_is_read_and_never_guessed(
    names: NameResolver, words: str, state: str, partners: tuple[str, ...]
) -> None:
    lead = read_lead(words, names, ReadingSpec(), None)

    assert (lead.state, lead.partners) == (state, partners)
