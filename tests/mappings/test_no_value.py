"""Marks for no value are what the mapping says, for every kind of value; figures name no place."""

from pathlib import Path

import pytest

from ingest.mappings import import_file
from ingest.mappings.resolve_names import NameResolver
from registry import Registry
from tests.mappings.files import mapping, write

TARGET = {"act": "targets", "reference": "T{n}", "agreement": "LAA", "title": "{title}"}


def cells(england: Registry, folder: Path, row: dict[str, str], **more: object) -> dict[str, str]:
    path = write(folder, "title,said\nHomes,999\nParks,12\n")
    mapped = import_file(england, path, mapping({**TARGET, **row}, **more))
    assert mapped.error is None
    assert mapped.plan.rows[1].acts[0].cells().get("baseline_number") in (None, "12")
    return dict(mapped.plan.rows[0].acts[0].cells())


def test_a_mark_for_no_value_that_looks_like_a_number_is_no_quantity(
    england: Registry, tmp_path: Path
) -> None:
    read = cells(england, tmp_path, {"baseline": "{said}"}, reading={"nothing": ["999"]})

    assert read["baseline_stated"] == "999"
    assert "baseline_number" not in read
    assert read["baseline_why"] == "The source states no value"


@pytest.mark.parametrize("marks", [["…"], ["..."], ["..", "…"]])
def test_dots_as_a_mark_for_no_value_stand_for_themselves(
    england: Registry, tmp_path: Path, marks: list[str]
) -> None:
    read = cells(england, tmp_path, {"baseline": "{said}"}, reading={"nothing": marks})

    assert read["baseline_number"] == "999"


def test_a_mark_for_no_value_that_looks_like_a_figure_is_no_amount(
    england: Registry, tmp_path: Path
) -> None:
    path = write(tmp_path, "place,amount\nCoventry,999\n")
    stream = {"act": "streams", "reference": "S", "title": "A stream"}
    grant = {"act": "grants", "stream": "S", "area": "{place}", "financial_year": "2008-09"}
    grant["amount"] = "{amount}"

    mapped = import_file(england, path, mapping(grant, once=[stream], reading={"nothing": ["999"]}))

    assert mapped.error is None
    read = mapped.plan.rows[0].acts[0].cells()
    assert "amount" not in read
    assert read["stated"] == "999"


@pytest.mark.parametrize("words", ["45%", "£11", "11%", "(11)", "1.1"])
def test_a_figure_names_no_place(england: Registry, words: str) -> None:
    with england.reading() as session:
        found = NameResolver(session.connection).resolve_name("areas", words, None)

    assert (found.reference, found.why) == (None, f"no areas on record go by {words!r}")
