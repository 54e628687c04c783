"""A record's page says how to cite it, in every style, with a file that proves it."""

import json

import pytest
from starlette.testclient import TestClient

from publish.proof import check_citation

PAGE = {"accept": "text/html"}
URI = "https://answerable.example/targets/EXS-T1"


def test_the_page_says_how_to_cite_the_record(client: TestClient) -> None:
    page = client.get("/targets/EXS-T1", headers=PAGE).text
    sentence = client.get("/targets/EXS-T1?cite=text").text.strip()

    assert sentence.startswith(
        "[FICTIONAL] Exampleshire Local Area Agreement 2007-10 (fictional), Exampleshire Council, "
        "30 March 2007, target 1. Recorded as “Fewer burglaries in Exampleshire” (EXS-T1), as of "
    )
    assert sentence.endswith(URI)
    assert sentence in page
    for style in ("text", "bibtex", "csl", "proof"):
        assert f'<a href="?cite={style}">' in page


def test_bibtex_and_csl_tell_the_address_the_entries_and_the_day(client: TestClient) -> None:
    bibtex = client.get("/targets/EXS-T1?cite=bibtex&on=2007-05-01")
    assert bibtex.headers["content-type"].startswith("application/x-bibtex")
    assert bibtex.headers["content-disposition"] == 'inline; filename="EXS-T1-2007-05-01.bib"'
    assert bibtex.text.startswith("@misc{answerable-targets-exs-t1-2007-05-01,")

    response = client.get("/targets/EXS-T1?cite=csl&on=2007-05-01")
    (item,) = response.json()
    assert response.headers["content-type"] == "application/vnd.citationstyles.csl+json"
    assert (item["type"], item["URL"]) == ("dataset", URI)
    assert item["note"].startswith(
        "target 1; Recorded as “Fewer burglaries in Exampleshire” (EXS-T1), as of 2007-05-01; "
    )


def test_the_proof_proves_without_the_registry(client: TestClient) -> None:
    text = client.get("/targets/EXS-T1?cite=proof&on=2007-05-01").text

    assert json.loads(text)["cites"] == {"uri": URI, "on": "2007-05-01"}
    proven = check_citation(text)
    assert len(proven.entries) == len(json.loads(text)["entries"]) > 1


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("cite=apa", "cite is 'apa'; choose one of text, bibtex, csl, proof"),
        ("cite=text&on=today", "on is 'today'; write a day such as 2007-05-01"),
    ],
)
def test_a_style_or_day_that_is_none_is_refused(client: TestClient, query: str, says: str) -> None:
    refused = client.get(f"/targets/EXS-T1?{query}")

    assert refused.status_code == 400
    assert refused.json()["errors"][0]["message"] == says


def test_what_is_not_on_record_cannot_be_cited(client: TestClient) -> None:
    assert client.get("/targets/NONE?cite=text").status_code == 404
