"""Run in a copy of the code to which a kind was added: tells where a visit is found, as JSON.

Arguments: an empty folder to work in. Not a test itself: the test applies the page and runs this.
"""

import csv
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow.parquet
from starlette.testclient import TestClient, WebSocketTestSession

import web
from ingest.packages import import_forms
from publish import publish
from publish.proof import check_release
from registry import Refused, Registry, Settings, migrate, record, verify
from registry.acts import ACTS, Act
from registry.vocabulary import REGISTRAR

BASE = "https://answerable.example"
STATED = {"standing": "FICTIONAL", "source": "S"}
VISIT = {"target": "T", "by": "I", "title": "A walk round the tip", "visited_on": "2008-06-01"}


def read(kind: str, /, **cells: str) -> Act:
    return ACTS[kind].read({**STATED, **cells})


def visit(reference: str, **cells: str) -> Act:
    return read("site_visits", reference=reference, **VISIT | cells)


def before() -> list[Act]:
    return [
        ACTS["sources"].read({"reference": "S", "standing": "FICTIONAL", "title": "A report"}),
        read("regions", reference="R", name="Region"),
        read("areas", reference="A", name="Area", kind="COUNTY", region="R"),
        read("partners", reference="P", name="Council", kind="COUNCIL"),
        read("partners", reference="I", name="Inspectors", kind="INSPECTORATE"),
        read("agreements", reference="L", title="Agreement", area="A"),
        read("targets", reference="T", title="Less waste", agreement="L"),
        read("accountability", target="T", role="LEAD", partner="P", state="SINGLE"),
    ]


QUESTION = """{
  before: siteVisits(asOf: "2008-05-31") { totalCount }
  on: siteVisits(asOf: "2008-06-01") { totalCount }
  sorted: siteVisits(orderBy: [{ by: VISITED_ON, direction: DESC }], filter: { target: ["T"] }) {
    nodes { reference visitedOn }
  }
  siteVisit(by: { reference: "V2" }) {
    title uri by { name } history { nodes { act } }
  }
  search(text: "walks") { nodes { resource { reference } } }
  findings(filter: { kind: [NOTHING_SEEN], agreement: ["L"] }) {
    nodes { says about { reference } }
  }
}"""


def refused(registry: Registry) -> list[str]:
    with registry.writing() as session:
        try:
            record(session, [visit("V0", by="P")], author=REGISTRAR)
        except Refused as error:
            return [refusal.message for refusal in error.refusals]
    return []


@contextmanager
def following(client: TestClient) -> Iterator[WebSocketTestSession]:
    with client.websocket_connect("/graphql", subprotocols=["graphql-transport-ws"]) as line:
        line.send_json({"type": "connection_init"})
        assert line.receive_json() == {"type": "connection_ack"}
        yield line


def followed(client: TestClient, since: int) -> str:
    query = f"subscription {{ entries(since: {since}) {{ act }} }}"
    with following(client) as line:
        line.send_json({"id": "1", "type": "subscribe", "payload": {"query": query}})
        return str(line.receive_json()["payload"]["data"]["entries"]["act"])


def asked(settings: Settings, since: int) -> dict[str, Any]:
    here = ("127.0.0.1", 50_000)
    with TestClient(web.app(settings), base_url=BASE, client=here) as client:
        answer = client.post("/graphql", json={"query": QUESTION}).json()
        page = client.get("/site_visits/V2", headers={"accept": "text/html"})
        return {
            "api": answer.get("data") or answer,
            "subscription": followed(client, since),
            "page": page.status_code,
            "front page": ">Visits<" in client.get("/").text,
        }


def published(registry: Registry, settings: Settings) -> dict[str, Any]:
    publish(registry, settings, audit=lambda _: None)
    package = settings.data_dir / "releases/registry/latest"
    with (package / "site_visits.csv").open(newline="", encoding="utf-8") as file:
        rows = [row["reference"] for row in csv.DictReader(file)]
    parquet = pyarrow.parquet.read_table(package / "site_visits.parquet")
    return {
        "csv": rows,
        "parquet": parquet.column("reference").to_pylist(),
        "proof": check_release(package).entries,
    }


def main(folder: Path) -> dict[str, Any]:
    url = f"sqlite:///{folder / 'registry.sqlite'}"
    migrate(url)
    registry = Registry.open(url)
    visits = [visit("V2"), visit("V1", visited_on="2007-06-01", seen="Bins")]
    with registry.writing() as session:
        since = record(session, before(), author=REGISTRAR).entries[-1]
    told: dict[str, Any] = {"refused": refused(registry)}
    with registry.writing() as session:
        told["recorded"] = len(record(session, visits, author=REGISTRAR).entries)
    settings = Settings(data_dir=folder, database_url=url, base_url=BASE)
    told["verified"] = verify(registry).entries
    told |= asked(settings, since)
    told |= published(registry, settings)
    told["form"] = [form.kind for form in import_forms() if form.kind == "site_visits"]
    told["documented"] = "### `site_visits`" in Path("docs/reference/import-forms.md").read_text()
    registry.close()
    return told


if __name__ == "__main__":
    json.dump(main(Path(sys.argv[1])), sys.stdout)
