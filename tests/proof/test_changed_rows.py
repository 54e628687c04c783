"""A row that is not what one entry recorded is explained by the entry that changed it."""

import shutil
from pathlib import Path

import pytest

from publish.proof import check_release
from registry import Damaged, Settings
from registry.acts import (
    AgreementRevised,
    Corrected,
    ProtocolAdopted,
    RevisionConsented,
    TargetChanged,
)
from registry.signing import Signer
from tests.proof.releasing import release, resign
from tests.proof.test_insiders import edit
from tests.registry.world import World, lead, target, tell


def correct(**fields: str) -> Corrected:
    made: Corrected = tell(Corrected, reason="Misread", **fields)
    return made


@pytest.fixture
def folder(world: World, settings: Settings, signer: Signer, tmp_path: Path) -> Path:
    """A release with rows that were changed in every way there is; its publisher can edit it."""
    world.record(lead("POLICE", "2007-04-01"), lead("COUNCIL", "2008-04-01"))
    world.record(lead("PCT", "2009-04-01"), target("T2"))
    world.record(correct(kind="targets", record="T2", field="title", value="Mended"))
    world.record(
        tell(ProtocolAdopted, reference="P1", title="One", agreement="LAA", version=1),
        tell(
            ProtocolAdopted,
            reference="P2",
            title="Two",
            agreement="LAA",
            version=2,
            supersedes="P1",
            from_="2008-01-01",
        ),
    )
    world.record(
        tell(AgreementRevised, reference="REV", agreement="LAA", title="Refresh", on="2008-04-01"),
        tell(RevisionConsented, revision="REV", partner="COUNCIL"),
        tell(TargetChanged, target="T1", revision="REV", field="title", value="Fewer burglaries"),
    )
    signed = release(world.registry, settings)
    shutil.copytree(signed, tmp_path / "kept", copy_function=shutil.copyfile)
    assert check_release(signed, signer.verifier).changed == 5
    return shutil.copytree(signed, tmp_path / "copy", copy_function=shutil.copyfile)


def blank_salt(folder: Path, kind: str, reference: str) -> None:
    path = folder / "record_entries.csv"
    lines = path.read_bytes().decode().splitlines()
    start = f"{kind},{reference},"
    (line,) = [line for line in lines if line.startswith(start)]
    edit(path, line, f"{line.rpartition(',')[0]},")


@pytest.mark.parametrize(
    ("kind", "reference", "old", "new"),
    [
        ("regions", "R", "The North", "The South"),
        ("partners", "PCT", "Pct", "Nobody"),
        # The last lead began, and nothing ended it.
        (
            "accountability",
            "T1/LEAD/PCT/2009-04-01",
            "2009-04-01,,",
            "2009-04-01,2010-01-01,",
        ),
        ("protocols", "P2", "Two", "Three"),
    ],
)
def test_a_row_that_nobody_changed_is_not_accepted_without_its_salt(
    folder: Path, signer: Signer, kind: str, reference: str, old: str, new: str
) -> None:
    edit(folder / f"{kind}.csv", old, new)
    blank_salt(folder, kind, reference)
    resign(folder, signer)

    with pytest.raises(Damaged, match=rf"^{kind}\.csv {reference}: it is not what entry "):
        check_release(folder, signer.verifier)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("targets.csv", "Fewer burglaries", "More burglaries"),
        ("accountability.csv", ",2008-04-01,2009-04-01", ",2008-04-01,2009-05-01"),
    ],
)
def test_a_row_that_was_changed_says_what_the_change_states(
    folder: Path, signer: Signer, name: str, old: str, new: str
) -> None:
    edit(folder / name, old, new)
    resign(folder, signer)

    with pytest.raises(Damaged, match=rf"^{name} .*: it is not what entry "):
        check_release(folder, signer.verifier)


def test_a_change_of_a_target_cannot_be_rewritten_with_it(folder: Path, signer: Signer) -> None:
    for name in ("targets.csv", "target_changes.csv"):
        edit(folder / name, "Fewer burglaries", "More burglaries")
    blank_salt(folder, "target_changes", "T1/REV/title")
    resign(folder, signer)

    with pytest.raises(Damaged, match=r"^target_changes\.csv T1/REV/title: it is not what entry "):
        check_release(folder, signer.verifier)


def test_a_row_cannot_name_the_change_of_another_record(folder: Path, signer: Signer) -> None:
    records = folder / "record_entries.csv"
    entry = next(line.split(",")[2] for line in records.read_text().splitlines() if ",T2," in line)
    edit(folder / "regions.csv", "The North", "The South")
    (line,) = [one for one in records.read_text().splitlines() if one.startswith("regions,R,")]
    edit(records, line, f"regions,R,{entry},")
    resign(folder, signer)

    with pytest.raises(Damaged, match=rf"^regions\.csv R: it is not what entry {entry} recorded"):
        check_release(folder, signer.verifier)


@pytest.mark.parametrize(
    ("name", "old", "new", "field"),
    [
        # A correction changed another field of it, so that it has no salt.
        ("targets.csv", "Mended", "Nobody said so", "title"),
        ("protocols.csv", "One", "Another", "title"),
    ],
)
def test_a_changed_row_is_held_to_an_older_release_of_the_same_entry(
    folder: Path,
    signer: Signer,
    tmp_path: Path,
    *,
    name: str,
    old: str,
    new: str,
    field: str,
) -> None:
    edit(folder / name, old, new)
    resign(folder, signer)

    assert check_release(folder, signer.verifier).changed == 5
    with pytest.raises(
        Damaged, match=rf"^{name} .*: an older release says otherwise of the same entry in {field}$"
    ):
        check_release(folder, signer.verifier, tmp_path / "kept")


def test_rows_of_the_same_entry_stay_the_same_when_the_ledger_grew(
    folder: Path, world: World, settings: Settings, signer: Signer, tmp_path: Path
) -> None:
    assert folder.exists()
    world.record(target("T3"), correct(kind="regions", record="R", field="name", value="South"))
    newer = shutil.copytree(
        release(world.registry, settings), tmp_path / "newer", copy_function=shutil.copyfile
    )
    proof = check_release(newer, signer.verifier, tmp_path / "kept")
    edit(newer / "targets.csv", "Mended", "Nobody said so")
    resign(newer, signer)

    assert proof.since is not None
    assert (proof.changed, proof.since.ids, proof.since.left) == (6, 25, 0)
    with pytest.raises(Damaged, match=r"^targets.csv T2: an older release says otherwise"):
        check_release(newer, signer.verifier, tmp_path / "kept")
