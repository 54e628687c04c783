"""What changed between two releases: row by row, in sentences, and never what was taken off."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from publish import ChangeReport, compare_releases, resolve_release
from publish.changes import ComparedPackage
from publish.proof.release_files import FolderFiles
from registry import Damaged, InvalidInput, Settings
from registry.acts import Corrected, PartnerRecorded
from registry.vocabulary import PartnerKind
from tests.publish.stories import NEGOTIATIONS, changes, published, redact
from tests.registry.world import World, lead, tell


def mend(world: World, kind: str, record: str, field: str, value: str) -> int:
    told = {"kind": kind, "record": record, "field": field, "value": value}
    return world.record(tell(Corrected, reason="Misread", **told)).entries[0]


def test_a_release_tells_what_changed_since_the_one_before(
    world: World, settings: Settings
) -> None:
    published(world, settings)
    for reference in ("Y", "X"):
        world.record(tell(PartnerRecorded, reference=reference, name="X", kind=PartnerKind.OTHER))
    mend(world, "targets", "T1", "title", "Fewer, and “safer”\nstreets")
    done = published(world, settings)

    assert changes(done.releases / "registry/1.1.0") == {
        "form": "answerable-changes/1",
        "dataset": "registry",
        "from": {"version": "1.0.0", "entry": 16},
        "to": {"version": "1.1.0", "entry": 19},
        "why": "new records",
        "says": [
            "2 partners added",
            "1 target changed",
            "title of target T1 was corrected from Target T1 to Fewer, and “safer” streets: "
            "Misread",
        ],
        "shape": [],
        "counts": {"partners": {"added": 2}, "targets": {"changed": 1}},
        "rows": [
            {"table": "partners", "reference": "X", "change": "added"},
            {"table": "partners", "reference": "Y", "change": "added"},
            {
                "table": "targets",
                "reference": "T1",
                "change": "changed",
                "columns": {"title": {"from": "Target T1", "to": "Fewer, and “safer”\nstreets"}},
            },
        ],
        "corrections": [
            {
                "entry": 19,
                "kind": "targets",
                "record": "T1",
                "field": "title",
                "was": "Target T1",
                "value": "Fewer, and “safer”\nstreets",
                "reason": "Misread",
            }
        ],
    }


def test_the_first_release_has_nothing_to_compare_with(world: World, settings: Settings) -> None:
    told = changes(published(world, settings).releases / "registry/1.0.0")

    assert (told["from"], told["says"], told["rows"]) == (None, ["the first release"], [])


def test_a_change_of_lead_is_told_of_its_target(world: World, settings: Settings) -> None:
    world.record(lead("POLICE", "2007-04-01"))
    published(world, settings)
    world.record(lead("COUNCIL", "2008-04-01"))
    done = published(world, settings)

    assert changes(done.releases / "registry/1.1.0")["says"] == [
        "1 term of accountability added",
        "1 term of accountability changed",
        "lead of T1 changed from POLICE to COUNCIL on 2008-04-01",
    ]


def test_words_that_were_taken_off_are_not_told_as_old_ones(
    world: World, settings: Settings
) -> None:
    mend(world, "targets", "T1", "title", "For Jane")
    releases = published(world, settings).releases
    # The secret is mended and only then taken off, so that other words stand in its place now.
    mend(world, "targets", "T1", "title", "For somebody")
    redact(world, 17, "value")
    redact(world, 2, "name")
    published(world, settings)
    newest = releases / "registry/latest"

    assert changes(newest)["rows"] == [
        {
            "table": table,
            "reference": reference,
            "change": "redacted",
            "columns": {column: {"redacted": True}},
        }
        for table, reference, column in (("regions", "R", "name"), ("targets", "T1", "title"))
    ]
    assert changes(newest)["says"] == ["1 region redacted", "1 target redacted"]
    everything = b"".join(path.read_bytes() for path in sorted(newest.iterdir()))
    assert b"For somebody" in everything
    assert b"Jane" not in everything
    assert b"The North" not in everything


def test_many_changes_are_counted_and_only_some_spoken(world: World, settings: Settings) -> None:
    partners = [
        tell(PartnerRecorded, reference=f"X{n:02}", name="X", kind=PartnerKind.OTHER)
        for n in range(30)
    ]
    world.record(*partners)
    published(world, settings)
    for number in range(30):
        mend(world, "partners", f"X{number:02}", "name", "Y")
    told = changes(published(world, settings).releases / "registry/latest")

    assert told["says"][:2] == [
        "30 partners changed",
        "name of partner X00 was corrected from X to Y: Misread",
    ]
    assert told["says"][-1] == "and 10 more changes of single values"
    assert (len(told["says"]), len(told["rows"])) == (22, 30)


def said(older: Path, newer: Path) -> Any:
    with compare_releases(older, newer) as (_, new, found):
        return json.loads(b"".join(found.make_json(new.version)))


def test_anybody_can_compare_two_releases_as_folder_or_zip(
    world: World, settings: Settings
) -> None:
    releases = published(world, settings).releases
    mend(world, "targets", "T1", "title", "Mended")
    published(world, settings)
    old, new = releases / "registry/1.0.0", resolve_release(releases, "registry@latest")

    assert said(old, new) == said(old / "registry.zip", new / "registry.zip") == changes(new)
    assert said(resolve_release(releases, "registry@1.0.0"), new) == changes(new)
    # The other way round it is undone.
    assert said(new, old)["rows"][0]["columns"]["title"] == {"from": "Mended", "to": "Target T1"}


def test_what_cannot_be_compared_is_refused(
    world: World, settings: Settings, tmp_path: Path
) -> None:
    releases = published(world, settings).releases
    registry, other = releases / "registry/1.0.0", releases / NEGOTIATIONS / "1.0.0"

    with pytest.raises(InvalidInput, match="one is a release of registry, the other of neg"):
        said(registry, other)
    with pytest.raises(InvalidInput, match="there is no such release"):
        resolve_release(releases, "registry@3.0.0")
    with pytest.raises(InvalidInput, match="there is nothing to verify"):
        said(registry, tmp_path / "none")


@contextmanager
def side(folder: Path, *rows: str, columns: str = "reference,title") -> Iterator[ComparedPackage]:
    folder.mkdir()
    (folder / "things.csv").write_text("\r\n".join([columns, *rows, ""]), newline="")
    types = dict.fromkeys(columns.split(","), "string/default")
    yield ComparedPackage("things", folder.name, 1, {"things": types}, FolderFiles(folder))


def test_a_row_that_is_gone_breaks_the_whole_and_leaves_a_part(tmp_path: Path) -> None:
    with side(tmp_path / "1", "A,1", "B,2") as old, side(tmp_path / "2", "A,1") as new:
        whole = ChangeReport(old, new, {}, whole=True, rows=io.BytesIO())
        part = ChangeReport(old, new, {}, whole=False, rows=io.BytesIO())

    assert (whole.part.name, part.part.name) == ("MAJOR", "PATCH")
    assert whole.says == ["1 row of things removed"]


def test_columns_are_known_by_their_names(tmp_path: Path) -> None:
    with (
        side(tmp_path / "1", "A,1,x", columns="reference,title,gone") as old,
        side(tmp_path / "2", "y,2,A", columns="new,title,reference") as new,
    ):
        found = ChangeReport(old, new, {}, whole=True, rows=io.BytesIO())
        told = json.loads(b"".join(found.make_json("2")))

    assert told["rows"][0]["columns"] == {"title": {"from": "1", "to": "2"}}
    assert found.says[:2] == [
        "column things.gone was removed",
        "column things.new was added",
    ]


def test_rows_out_of_order_are_told(tmp_path: Path) -> None:
    with (
        side(tmp_path / "1", "B,1", "A,2") as old,
        side(tmp_path / "2", "B,1") as new,
        pytest.raises(Damaged, match=r"^things.csv A: its rows are not sorted by reference$"),
    ):
        ChangeReport(old, new, {}, whole=True, rows=io.BytesIO())


def test_an_address_that_moved_is_no_change_of_a_record(world: World, settings: Settings) -> None:
    published(world, settings)
    world.record(tell(PartnerRecorded, reference="X", name="X", kind=PartnerKind.OTHER))
    done = published(world, replace(settings, base_url="https://moved.example"))

    newer = done.releases / "registry/1.1.0"
    assert "https://moved.example/targets/T1" in (newer / "targets.csv").read_text()
    assert changes(newer)["counts"] == {"partners": {"added": 1}}
    assert changes(newer)["shape"] == []
