"""A mapping that an earlier version wrote means the same, or the dry run tells what changed.

In ``older`` are files, the mappings that ``sniff`` wrote for them before it knew kinds of files,
with their settle lines answered, and the acts that the version of then made of them.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.mappings import import_file, load_mapping
from registry import Registry

OLDER = Path(__file__).parent / "older"
# What is told since: a financial year that stands in the mapping alone is the officer's word.
CHANGED = {
    "grants": (
        "grants are RESTATED: the words of financial_year are the mapping's own; "
        "standing = ... in the mapping says otherwise"
    ),
}


@pytest.mark.parametrize("name", ["targets", "grants", "proposals", "events"])
def test_a_mapping_of_an_earlier_version_means_the_same(england: Registry, name: str) -> None:
    mapping = load_mapping(OLDER / f"{name}.toml")
    before: list[tuple[str, dict[str, Any]]] = [
        (kind, cells)
        for kind, cells in json.loads((OLDER / f"{name}.json").read_text(encoding="utf-8"))
    ]

    mapped = import_file(england, OLDER / f"{name}.csv", mapping, dry_run=True)

    assert mapped.error is None
    plan = mapped.plan
    acts = [(act.KIND, act.cells()) for row in (plan.once, *plan.rows) for act in row.acts]
    told = CHANGED.get(name)
    assert [note for note in plan.notes if "RESTATED" in note] == ([told] if told else [])
    for kind, cells in before if told else ():
        if kind == name:
            cells["standing"] = "RESTATED"
    assert acts == before
