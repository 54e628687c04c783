"""Words that a mapping puts in itself are not the source's: such records restate it."""

from pathlib import Path
from typing import Any

import pytest

from ingest.mappings import MappedImport, import_file
from registry import Registry
from tests.mappings.files import mapping, write

TEXT = "Ref,Indicator,Baseline 2007/08,Target 2008/09\nNI 1,Homes,5,6\n"
TARGET = {"act": "targets", "reference": "T{n}", "agreement": "LAA", "title": "{Indicator}"}


def planned(registry: Registry, folder: Path, *rows: dict[str, Any], **more: Any) -> MappedImport:
    mapped = import_file(registry, write(folder, TEXT), mapping(*rows, **more), dry_run=True)
    assert mapped.error is None, str(mapped.error)
    return mapped


def standings(mapped: MappedImport) -> list[str]:
    return [act.cells()["standing"] for row in mapped.plan.rows for act in row.acts]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("unit", "homes built"),
        ("title", "Objective: {Indicator}"),
        ("title", "{Indicator|upper}"),
        ("title", "{Indicator|prefix:The }"),
        ("baseline", "{Baseline 2007/08}%"),
        ("target_stated", "to be agreed"),
    ],
)
def test_a_constant_or_a_changing_filter_restates_and_the_dry_run_says_so(
    england: Registry, tmp_path: Path, field: str, words: str
) -> None:
    mapped = planned(england, tmp_path, {**TARGET, field: words})

    assert standings(mapped) == ["RESTATED"]
    assert (
        f"targets are RESTATED: the words of {field} are the mapping's own; "
        "standing = ... in the mapping says otherwise"
    ) in mapped.plan.notes


def test_a_default_restates_too(england: Registry, tmp_path: Path) -> None:
    mapped = planned(england, tmp_path, TARGET, defaults={"unit": "homes"})

    assert standings(mapped) == ["RESTATED"]


def test_the_mapping_may_say_that_its_words_are_those_of_the_source(
    england: Registry, tmp_path: Path
) -> None:
    mapped = planned(england, tmp_path, {**TARGET, "unit": "homes", "standing": "VERBATIM"})

    assert standings(mapped) == ["VERBATIM"]
    assert not any("RESTATED" in note for note in mapped.plan.notes)


def test_words_of_the_header_references_and_codes_are_no_words_of_the_mapping(
    england: Registry, tmp_path: Path
) -> None:
    aim = {"act": "milestones", "target": "T{n}", "period": "2008-09", "aim": "{Target 2008/09}"}
    lead = {"act": "accountability", "target": "T{n}", "role": "LEAD", "partner": "Coventry"}
    target = {**TARGET, "target_stated": "{Indicator|first:;}; {Ref|prefix:; }"}

    mapped = planned(england, tmp_path, target, aim, lead)

    assert standings(mapped) == ["VERBATIM", "VERBATIM", "VERBATIM"]
