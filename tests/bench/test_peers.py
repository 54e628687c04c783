"""Measuring beside others: the same answers from everybody, and aims that are told as they are."""

import os
from typing import Any

import pytest
from starlette.testclient import TestClient

from bench.peers import ours
from bench.peers.aims import aims
from bench.peers.comparing import differences
from bench.peers.dialects import answerable, datasette, postgraphile
from bench.peers.processes import cpu_seconds, megabytes, tree
from bench.peers.questions import Question, Subject, led, settled, subjects
from bench.peers.tables import question_table
from synth import SyntheticShape
from web.application import App

OURS = {
    "target": {
        "title": "Cut burglary",
        "lead": {"state": "SINGLE", "stated": None, "partner": {"name": "The council"}},
        "protocol": {"title": "Protocol", "version": 1, "complaints": None},
        "allocations": [
            {"amount": {"amount": "469.05"}, "pool": {"title": "Pool", "financialYear": "2007-08"}}
        ],
    }
}
PROTOCOL = {"title": "Protocol", "version": "1", "complaints": None}
LEAD = {"role": "LEAD", "state": "SINGLE", "stated": None, "until": None}
GRAPHILE = {
    "target": {
        "title": "Cut burglary",
        "accountabilitiesByTarget": {
            "nodes": [{**LEAD, "partnerByPartner": {"name": "The council"}}]
        },
        "agreementByAgreement": {"protocolsByAgreement": {"nodes": [PROTOCOL]}},
        "allocationsByTarget": {
            "nodes": [
                {"amount": "46905", "poolByPool": {"title": "Pool", "financialYear": "2007-08"}}
            ]
        },
    }
}
DATASETTE = {
    "targets_row": {
        "title": "Cut burglary",
        "accountability_list": {"nodes": [{**LEAD, "partner": {"name": "The council"}}]},
        "agreement": {"protocols_list": {"nodes": [{**PROTOCOL, "version": 1}]}},
        "allocations_list": {
            "nodes": [{"amount": 46905, "pool": {"title": "Pool", "financial_year": "2007-08"}}]
        },
    }
}


def test_the_same_answer_means_the_same_in_every_dialect() -> None:
    told = [(answerable, OURS), (postgraphile, GRAPHILE), (datasette, DATASETTE)]

    meanings = [dialect.dialect()[Question.TARGET].meaning(data) for dialect, data in told]

    assert meanings == [OURS, OURS, OURS]


def test_answers_that_differ_are_told_by_their_place() -> None:
    other = {"target": {**OURS["target"], "title": "Raise burglary"}}

    assert list(differences(OURS, other)) == [
        "data.target.title: 'Cut burglary' is not 'Raise burglary'"
    ]


def test_only_nodes_have_an_order() -> None:
    one: dict[str, Any] = {"nodes": [2, 1], "scraps": [2, 1]}

    assert settled(one) == {"nodes": [2, 1], "scraps": [1, 2]}


def test_who_led_before_leads_no_more() -> None:
    former = {**LEAD, "until": "2008-07-01"}

    assert led([(former, {"name": "The police"}), (LEAD, {"name": "The council"})]) == {
        "lead": {"state": "SINGLE", "stated": None, "partner": {"name": "The council"}},
        "accountable": [{"name": "The council"}],
    }


def test_every_dialect_asks_about_the_same() -> None:
    subject = Subject(department="SYN-HOME", outcomes=("AGREED", "REJECTED"))

    asked = [d.dialect()[Question.PROPOSALS].variables(subject) for d in (answerable, datasette)]

    assert asked == [
        {"department": ["SYN-HOME"], "outcome": ["AGREED", "REJECTED"]},
        {
            "where": "reference in (select proposal from responses where \"by\" = 'SYN-HOME') and "
            "reference in (select proposal from responses where outcome in ('AGREED', 'REJECTED'))"
        },
    ]


def test_what_is_asked_about_is_always_the_same() -> None:
    shape = SyntheticShape(areas=3)

    assert [len(subjects(question, shape)) for question in Question] == [60, 3, 315]
    assert subjects(Question.TARGET, shape) == subjects(Question.TARGET, shape)


def test_answers_are_kept_only_by_whom_it_is_measured_of(database_url: str) -> None:
    asked = {"query": "{ meta { entries } }"}
    kept = []
    for made in (ours.answering(database_url), ours.keeping(database_url)):
        assert isinstance(made, App)
        with TestClient(made) as client:
            answers = [client.post("/graphql", json=asked).json()["data"] for _ in range(2)]
        assert answers == [{"meta": {"entries": 0}}] * 2
        kept.append(len(made.service.answers))

    assert kept == [0, 1]


def cell(peer: str, rate: float, connections: int = 16) -> dict[str, Any]:
    return {
        "peer": peer,
        "question": "Q1",
        "connections": connections,
        "answer_bytes": 600,
        "requests_per_second": rate,
        "p50_ms": 1.0,
        "p99_ms": 3.0,
        "server_cpu_ms": 0.5,
        "database_cpu_ms": 1.5,
    }


def measured(*cells: dict[str, Any], scale: float = 1) -> dict[str, Any]:
    titles = {"answerable-postgresql": "Answerable", "postgraphile": "PostGraphile"}
    return {"scale": scale, "measured": list(cells), "titles": titles, "bare_sql_ms": {"Q1": 0.1}}


@pytest.mark.parametrize(("rate", "reached"), [(1_700.0, True), (1_690.0, False)])
def test_an_aim_is_reached_or_not(rate: float, reached: bool) -> None:
    one = measured(cell("answerable-postgresql", rate), cell("postgraphile", 1_000))

    (aim,) = aims([one])

    assert aim.told() == {
        "what": "Q1, scale 1: requests/s of answerable-postgresql to postgraphile",
        "aim": "at least 1.7",
        "measured": {16: rate / 1_000},
        "reached": reached,
    }


def test_an_aim_is_reached_over_every_number_of_connections() -> None:
    one = measured(
        cell("answerable-postgresql", 2_000, 1),
        cell("postgraphile", 1_000, 1),
        cell("answerable-postgresql", 1_000, 64),
        cell("postgraphile", 1_000, 64),
    )

    (aim,) = aims([one])

    assert aim.measured == {1: 2.0, 64: 1.0}
    assert not aim.reached


def test_growth_is_told_where_there_are_two_scales() -> None:
    small = measured(cell("answerable-sqlite", 100))
    large = measured({**cell("answerable-sqlite", 100), "database_cpu_ms": 2.5}, scale=10)

    (aim,) = aims([small, large])

    assert (aim.what, aim.measured, aim.reached) == (
        "Q1: CPU of answerable-sqlite at scale 10 to 1",
        {16: 1.5},
        False,
    )


def test_a_table_leaves_out_what_was_not_measured() -> None:
    one = measured(
        cell("answerable-postgresql", 2_000, 1),
        cell("answerable-postgresql", 3_000, 16),
        cell("postgraphile", 1_000, 1),
    )

    assert list(question_table(one, "Q1"))[4:] == [
        "| Answerable | 0.6 | 2,000 | 3,000 | 1 / 3 | 1 / 3 | 0.5 | 1.5 |  |",
        "| PostGraphile | 0.6 | 1,000 | – | 1 / 3 | – | 0.5 | 1.5 | 2 |",
    ]


def test_what_a_process_uses_is_told_by_the_kernel() -> None:
    here = os.getpid()

    assert here in tree(here)
    assert cpu_seconds(here) > 0
    assert megabytes(here) > 1
