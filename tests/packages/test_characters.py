"""Characters that XML cannot hold or that a terminal obeys are refused at the door."""

from pathlib import Path

import pytest

from ingest.packages import NotImported, import_packages
from registry import REGISTRAR, Refused, Registry, record
from registry.acts import RegionNamed, SourceCited
from registry.ledger import read_position
from tests.support.packages import GROUND, SOURCES, write_package

SIGNS = ["\x01", "\x0b", "\x1b", "\x7f", "\x85", "\u202e", "\u2066", "\ufffe", "\uffff"]


def count_entries(registry: Registry) -> int:
    with registry.reading() as session:
        return read_position(session.connection).number


@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
def test_a_cell_with_such_a_character_is_refused_with_its_place(
    registry: Registry, tmp_path: Path, sign: str
) -> None:
    sources = f"{SOURCES}T,FICTIONAL,A {sign}story\n"
    package = write_package(tmp_path / "p", {**GROUND, "sources": sources})

    with pytest.raises(NotImported) as refused:
        import_packages(registry, [package])

    (problem,) = refused.value.problems
    assert (problem.file, problem.row, problem.column) == (
        str(package / "sources.csv"),
        3,
        "title",
    )
    place = f"title holds the control character U+{ord(sign):04X} after 2 characters"
    assert problem.message == place
    assert problem.remedy == "Remove it, or write what it stands for: a space, or a line break"
    assert count_entries(registry) == 0


def test_tabs_line_breaks_and_marks_of_direction_are_words(
    registry: Registry, tmp_path: Path
) -> None:
    sources = 'reference,standing,title\nS,FICTIONAL,"A\tstory\r\nof\ntwo \u200elines\u2028"\n'

    done = import_packages(registry, [write_package(tmp_path / "p", {"sources": sources})])

    assert done.new_acts == 1


def test_no_other_way_in_takes_them(registry: Registry) -> None:
    source = SourceCited.read({"reference": "S", "standing": "FICTIONAL", "title": "A story"})
    region = RegionNamed.read(
        {"reference": "R", "standing": "FICTIONAL", "source": "S", "name": "The\x0bNorth"}
    )

    with registry.writing() as session, pytest.raises(Refused) as refused:
        record(session, [source, region], author=REGISTRAR)

    assert [(each.index, each.field) for each in refused.value.refusals] == [(1, "name")]
    assert count_entries(registry) == 0
