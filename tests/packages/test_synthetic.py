"""The synthetic registry is as large as it says, always the same, and can be recorded."""

from collections import Counter
from pathlib import Path

from ingest.packages import import_packages
from registry import Registry
from registry.acts import ACTS, Act
from registry.vocabulary import Standing
from synth import SyntheticShape, synthetic_acts, write_package

SMALL = SyntheticShape(areas=2, targets=6, proposals=7)


def named(act: Act) -> set[tuple[str, str]]:
    return {(str(field.refers), reference) for field, reference in act.refers_to()}


def test_scale_one_is_as_large_as_it_says() -> None:
    shape = SyntheticShape.at_scale(1)

    assert shape == SyntheticShape(areas=150, targets=40, proposals=60)
    assert (len(shape.every_target()), len(shape.every_proposal())) == (6_000, 9_000)


def test_every_act_follows_those_that_it_names() -> None:
    known: set[tuple[str, str]] = set()
    for act in synthetic_acts(SMALL):
        # The first advice that a decision cites stands among the citations by itself.
        assert named(act) <= known
        assert (act.KIND, act.reference) not in known
        assert act.standing is Standing.SYNTHETIC
        known.add((act.KIND, act.reference))


def test_the_package_is_always_the_same(tmp_path: Path) -> None:
    write_package(tmp_path / "one", SMALL)
    write_package(tmp_path / "other", SMALL)

    one, other = (
        {file.name: file.read_bytes() for file in (tmp_path / name).iterdir()}
        for name in ("one", "other")
    )
    assert one == other
    assert b"FICTIONAL" not in b"".join(one.values())


def test_all_of_it_can_be_recorded(registry: Registry, tmp_path: Path) -> None:
    rows = write_package(tmp_path / "p", SMALL)

    imported = import_packages(registry, [tmp_path / "p"])

    counts = Counter(act.KIND for act in synthetic_acts(SMALL))
    assert {kind.kind: kind.new for kind in imported.kinds} == counts
    assert (imported.new_acts, imported.repeated_acts) == (rows, 0)
    assert [kind.kind for kind in imported.kinds] == [kind for kind in ACTS if kind in counts]
