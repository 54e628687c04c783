"""A small made-up registry with words and numbers that are hard on files, published."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from publish import publish
from registry import Registry, Settings
from registry.acts import (
    Act,
    AgreementMade,
    AreaRecorded,
    ContributionMade,
    NegotiationOpened,
    PartnerRecorded,
    PoolFormed,
    ProposalMade,
    RegionNamed,
    RequestMade,
    SourceCited,
    StreamNamed,
    TargetSet,
)
from tests.support.databases import SqliteDatabases
from tests.support.earlier_records import record_as_earlier

LONG = "Llŷn & co. " * 3_000
NAMES = {
    "A": "=SUM(A1:A9)",
    "A/1": 'a, "b"\r\nc\nd\re',
    "A/2": " <b>&amp;</b> _x000D_ \x0b\t ",
    "A/3": "0001",
    "A/4": "true",
    "A/5": "NULL",
    "A/6": LONG,
    "A/7": "\\N \\u0041 😀",
}
RECORDS: list[tuple[type[Act], dict[str, str]]] = [
    (RegionNamed, {"reference": "R", "name": "Region"}),
    *(
        (AreaRecorded, {"reference": key, "name": name, "kind": "WARD", "region": "R"})
        for key, name in NAMES.items()
    ),
    (
        AreaRecorded,
        {"reference": "A/8", "name": "Part", "kind": "WARD", "region": "R", "within": "A"},
    ),
    (PartnerRecorded, {"reference": "P", "name": "Council", "kind": "COUNCIL"}),
    (AgreementMade, {"reference": "L", "title": "LAA", "area": "A", "single_pot": "true"}),
    *(
        (
            TargetSet,
            {"reference": key, "title": "Fewer", "agreement": "L", "baseline_number": number},
        )
        for key, number in {"T1": "-4.0", "T2": "1250", "T3": "0.000000000000001"}.items()
    ),
    (TargetSet, {"reference": "T4", "title": "More", "agreement": "L", "from": "2007-04-01"}),
    (StreamNamed, {"reference": "G", "title": "Grant"}),
    (
        PoolFormed,
        {"reference": "O", "title": "Pot", "agreement": "L", "financial_year": "2007-08"},
    ),
    *(
        (
            ContributionMade,
            {
                "reference": key,
                "pool": "O",
                "partner": "P",
                "stream": "G",
                "amount": amount,
                "terms": "POOLED",
                "extent": "PART",
            },
        )
        for key, amount in {"C1": "9999999999999.99", "C2": "-0.70"}.items()
    ),
    (NegotiationOpened, {"reference": "N", "title": "Talks", "agreement": "L"}),
    (
        ProposalMade,
        {
            "reference": "Q",
            "negotiation": "N",
            "by": "P",
            "title": "Ask",
            "text": "Ask",
            "subject": "TARGET",
            "target": "T1",
        },
    ),
    (RequestMade, {"proposal": "Q", "number": "1", "text": "One thing", "amount": "12.50"}),
]


def recorded(url: str) -> Registry:
    """Open a registry and record all of it."""
    opened = Registry.open(url)
    source = SourceCited.read({"reference": "S", "standing": "FICTIONAL", "title": "Made up"})
    common = {"standing": "FICTIONAL", "source": "S"}
    with opened.writing() as session:
        # A control character is among the words, which only an earlier version recorded.
        record_as_earlier(
            session, [source, *(act.read({**common, **cells}) for act, cells in RECORDS)]
        )
    return opened


@pytest.fixture
def registry(sqlite_url: str) -> Iterator[Registry]:
    with closing(recorded(sqlite_url)) as opened:
        yield opened


@pytest.fixture(scope="session")
def folder(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published package of the whole registry; nobody may change it."""
    home = tmp_path_factory.mktemp("formats")
    with closing(recorded(sqlite_databases.fresh(home))) as opened:
        publish(opened, Settings(data_dir=home))
    return (home / "releases/registry/latest").resolve()
