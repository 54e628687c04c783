"""A mapped file with a control character in a cell: refused with its row, and nothing recorded."""

from pathlib import Path

import pytest

from ingest.mappings import import_file
from registry import Registry
from registry.ledger import read_position
from tests.mappings.files import mapping, write

TARGETS = {"act": "targets", "reference": "{Ref}", "title": "{Title}", "agreement": "LAA"}


def count_entries(registry: Registry) -> int:
    with registry.reading() as session:
        return read_position(session.connection).number


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\x1b", "\x1f", "\x85", "\u202e"], ids=ascii)
@pytest.mark.parametrize("dry_run", [True, False])
def test_a_control_character_is_refused_with_its_row(
    england: Registry, tmp_path: Path, sign: str, dry_run: bool
) -> None:
    path = write(tmp_path, f"Ref,Title\nT1,Fewer fires\nT2,More{sign}parks\n")
    before = count_entries(england)

    mapped = import_file(england, path, mapping(TARGETS), dry_run=dry_run)

    assert mapped.error is not None
    assert [(each.row, each.column) for each in mapped.error.problems] == [(3, "title")]
    assert f"U+{ord(sign):04X}" in mapped.error.problems[0].message
    assert count_entries(england) == before
