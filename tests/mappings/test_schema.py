"""Editors know what a mapping may say: the schema is current, and all shipped mappings keep it."""

import json
import tomllib

import pytest
from jsonschema import Draft202012Validator

from ingest.mappings import load_mapping, mapping_schema
from tests.mappings.shipped import FOLDER

MAPPINGS = sorted(path.name for path in FOLDER.glob("*.toml"))


def test_the_committed_schema_is_what_the_reader_reads() -> None:
    committed = json.loads((FOLDER / "mapping.schema.json").read_text(encoding="utf-8"))

    assert committed == mapping_schema()


@pytest.mark.parametrize("name", MAPPINGS)
def test_a_shipped_mapping_is_right_by_reader_and_schema(name: str) -> None:
    load_mapping(FOLDER / name)

    with (FOLDER / name).open("rb") as file:
        Draft202012Validator(mapping_schema()).validate(tomllib.load(file))


def test_the_schema_tells_a_slip() -> None:
    wrong = {"row": [{"act": "targets", "titel": "{title}"}]}

    assert not Draft202012Validator(mapping_schema()).is_valid(wrong)
