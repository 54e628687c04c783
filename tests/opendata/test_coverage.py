"""Which time and which places a dataset is about, as its records state it."""

from opendata import Coverage, CoveredArea, measure_coverage
from opendata.datasets import OUTSIDE, REGISTRY, Dataset
from registry import REGISTRAR, Registry, record
from registry.acts import (
    Act,
    AgreementMade,
    AreaCodeGiven,
    AreaRecorded,
    NegotiationOpened,
    PartnerRecorded,
    ProposalMade,
    RegionNamed,
    SourceCited,
)

FICTIONAL = {"standing": "FICTIONAL", "source": "S"}
TERM = {"from": "2007-04-01", "until": "2010-04-01"}
AREA = {"name": "Area", "kind": "COUNTY", "region": "R"}


def said(act: type[Act], **cells: str) -> Act:
    return act.read({**FICTIONAL, **{name.rstrip("_"): cell for name, cell in cells.items()}})


BEGINNING = [
    SourceCited.read({"reference": "S", "standing": "FICTIONAL", "title": "A list"}),
    said(RegionNamed, reference="R", name="Region"),
    said(AreaRecorded, reference="A", **AREA),
    said(
        AgreementMade, reference="L", title="LAA", area="A", from_="2007-04-01", until="2010-04-01"
    ),
    said(NegotiationOpened, reference="N", title="Talks", agreement="L", from_="2006-06-01"),
]
MINE = Dataset("negotiations-l", "Negotiations of LAA", "What was said.", agreement="L")


def covered(url: str, dataset: Dataset, *more: Act) -> Coverage:
    registry = Registry.open(url)
    with registry.writing() as session:
        record(session, [*BEGINNING, *more], author=REGISTRAR)
    with registry.reading() as session:
        found = measure_coverage(session.connection, dataset.read_content(session.connection))
    registry.close()
    return found


def test_a_dataset_lasts_from_its_first_day_to_the_last_day_of_its_terms(database_url: str) -> None:
    assert covered(database_url, MINE) == Coverage(
        "2006-06-01", "2010-03-31", (CoveredArea("A", "Area"),)
    )


def test_the_whole_registry_names_no_area_in_particular(database_url: str) -> None:
    later = said(AgreementMade, reference="M", title="Later", area="A", from_="2011-04-01")

    assert covered(database_url, REGISTRY, later) == Coverage("2006-06-01", "2011-04-01")


def test_what_was_said_counts_where_no_term_is_stated(database_url: str) -> None:
    found = covered(
        database_url,
        OUTSIDE,
        said(PartnerRecorded, reference="P", name="Council", kind="COUNCIL"),
        said(NegotiationOpened, reference="O", title="Outside"),
        said(
            ProposalMade,
            reference="Q",
            negotiation="O",
            by="P",
            title="Ask",
            text="Ask",
            subject="OTHER",
            at="2010-12-15",
        ),
    )

    assert found == Coverage("2010-12-15", "2010-12-15")


def test_an_area_goes_by_the_code_that_holds_longest(database_url: str) -> None:
    found = covered(
        database_url,
        MINE,
        said(AreaCodeGiven, area="A", scheme="GSS", value="E99", until="2009-04-01"),
        said(AreaCodeGiven, area="A", scheme="GSS", value="E11", from_="2009-04-01"),
        said(AreaCodeGiven, area="A", scheme="SNAC", value="Z1"),
    )

    assert found.areas == (CoveredArea("A", "Area", "E11"),)


def test_records_without_days_cover_no_time(sqlite_url: str) -> None:
    registry = Registry.open(sqlite_url)
    with registry.reading() as session:
        found = measure_coverage(session.connection, REGISTRY.read_content(session.connection))
    registry.close()

    assert found == Coverage()


def test_a_term_that_never_held_has_no_last_day(sqlite_url: str) -> None:
    never = said(AgreementMade, reference="M", title="Never", area="A", until="0001-01-01")

    assert covered(sqlite_url, REGISTRY, never).end == "2010-03-31"
