"""Words that a package says stand for nothing state nothing, wherever it says so."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from ingest.packages import NotImported, import_packages
from registry import Registry
from registry.ledger import read_position
from registry.models import TABLES
from tests.support.packages import GROUND, write_package

AGREEMENTS = (
    "reference,standing,source,title,area,round,from\n"
    "ONE,FICTIONAL,S,NA,A,NA,\n"
    "TWO,FICTIONAL,S,The second,A,\\N,2007-04-01\n"
    "THREE,FICTIONAL,S,The third,A,NA and more,{begins}\n"
)
TITLED = {"name": "title", "missingValues": []}
BEGINS = {"name": "from", "missingValues": ["n/a"]}


def import_agreements(
    registry: Registry, folder: Path, begins: str, stated: dict[str, Any]
) -> list[tuple[Any, ...]]:
    tables = {kind: rows for kind, rows in GROUND.items() if kind != "targets"}
    tables["agreements"] = AGREEMENTS.format(begins=begins)
    package = write_package(folder / "p", tables, {"agreements": stated})
    for name in ("schema", "dialect"):
        if isinstance(stated.get(name), str):
            content = {"schema": {"fields": [TITLED, BEGINS], "missingValues": ["", "NA"]}}
            content["dialect"] = {"delimiter": ",", "nullSequence": "\\N"}
            file = package / stated[name]
            file.parent.mkdir(exist_ok=True)
            file.write_text(json.dumps(content[name]))
    import_packages(registry, [package])
    table = TABLES["agreements"].c
    with registry.reading() as session:
        found = session.connection.execute(
            select(table.title, table.round, table["from"]).order_by(table.entry)
        )
        return [tuple(row) for row in found]


@pytest.mark.parametrize(
    "schema",
    [
        {"fields": [TITLED, BEGINS], "missingValues": ["", "NA"]},
        {"fields": [TITLED, BEGINS], "missingValues": ["", {"value": "NA", "label": "None"}]},
        {
            "fields": [{"name": "round", "missingValues": ["NA"]}, BEGINS],
            "missingValues": ["", "no word of it"],
        },
        "agreements.schema.json",
        "schemas/agreements.json",
    ],
)
def test_the_words_of_a_schema_state_nothing(
    registry: Registry, tmp_path: Path, schema: Any
) -> None:
    assert import_agreements(registry, tmp_path, "n/a", {"schema": schema}) == [
        ("NA", None, None),
        ("The second", "\\N", "2007-04-01"),
        ("The third", "NA and more", None),
    ]


@pytest.mark.parametrize("dialect", [{"nullSequence": "\\N"}, "dialects/lines.json"])
def test_the_null_sequence_of_a_dialect_states_nothing(
    registry: Registry, tmp_path: Path, dialect: Any
) -> None:
    assert import_agreements(registry, tmp_path, "\\N", {"dialect": dialect}) == [
        ("NA", "NA", None),
        ("The second", None, "2007-04-01"),
        ("The third", "NA and more", None),
    ]


def test_a_word_for_nothing_where_something_must_stand_is_told(
    registry: Registry, tmp_path: Path
) -> None:
    with pytest.raises(NotImported) as refused:
        import_agreements(registry, tmp_path, "", {"schema": {"missingValues": ["NA"]}})

    assert [(each.row, each.column, each.message) for each in refused.value.problems] == [
        (2, "title", "title is missing")
    ]
    with registry.reading() as session:
        assert read_position(session.connection).number == 0
