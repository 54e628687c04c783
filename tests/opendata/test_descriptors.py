"""What the descriptor says of each column follows from the tables."""

from pathlib import Path
from typing import Any

import pytest

import opendata

ROOT = Path(__file__).resolve().parents[2]


def field(kind: str, name: str) -> dict[str, Any]:
    schema = opendata.make_table_schema(opendata.make_record_table(kind), opendata.list_kinds())
    found: dict[str, Any] = next(f for f in schema["fields"] if f["name"] == name)
    return found


def test_a_key_is_required_unique_and_of_one_form() -> None:
    assert field("areas", "reference") == {
        "name": "reference",
        "title": "Reference",
        "type": "string",
        "format": "default",
        "description": "The readable key, unique within its kind and never reused",
        "constraints": {
            "required": True,
            "unique": True,
            "pattern": "[A-Za-z0-9][A-Za-z0-9._~-]*(/[A-Za-z0-9][A-Za-z0-9._~-]*)*",
        },
    }


def test_a_code_lists_its_words_for_both_versions_of_the_standard() -> None:
    outcome = field("requests", "standing")

    assert outcome["categories"] == ["VERBATIM", "RESTATED", "FICTIONAL", "SYNTHETIC"]
    assert outcome["constraints"] == {"required": True, "enum": outcome["categories"]}


@pytest.mark.parametrize(
    ("kind", "name", "kind_of_value"),
    [
        ("areas", "from", "date"),
        ("contributions", "amount", "number"),
        ("targets", "baseline_number", "number"),
        ("requests", "number", "integer"),
        ("decisions", "approves", "boolean"),
        ("pools", "financial_year", "string"),
    ],
)
def test_a_column_has_the_type_of_its_form(kind: str, name: str, kind_of_value: str) -> None:
    assert field(kind, name)["type"] == kind_of_value


def test_an_amount_says_that_it_is_in_pounds() -> None:
    assert field("contributions", "amount")["description"] == (
        "How much it contributes; in pounds and pence"
    )


def test_foreign_keys_name_tables_of_the_same_package_only() -> None:
    proposals = opendata.make_record_table("proposals")

    assert opendata.make_table_schema(proposals, {"proposals", "partners"})["foreignKeys"] == [
        {"fields": ["by"], "reference": {"resource": "partners", "fields": ["reference"]}},
        {"fields": ["supersedes"], "reference": {"resource": "", "fields": ["reference"]}},
    ]


def test_no_list_of_foreign_keys_is_empty() -> None:
    assert "foreignKeys" not in opendata.make_table_schema(
        opendata.make_record_table("sources"), {"sources"}
    )


def test_the_committed_descriptors_are_those_of_the_code() -> None:
    for path, text in opendata.make_snapshots().items():
        assert (ROOT / path).read_text(encoding="utf-8") == text, "make snapshots"
