"""A package is recorded whole, or not at all."""

from pathlib import Path

import pytest

from ingest.packages import (
    ImportProgress,
    InvalidPackage,
    KindCount,
    RefusedPackage,
    import_packages,
)
from registry import Author, Refused, Registry, Role
from tests.support.packages import GROUND, SOURCES, TARGETS, write_package
from tests.support.tables import count, everything

# The second row names an agreement that is nowhere.
REFUSED = TARGETS + "T2,FICTIONAL,S,More trees,NO-LAA\n"
UNREADABLE = TARGETS.replace("FICTIONAL", "UNHEARD-OF")


def test_a_good_package_is_recorded_whole(registry: Registry, tmp_path: Path) -> None:
    imported = import_packages(registry, [write_package(tmp_path / "p", GROUND)])

    assert imported.kinds == (
        KindCount("sources", 1, 0),
        KindCount("regions", 1, 0),
        KindCount("areas", 1, 0),
        KindCount("partners", 2, 0),
        KindCount("agreements", 1, 0),
        KindCount("targets", 1, 0),
    )
    assert (imported.new_acts, imported.repeated_acts, imported.dry_run) == (7, 0, False)
    assert count(registry, "targets") == 1


@pytest.mark.parametrize(
    ("targets", "error"), [(REFUSED, RefusedPackage), (UNREADABLE, InvalidPackage)]
)
def test_one_bad_row_leaves_everything_as_it_was(
    registry: Registry, tmp_path: Path, targets: str, error: type[Exception]
) -> None:
    import_packages(registry, [write_package(tmp_path / "before", {"sources": SOURCES})])
    before = everything(registry)
    package = write_package(tmp_path / "p", {**GROUND, "targets": targets})

    with pytest.raises(error):
        import_packages(registry, [package])

    assert everything(registry) == before


def test_a_bad_package_keeps_a_good_one_out_that_came_with_it(
    registry: Registry, tmp_path: Path
) -> None:
    before = everything(registry)
    good = write_package(tmp_path / "good", GROUND)
    bad = write_package(tmp_path / "bad", {"targets": REFUSED})

    with pytest.raises(RefusedPackage):
        import_packages(registry, [good, bad])

    assert everything(registry) == before


def test_packages_that_come_together_may_need_each_other(
    registry: Registry, tmp_path: Path
) -> None:
    ground = {kind: rows for kind, rows in GROUND.items() if kind != "targets"}
    needing = write_package(tmp_path / "needing", {"targets": TARGETS})
    needed = write_package(tmp_path / "needed", ground)

    assert import_packages(registry, [needing, needed]).new_acts == 7


def test_a_dry_run_says_the_same_and_keeps_nothing(registry: Registry, tmp_path: Path) -> None:
    package = write_package(tmp_path / "p", GROUND)
    before = everything(registry)

    tried = import_packages(registry, [package], dry_run=True)

    assert everything(registry) == before
    assert tried.dry_run
    assert tried.kinds == import_packages(registry, [package]).kinds


def test_a_dry_run_tells_problems_too(registry: Registry, tmp_path: Path) -> None:
    package = write_package(tmp_path / "p", {**GROUND, "targets": REFUSED})

    with pytest.raises(RefusedPackage) as refused:
        import_packages(registry, [package], dry_run=True)

    assert [problem.row for problem in refused.value.problems] == [3]


def test_the_same_package_again_records_nothing_new(registry: Registry, tmp_path: Path) -> None:
    package = write_package(tmp_path / "p", GROUND)
    import_packages(registry, [package])
    before = everything(registry)

    again = import_packages(registry, [package])

    assert everything(registry) == before
    assert (again.new_acts, again.repeated_acts) == (0, 7)


def test_a_row_that_stands_in_a_file_twice_is_recorded_once(
    registry: Registry, tmp_path: Path
) -> None:
    rows = SOURCES + SOURCES.splitlines()[1] + "\n"

    imported = import_packages(registry, [write_package(tmp_path / "p", {"sources": rows})])

    assert imported.kinds == (KindCount("sources", 1, 1),)


def test_who_records_is_kept_on_the_ledger(registry: Registry, tmp_path: Path) -> None:
    import_packages(registry, [write_package(tmp_path / "p", GROUND)])
    more = TARGETS + "T2,FICTIONAL,S,More trees,LAA\n"

    import_packages(
        registry,
        [write_package(tmp_path / "more", {"targets": more})],
        author=Author("COUNCIL", Role.COUNCIL),
    )

    entries = everything(registry)["entries"]
    assert [entry[2] for entry in entries] == [None] * 7 + ["COUNCIL"]


def test_nobody_unknown_records(registry: Registry, tmp_path: Path) -> None:
    before = everything(registry)

    with pytest.raises(Refused, match="the actor NOBODY is not among the partners on record"):
        import_packages(
            registry, [write_package(tmp_path / "p", GROUND)], author=Author("NOBODY", Role.PARTNER)
        )

    assert everything(registry) == before


def test_progress_is_told_in_bytes_up_to_the_last(registry: Registry, tmp_path: Path) -> None:
    told: list[ImportProgress] = []

    import_packages(registry, [write_package(tmp_path / "p", GROUND)], progress=told.append)

    size = sum(len(rows.encode()) for rows in GROUND.values())
    assert told[-1] == ImportProgress("targets", size, size)
    assert [one.read for one in told] == sorted(one.read for one in told)
