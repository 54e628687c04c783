"""The catalogue keeps to DCAT-AP 3, and one that did not would be found out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import DCAT, DCTERMS, FOAF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from publish import Release
from publish.catalogue import as_turtle, make_catalogue
from registry import Settings
from tests.support.catalogues import BASE
from tests.support.house import ROOT

SHAPES = ROOT.parent / "shared/standards/dcat-ap-3.0/dcat-ap-SHACL.ttl"
HOUSE = Path(__file__).with_name("house.ttl")
SH = Namespace("http://www.w3.org/ns/shacl#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
DATASET = URIRef(f"{BASE}/data/negotiations-exs-laa-2007/#dataset")
FILE = URIRef(f"{BASE}/data/negotiations-exs-laa-2007/#proposals.csv")
PERIOD = URIRef(f"{BASE}/data/negotiations-exs-laa-2007/#period")
Spoil = Callable[[Graph], None]
CATALOG = URIRef(f"{BASE}/catalog")


@pytest.fixture(scope="session")
def dcat_ap() -> Graph:
    if not SHAPES.exists():
        pytest.skip("the shapes of DCAT-AP 3 do not stand beside the checkout (shared/standards)")
    shapes = Graph().parse(SHAPES)
    for shape, part in list(shapes.subject_objects(SH.property)):
        # Two of the shapes that it names are missing from the file itself.
        if (part, SH.path, None) not in shapes:
            shapes.remove((shape, SH.property, part))
    return shapes


@pytest.fixture(scope="session")
def house() -> Graph:
    return Graph().parse(HOUSE)


@pytest.fixture
def small(samples: tuple[Settings, list[Release]]) -> Graph:
    """A catalogue of one dataset, which is sooner checked."""
    settings, releases = samples
    only = [release for release in releases if "exs" in release.dataset]
    return Graph().parse(data=as_turtle(make_catalogue(settings, only)), format="turtle")


def faults(graph: Graph, shapes: Graph) -> list[tuple[Node | None, Node | None]]:
    """The node and the property of each fault."""
    _, report, _ = validate(graph, shacl_graph=shapes)
    assert isinstance(report, Graph)
    return sorted(
        (report.value(fault, SH.focusNode), report.value(fault, SH.resultPath))
        for fault in report.objects(None, SH.result)
    )


def test_the_catalogue_keeps_to_dcat_ap_3(graph: Graph, dcat_ap: Graph) -> None:
    assert faults(graph, dcat_ap) == []


def test_the_catalogue_says_what_portals_ask_for(graph: Graph, house: Graph) -> None:
    assert faults(graph, house) == []


def test_a_catalogue_of_nothing_keeps_to_dcat_ap_3(dcat_ap: Graph) -> None:
    nothing = as_turtle(make_catalogue(Settings(base_url=BASE), []))

    assert faults(Graph().parse(data=nothing, format="turtle"), dcat_ap) == []


def instead(node: URIRef, path: URIRef, value: Node) -> Spoil:
    def spoil(graph: Graph) -> None:
        graph.set((node, path, value))

    return spoil


def without(node: URIRef, path: URIRef) -> Spoil:
    def spoil(graph: Graph) -> None:
        assert (node, path, None) in graph
        graph.remove((node, path, None))

    return spoil


@pytest.mark.parametrize(
    ("spoil", "node", "path"),
    [
        pytest.param(without(DATASET, DCTERMS.title), DATASET, DCTERMS.title, id="no title"),
        pytest.param(
            without(DATASET, DCTERMS.description), DATASET, DCTERMS.description, id="no description"
        ),
        pytest.param(
            without(CATALOG, DCTERMS.publisher), CATALOG, DCTERMS.publisher, id="no publisher"
        ),
        pytest.param(
            without(URIRef("https://archive.example/id"), FOAF.name),
            URIRef("https://archive.example/id"),
            FOAF.name,
            id="a publisher without a name",
        ),
        pytest.param(
            instead(DATASET, DCTERMS.publisher, Literal("The archive")),
            DATASET,
            DCTERMS.publisher,
            id="a publisher that is a word",
        ),
        pytest.param(
            instead(FILE, DCTERMS.license, Literal("OGL-UK-3.0")),
            FILE,
            DCTERMS.license,
            id="a licence that is a word",
        ),
        pytest.param(
            instead(FILE, DCTERMS.license, DATASET), FILE, DCTERMS.license, id="no licence at all"
        ),
        pytest.param(
            instead(FILE, DCAT.mediaType, Literal("text/csv")),
            FILE,
            DCAT.mediaType,
            id="a media type that is a word",
        ),
        pytest.param(without(FILE, DCAT.accessURL), FILE, DCAT.accessURL, id="no address"),
        pytest.param(
            instead(FILE, DCAT.byteSize, Literal("many", datatype=XSD.string)),
            FILE,
            DCAT.byteSize,
            id="a size that is none",
        ),
        pytest.param(
            instead(DATASET, DCTERMS.temporal, Literal("2007")),
            DATASET,
            DCTERMS.temporal,
            id="a time that is a word",
        ),
        pytest.param(
            instead(URIRef(f"{FILE}-sha256"), SPDX.checksumValue, Literal("no hex")),
            URIRef(f"{FILE}-sha256"),
            SPDX.checksumValue,
            id="a checksum that is none",
        ),
    ],
)
def test_dcat_ap_finds_what_is_wrong(
    small: Graph, dcat_ap: Graph, spoil: Spoil, node: URIRef, path: URIRef
) -> None:
    spoil(small)

    assert set(faults(small, dcat_ap)) == {(node, path)}


@pytest.mark.parametrize(
    ("spoil", "node", "path"),
    [
        pytest.param(
            instead(DATASET, DCTERMS.modified, Literal("last May")),
            DATASET,
            DCTERMS.modified,
            id="a word for a date",
        ),
        pytest.param(
            instead(
                PERIOD, DCAT.startDate, Literal("2007-02-30", datatype=XSD.date, normalize=False)
            ),
            PERIOD,
            DCAT.startDate,
            id="a day that there is not",
        ),
        pytest.param(
            instead(DATASET, DCTERMS.title, Literal("Long " * 14, lang="en")),
            DATASET,
            DCTERMS.title,
            id="a title that is too long",
        ),
        pytest.param(without(FILE, SPDX.checksum), FILE, SPDX.checksum, id="no checksum"),
        pytest.param(without(FILE, DCTERMS.license), FILE, DCTERMS.license, id="no licence"),
        pytest.param(
            without(DATASET, DCTERMS.identifier), DATASET, DCTERMS.identifier, id="no identifier"
        ),
    ],
)
def test_our_own_shapes_find_what_is_wrong(
    small: Graph, house: Graph, spoil: Spoil, node: URIRef, path: URIRef
) -> None:
    spoil(small)

    assert set(faults(small, house)) == {(node, path)}
