"""Bodies and places that a file names by initials: proposed to a person, never assumed."""

import re
from pathlib import Path

import pytest

from ingest.mappings import import_file, load_mapping
from ingest.mappings.sniffing import sniff_file
from ingest.mappings.sniffing.initials import could_stand_for
from registry import Registry
from tests.mappings.files import write

GRANTS = (
    "Department,Grant,Financial year,Area,Amount (£)\n"
    "DCLG,Supporting People,2008-09,Derby,500\n"
    "DCLG,Safer homes,2008-09,Derby,600\n"
    "DfT,Bus grant,2008-09,Derby,700\n"
    "XYZ,Odd grant,2008-09,Derby,800\n"
)


@pytest.mark.parametrize(
    ("words", "name", "bears"),
    [
        ("DCLG", "Department for Communities and Local Government", True),
        ("DfT", "Department for Transport", True),
        ("DH", "Department of Health", True),
        ("BIS", "Department for Business, Innovation & Skills", True),
        ("Defra", "Department for Environment, Food & Rural Affairs", True),
        ("HMT", "HM Treasury", True),
        ("GOL", "Government Office for London", True),
        ("B&NES", "Bath and North East Somerset", True),
        ("DfE", "Department for Education and Skills", False),
        ("Bath", "Bath and North East Somerset", False),
        ("TT", "to " * 30 + "Treasury", False),
    ],
)
def test_initials_leave_out_small_words_or_not(words: str, name: str, bears: bool) -> None:
    assert could_stand_for(words, name) is bears


def test_one_line_of_the_mapping_says_whom_all_cells_name(
    england: Registry, tmp_path: Path
) -> None:
    path = write(tmp_path, GRANTS)
    with england.reading() as session:
        text = sniff_file(path, session.connection).mapping

    assert (
        '# "DfT" = "GB-GOR-D9"   # by its initials: Department for Transport (GB-GOR-D9)\n' in text
    )
    assert '# "XYZ" = "..."\n' in text
    settled = re.sub(r'^# ("\w+" = "GB-.*)$', r"\1", text, flags=re.MULTILINE)
    settled = settled.replace('"settle: ', '"')
    (tmp_path / "map.toml").write_text(settled, encoding="utf-8")
    mapped = import_file(england, path, load_mapping(tmp_path / "map.toml"), dry_run=True)

    assert mapped.error is None
    acts = [act.cells() for row in mapped.plan.rows for act in row.acts if act.KIND == "streams"]
    assert [one.get("department") for one in acts] == [
        "GB-GOR-D4",
        "GB-GOR-D4",
        "GB-GOR-D9",
        None,
    ]
