"""The catalogue as RDF: one graph in three notations, the same bytes whatever the run."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from rdflib import DCAT, DCTERMS, RDF, XSD, BNode, Graph, Literal, URIRef

from publish import Release
from publish.catalogue import (
    Catalogue,
    DatasetRecord,
    as_json_ld,
    as_rdf_xml,
    as_turtle,
    make_catalogue,
)
from registry import Settings
from tests.support.catalogues import BASE
from tests.support.house import ROOT

NOTATIONS = {"turtle": as_turtle, "json-ld": as_json_ld, "xml": as_rdf_xml}
SPDX = "http://spdx.org/rdf/terms#"
AGAIN = """
import sys
from hashlib import sha256
from pathlib import Path
from publish import list_latest_releases
from publish.catalogue import as_data_json, as_json_ld, as_rdf_xml, as_turtle, make_catalogue
from registry import Settings

listed = make_catalogue(Settings(base_url=sys.argv[2]), list_latest_releases(Path(sys.argv[1])))
for told in (as_turtle, as_json_ld, as_rdf_xml, as_data_json):
    print(sha256(told(listed)).hexdigest())
"""


# RDFLib's own reader of JSON-LD makes what RDFLib means to give up.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("notation", NOTATIONS)
def test_every_notation_tells_the_same(listed: Catalogue, graph: Graph, notation: str) -> None:
    told = Graph().parse(data=NOTATIONS[notation](listed), format=notation)

    assert len(told) > 1_000
    assert set(told) == set(graph)


def test_every_node_has_an_address(graph: Graph) -> None:
    assert [node for triple in graph for node in triple if isinstance(node, BNode)] == []


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_releases_give_the_same_bytes(
    samples: tuple[Settings, list[Release]], seed: str
) -> None:
    settings, releases = samples
    listed = make_catalogue(Settings(base_url=BASE), releases)
    here = [sha256(told(listed)).hexdigest() for told in (as_turtle, as_json_ld, as_rdf_xml)]

    done = subprocess.run(
        [sys.executable, "-c", AGAIN, str(settings.data_dir / "releases"), BASE],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split()[:3] == here


def test_a_file_says_where_it_is_and_how_to_tell_that_it_is_the_right_one(
    graph: Graph, exampleshire: DatasetRecord, samples: tuple[Settings, list[Release]]
) -> None:
    folder = samples[0].data_dir / "releases/negotiations-exs-laa-2007/latest"
    node = URIRef(f"{exampleshire.page}#proposals.csv")
    data = Path(folder / "proposals.csv").read_bytes()
    checksum = graph.value(node, URIRef(f"{SPDX}checksum"))

    assert graph.value(node, DCAT.downloadURL) == URIRef(f"{exampleshire.page}latest/proposals.csv")
    assert graph.value(node, DCAT.byteSize) == Literal(
        str(len(data)), datatype=XSD.nonNegativeInteger
    )
    assert graph.value(checksum, URIRef(f"{SPDX}checksumValue")) == Literal(
        sha256(data).hexdigest(), datatype=XSD.hexBinary
    )
    assert graph.value(node, DCAT.mediaType) == URIRef(
        "https://www.iana.org/assignments/media-types/text/csv"
    )


def test_a_short_title_has_its_long_form_beside_it(
    graph: Graph, exampleshire: DatasetRecord
) -> None:
    node = URIRef(exampleshire.uri)

    assert graph.value(node, DCTERMS.title) == Literal(exampleshire.title, lang="en")
    assert graph.value(node, DCTERMS.alternative) == Literal(exampleshire.full_title, lang="en")
    registry = URIRef(f"{BASE}/data/registry/#dataset")
    assert graph.value(registry, DCTERMS.alternative) is None


def test_the_api_serves_every_dataset(graph: Graph, listed: Catalogue) -> None:
    (service,) = graph.subjects(RDF.type, DCAT.DataService)

    assert graph.value(service, DCAT.endpointURL) == URIRef(f"{BASE}/graphql")
    assert graph.value(service, DCAT.endpointDescription) == URIRef(
        f"{BASE}/graphql/schema.graphql"
    )
    assert set(graph.objects(service, DCAT.servesDataset)) == {
        URIRef(record.uri) for record in listed.datasets
    }


def test_an_empty_registry_has_an_empty_catalogue() -> None:
    graph = Graph().parse(
        data=as_turtle(make_catalogue(Settings(base_url=BASE), [])), format="turtle"
    )
    catalog = URIRef(f"{BASE}/catalog")

    assert (catalog, RDF.type, DCAT.Catalog) in graph
    assert list(graph.objects(catalog, DCAT.dataset)) == []
    assert graph.value(catalog, DCTERMS.modified) is None
