"""Which datasets there are, and which records each holds."""

import opendata
from opendata.closure import find_reachable_kinds
from opendata.datasets import make_slugs
from registry import Registry


def content(registry: Registry, name: str) -> opendata.Content:
    with registry.reading() as session:
        found = {dataset.name: dataset for dataset in opendata.list_datasets(session.connection)}
        return found[name].read_content(session.connection)


def references(registry: Registry, name: str) -> dict[str, list[str]]:
    closure = content(registry, name).closure
    assert closure is not None
    return {
        kind: closure.list_references(kind) for kind in closure.records if closure.records[kind]
    }


def test_there_is_one_for_the_registry_and_one_for_each_agreement_negotiated(
    registry: Registry,
) -> None:
    with registry.reading() as session:
        found = [(d.name, d.title) for d in opendata.list_datasets(session.connection)]

    assert found == [
        ("registry", "Answerable: the whole registry"),
        ("negotiations-l", "Negotiations of LAA, the first"),
        ("negotiations-m", "Negotiations of LAA, another"),
        ("negotiations-outside-agreements", "Negotiations outside agreements"),
    ]


def test_a_package_holds_all_that_its_negotiations_name_and_nothing_else(
    registry: Registry,
) -> None:
    assert references(registry, "negotiations-l") == {
        "negotiations": ["N"],
        "agreements": ["L"],
        "areas": ["A", "A/1"],
        "regions": ["R"],
        "partners": ["P1", "P2"],
        "proposals": ["Q"],
        "targets": ["T"],
        "requests": ["Q/1"],
        "sources": ["S"],
    }
    assert references(registry, "negotiations-outside-agreements") == {
        "negotiations": ["N3"],
        "sources": ["S"],
    }


def test_records_are_counted_by_their_standing(registry: Registry) -> None:
    assert dict(content(registry, "negotiations-l").standings) == {"FICTIONAL": 11}
    assert content(registry, "registry").standings == {"FICTIONAL": 20}
    assert content(registry, "registry").find_world() == "FICTIONAL"


def test_a_mixture_of_worlds_is_told() -> None:
    assert opendata.Content(None, {"VERBATIM": 2, "RESTATED": 1}).find_world() == "REAL"
    assert opendata.Content(None, {"VERBATIM": 2, "FICTIONAL": 1}).find_world() == "MIXED"
    assert opendata.describe_standing(
        opendata.Content(None, {"VERBATIM": 1002, "FICTIONAL": 1})
    ) == (
        "It holds records of different standing: look at the column standing of each row before "
        "you use it. Records: 1,002 real and word for word and 1 FICTIONAL."
    )


def test_no_two_references_share_a_name() -> None:
    names = make_slugs(["EXS/LAA", "OUTSIDE/AGREEMENTS", "A.B", "A~B", "a-b"])

    assert names["EXS/LAA"] == "exs-laa"
    assert names["A.B"] == "a.b"
    assert names["OUTSIDE/AGREEMENTS"].startswith("outside-agreements-")
    assert len(set(names.values())) == 5


def test_the_kinds_of_a_package_come_in_the_order_in_which_they_refer_to_each_other() -> None:
    kinds = find_reachable_kinds(["requests"])

    assert kinds[0] == "sources"
    assert kinds[-1] == "requests"
    assert {"proposals", "negotiations", "targets", "pools", "measures"} <= set(kinds)
