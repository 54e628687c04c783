"""One notation for identifiers: what a look-up finds, the filter finds, in full and in short."""

from collections.abc import Iterator

import pytest

from ingest.packages import import_packages, sample_packages
from registry import REGISTRAR, Registry, record
from registry.acts import PartnerIdentified, PartnerRecorded
from registry.vocabulary import PartnerKind, Standing
from tests.schema.asking import Asking

ONE = "query One($it: String!) { partner(by: { identifier: $it }) { reference } }"
ALL = "query All($it: [String!]) { partners(filter: { identifier: $it }) { nodes { reference } } }"


@pytest.fixture
def england(database_url: str) -> Iterator[Asking]:
    registry = Registry.open(database_url)
    import_packages(registry, [path for path in sample_packages() if path.name == "england"])
    yield Asking(registry)
    registry.close()


def one(england: Asking, identifier: str) -> str | None:
    found = england.data(ONE, it=identifier)["partner"]
    return found["reference"] if found else None


def every(england: Asking, *identifiers: str) -> list[str]:
    nodes = england.data(ALL, it=list(identifiers))["partners"]["nodes"]
    return [node["reference"] for node in nodes]


def test_both_notations_are_found_by_the_look_up_and_by_the_filter(england: Asking) -> None:
    for spelling in ("GB-LAE-BAS", "BAS", "gb-lae-bas"):
        assert one(england, spelling) == "GB-LAE-BAS"
        assert every(england, spelling) == ["GB-LAE-BAS"]
    assert every(england, "GB-LAE-BAS", "GB-GOR-D15", "LND") == [
        "GB-GOR-D15",
        "GB-LAE-BAS",
        "GB-LAE-LND",
    ]


@pytest.mark.parametrize("nobody", ["GB-LAE", "GB-GOR-BAS", "LAE-BAS", "-BAS", "BAS-", "", "%"])
def test_what_nobody_goes_by_finds_nobody(england: Asking, nobody: str) -> None:
    assert one(england, nobody) is None
    assert every(england, nobody) == []


def test_a_value_in_two_lists_is_looked_up_in_full_alone(england: Asking) -> None:
    company = PartnerRecorded(
        reference="CO",
        standing=Standing.RESTATED,
        source="REGIONS-OF-ENGLAND",
        name="A company",
        kind=PartnerKind.BUSINESS,
    )
    both = [
        PartnerIdentified(
            standing=Standing.RESTATED,
            source="REGIONS-OF-ENGLAND",
            partner=partner,
            scheme=scheme,
            value="01234567",
        )
        for partner, scheme in (("CO", "GB-COH"), ("GB-LAE-BAS", "OWN"))
    ]
    with england.registry.writing() as session:
        record(session, [company, *both], author=REGISTRAR)

    assert one(england, "01234567") is None
    assert every(england, "01234567") == ["CO", "GB-LAE-BAS"]
    assert one(england, "GB-COH-1234567") == "CO"
    assert every(england, "GB-COH-1234567") == ["CO"]
    assert one(england, "OWN-01234567") == "GB-LAE-BAS"
