"""A release tells what was corrected: which field, what it said, what it says, and why."""

import csv
from pathlib import Path

from publish import compare_releases
from registry import Settings
from registry.acts import Corrected
from tests.publish.stories import NEGOTIATIONS, changes, published, redact
from tests.registry.world import World, lead, tell

HEADER = ["entry", "kind", "record", "field", "was", "value", "reason"]


def mend(
    world: World, kind: str, record: str, field: str, value: str, reason: str = "Misread"
) -> int:
    told = {"kind": kind, "record": record, "field": field, "value": value}
    return world.record(tell(Corrected, reason=reason, **told)).entries[0]


def listed(folder: Path) -> list[list[str]]:
    """The rows of a release's table of corrections."""
    with (folder / "corrections.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == HEADER
    return rows


def test_every_correction_is_listed_with_what_it_was_and_why(
    world: World, settings: Settings
) -> None:
    mend(world, "targets", "T1", "title", "Fewer, safer")
    releases = published(world, settings).releases
    # There and back again: no row differs, and two corrections tell of it.
    mend(world, "targets", "T1", "title", "Fewest")
    mend(world, "targets", "T1", "title", "Fewer, safer", reason="Read again")
    published(world, settings)
    older, newer = releases / "registry/1.0.0", releases / "registry/latest"

    assert listed(newer) == [
        ["17", "targets", "T1", "title", "Target T1", "Fewer, safer", "Misread"],
        ["18", "targets", "T1", "title", "Fewer, safer", "Fewest", "Misread"],
        ["19", "targets", "T1", "title", "Fewest", "Fewer, safer", "Read again"],
    ]
    assert changes(older)["corrections"] == []
    assert [list(map(str, one.values())) for one in changes(newer)["corrections"]] == (
        listed(newer)[1:]
    )
    assert changes(newer)["says"] == [
        "title of target T1 was corrected from Fewer, safer to Fewest: Misread",
        "title of target T1 was corrected from Fewest to Fewer, safer: Read again",
    ]
    with compare_releases(older, newer) as (_, new, found):
        report = b"".join(found.make_json(new.version))
    assert report == (newer / "changes.json").read_bytes()


def test_an_end_that_was_corrected_is_not_the_end_of_a_lead(
    world: World, settings: Settings
) -> None:
    world.record(lead("POLICE", "2007-04-01", until="2008-04-01"))
    published(world, settings)
    (term,) = world.rows("accountability")
    mend(world, "accountability", term["reference"], "until", "2009-04-01")
    done = published(world, settings)

    assert changes(done.releases / "registry/latest")["says"] == [
        "1 term of accountability changed",
        f"until of term of accountability {term['reference']} was corrected from 2008-04-01 to "
        "2009-04-01: Misread",
    ]


def test_a_correction_that_named_somebody_is_listed_without_the_name(
    world: World, settings: Settings
) -> None:
    mend(world, "negotiations", "TALKS", "title", "For Jane", reason="Jane wrote")
    releases = published(world, settings).releases
    redact(world, 17, "value reason")
    # Without the entry that it corrects it would count as the one whose words are gone.
    told = {"kind": "negotiations", "record": "TALKS", "field": "title", "value": "For her"}
    world.record(tell(Corrected, corrects=17, reason="Misread", **told))
    published(world, settings)

    for dataset in ("registry", NEGOTIATIONS):
        newest = releases / dataset / "latest"
        assert listed(newest) == [
            ["17", "negotiations", "TALKS", "title", "The talks", "[redacted]", "[redacted]"],
            ["19", "negotiations", "TALKS", "title", "[redacted]", "For her", "Misread"],
        ]
        assert b"Jane" not in b"".join(path.read_bytes() for path in newest.iterdir())
        assert not (releases / dataset / "1.0.0" / "corrections.csv").exists()


def test_a_reason_that_is_taken_off_withdraws_what_gave_it(
    world: World, settings: Settings
) -> None:
    mend(world, "negotiations", "TALKS", "title", "Talks", reason="Jane wrote")
    releases = published(world, settings).releases
    redact(world, 17, "reason")
    published(world, settings)
    older, newest = (releases / NEGOTIATIONS / name for name in ("1.0.0", "latest"))

    assert listed(newest) == [
        ["17", "negotiations", "TALKS", "title", "The talks", "Talks", "[redacted]"]
    ]
    assert [path.name for path in older.iterdir()] == ["withdrawn.json"]
