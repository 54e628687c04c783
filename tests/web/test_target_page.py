"""The page of a target: who answers for it, in words, and the same as data."""

import csv
import io
import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from registry import REGISTRAR, Refused, record
from registry.acts import TargetSet
from tests.support.earlier_records import record_rows_as_earlier
from tests.support.serving import registry_of
from tests.web.conftest import PAGE

TARGET = "/targets/EXS-T1"
WORLD = [
    ("sources", {"reference": "S", "title": "Made up"}),
    ("regions", {"reference": "R", "name": "North", "source": "S"}),
    ("areas", {"reference": "A", "name": "East", "kind": "COUNTY", "region": "R", "source": "S"}),
    ("agreements", {"reference": "LAA", "title": "Agreement", "area": "A", "source": "S"}),
]


def text_of(client: TestClient, address: str) -> str:
    """The words of a page, without its tags."""
    page = client.get(address, headers=PAGE)
    assert page.status_code == 200
    text = re.sub(r"<[^>]+>", " ", page.text.partition("<main")[2])
    return re.sub(r"\s+", " ", unescape(text))


def test_it_says_in_one_sentence_who_answers(client: TestClient) -> None:
    today = text_of(client, TARGET)
    then = text_of(client, f"{TARGET}?on=2007-05-01")

    assert "As of today, as known today." in today
    assert "led to its end by Exampleshire Council, from 1 April 2008 until 1 April 2010" in today
    assert "As of 1 May 2007, as known today." in then
    assert "Exampleshire Police leads" in then or "Exampleshire Police led" in then


def test_it_says_how_to_complain_and_who_is_next(client: TestClient) -> None:
    text = text_of(client, f"{TARGET}?on=2008-05-01")

    assert "Write to the lead partner, or to the complaints officer of Exampleshire Council" in text
    assert "Exampleshire Council: Scrutiny Committee scrutinises within 28 days." in text
    assert "Clause 3 of the protocol" in text


def test_it_shows_names_and_no_codes(client: TestClient) -> None:
    text = text_of(client, TARGET)

    assert "lower is better" in text
    assert "£500,000" in text
    assert not re.findall(r"LOWER_IS_BETTER|RING_FENCED|MISSED_MILESTONE", text.split("curl")[0])


def test_its_table_is_what_it_aimed_at_and_what_came_of_it(client: TestClient) -> None:
    answer = client.get(f"{TARGET}.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))

    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert [(row["period"], row["aim_stated"], row["met"]) for row in rows] == [
        ("2007-08", "14.0", "true"),
        ("2008-09", "12.8", "false"),
        ("2009-10", "12.0", ""),
    ]


def test_its_json_adds_the_answer_to_the_record(client: TestClient) -> None:
    plain, more = client.get(TARGET).json(), client.get(f"{TARGET}.json").json()
    data = more.pop("data")

    assert more == plain
    assert data["target"]["title"] == "Fewer burglaries in Exampleshire"


def test_its_question_answers_the_same_without_the_page(client: TestClient) -> None:
    page = client.get(f"{TARGET}?on=2007-05-01", headers=PAGE).text
    (sample,) = re.findall(
        r"<code>curl -sG \S+ --data-urlencode &#39;query=(.*?)&#39;</code>", page, re.S
    )
    answer = client.get("/graphql", params={"query": unescape(sample)}).json()

    assert answer["data"] == client.get(f"{TARGET}.json?on=2007-05-01").json()["data"]


def test_programs_find_its_views(client: TestClient) -> None:
    page = client.get(f"{TARGET}?on=2007-05-01", headers=PAGE)

    assert page.headers["link"] == (
        '</targets/EXS-T1.json?on=2007-05-01>; rel="alternate"; type="application/json", '
        '</targets/EXS-T1.csv?on=2007-05-01>; rel="alternate"; type="text/csv", '
        '</targets/EXS-T1.atom?on=2007-05-01>; rel="alternate"; type="application/atom+xml", '
        '<https://answerable.example/targets/EXS-T1>; rel="canonical"'
    )


@pytest.mark.parametrize("ending", ["", ".json", ".csv", ".atom"])
def test_a_view_that_is_known_is_not_sent_again(client: TestClient, ending: str) -> None:
    first = client.get(f"{TARGET}{ending}", headers=PAGE)
    known = {**PAGE, "if-none-match": first.headers["etag"]}
    again = client.get(f"{TARGET}{ending}", headers=known)
    other = client.get(f"{TARGET}{ending}?on=2007-05-01", headers=known)

    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200


def test_what_is_not_on_record_is_told_with_what_is_called_nearly_so(client: TestClient) -> None:
    page = client.get("/targets/EXS-T19", headers=PAGE)
    early = client.get(f"{TARGET}?known=2001-01-01", headers=PAGE)

    assert (page.status_code, early.status_code) == (404, 404)
    assert '<a href="/targets/EXS-T1">Fewer burglaries in Exampleshire</a>' in page.text
    assert "as known on 1 January 2001" in early.text


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("on=today", "on is 'today'; write a day such as 2007-05-01"),
        ("on=2007-02-30", "on is '2007-02-30'; write a day such as 2007-05-01"),
        ("known=x", "known is 'x'; write a day or an instant such as 2026-01-31T10:00:00Z"),
    ],
)
def test_a_day_that_is_none_is_told_with_what_to_write(
    client: TestClient, query: str, says: str
) -> None:
    page = client.get(f"{TARGET}?{query}", headers=PAGE)
    told = client.get(f"{TARGET}.json?{query}")

    assert (page.status_code, told.status_code) == (422, 422)
    assert says in unescape(page.text)
    assert told.json()["errors"][0]["message"] == says


def test_an_earlier_record_of_that_very_address_wins(empty: TestClient) -> None:
    named = {"agreement": "LAA", "source": "S"}
    targets = [
        ("targets", {"reference": "T", "title": "Plain", **named}),
        ("targets", {"reference": "T.json", "title": "Odd", **named}),
    ]
    record_rows_as_earlier(registry_of(empty), [*WORLD, *targets])

    assert empty.get("/targets/T.json").json()["record"]["title"] == "Odd"
    assert empty.get("/targets/T.json.json").json()["data"]["target"]["title"] == "Odd"
    assert empty.get("/targets/T.csv").status_code == 200


@pytest.mark.parametrize("reference", ["T.json", "T.csv", "T.atom", "T.zip"])
def test_a_new_record_of_such_an_address_is_refused(empty: TestClient, reference: str) -> None:
    registry = registry_of(empty)
    record_rows_as_earlier(registry, WORLD)
    act = TargetSet.read(
        {
            "reference": reference,
            "standing": "FICTIONAL",
            "title": "Odd",
            "agreement": "LAA",
            "source": "S",
        }
    )

    with registry.writing() as session, pytest.raises(Refused, match="as the address of another"):
        record(session, [act], author=REGISTRAR)
    assert empty.get(f"/targets/{reference}").status_code == 404
