"""A small made-up registry with words that are hard on files."""

from collections.abc import Iterator

import pytest

from registry import REGISTRAR, Registry, record
from registry.acts import (
    AgreementMade,
    AreaRecorded,
    ContributionMade,
    NegotiationOpened,
    PartnerRecorded,
    PoolFormed,
    ProposalMade,
    RegionNamed,
    RequestMade,
    RewardRuleSet,
    SourceCited,
    StreamNamed,
    TargetSet,
)

FICTIONAL = {"standing": "FICTIONAL", "source": "S"}
ACTS = [
    SourceCited.read({"reference": "S", "standing": "FICTIONAL", "title": 'The "made-up" list'}),
    SourceCited.read({"reference": "UNUSED", "standing": "FICTIONAL", "title": "Unused"}),
    *(
        act.read({**FICTIONAL, **cells})
        for act, cells in (
            (RegionNamed, {"reference": "R", "name": "Region"}),
            (AreaRecorded, {"reference": "A", "name": "Area", "kind": "COUNTY", "region": "R"}),
            (
                AreaRecorded,
                {
                    "reference": "A/1",
                    "name": "=SUM(A1:A9), Ward\r\nof Llŷn",
                    "kind": "WARD",
                    "region": "R",
                    "within": "A",
                },
            ),
            (PartnerRecorded, {"reference": "P1", "name": "Council", "kind": "COUNCIL"}),
            (
                PartnerRecorded,
                {"reference": "P2", "name": "Police", "kind": "POLICE", "parent": "P1"},
            ),
            (AgreementMade, {"reference": "L", "title": "LAA, the first", "area": "A"}),
            (AgreementMade, {"reference": "M", "title": "LAA, another", "area": "A"}),
            (
                TargetSet,
                {
                    "reference": "T",
                    "title": "Fewer burglaries",
                    "agreement": "L",
                    "area": "A/1",
                    "baseline_number": "-4.0",
                    "from": "2007-04-01",
                },
            ),
            (StreamNamed, {"reference": "G", "title": "Grant"}),
            (
                PoolFormed,
                {"reference": "O", "title": "Pot", "agreement": "L", "financial_year": "2007-08"},
            ),
            (
                ContributionMade,
                {
                    "reference": "C1",
                    "pool": "O",
                    "partner": "P1",
                    "stream": "G",
                    "amount": "1234.05",
                    "terms": "POOLED",
                    "extent": "PART",
                },
            ),
            (
                ContributionMade,
                {
                    "reference": "C2",
                    "pool": "O",
                    "partner": "P1",
                    "stream": "G",
                    "amount": "-0.70",
                    "terms": "POOLED",
                    "extent": "PART",
                },
            ),
            (RewardRuleSet, {"reference": "W", "agreement": "L", "floor_percent": "60"}),
            (NegotiationOpened, {"reference": "N", "title": "Talks", "agreement": "L"}),
            (NegotiationOpened, {"reference": "N2", "title": "Others", "agreement": "M"}),
            (NegotiationOpened, {"reference": "N3", "title": "Outside"}),
            (
                ProposalMade,
                {
                    "reference": "Q",
                    "negotiation": "N",
                    "by": "P2",
                    "title": "Ask",
                    "text": "Ask",
                    "subject": "TARGET",
                    "target": "T",
                },
            ),
            (RequestMade, {"proposal": "Q", "number": "1", "text": "One thing"}),
        )
    ),
]


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    opened = Registry.open(database_url)
    with opened.writing() as session:
        record(session, ACTS, author=REGISTRAR)
    yield opened
    opened.close()
