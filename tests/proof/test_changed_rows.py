"""A row that is not what one entry recorded is explained by the entry that changed it."""

import csv
import json
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
    # Without the acts it can only be told that these rows are not proven.
    (folder / "acts.csv").unlink()
    resign(folder, signer)

    proof = check_release(folder, signer.verifier)
    assert (proof.changed, len(proof.unproven), proof.replayed) == (5, 5, None)
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


def take_act(folder: Path, number: int) -> tuple[str, dict[str, str]]:
    """Take an act out of ``acts.csv``: its salt and its cells."""
    path = folder / "acts.csv"
    with path.open(newline="") as file:
        rows = list(csv.reader(file))
    (taken,) = [row for row in rows if row[0] == f"{number}"]
    with path.open("w", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows(row for row in rows if row != taken)
    return taken[1], json.loads(taken[2])


@pytest.mark.parametrize(
    ("record", "entry", "changed", "row", "first"),
    [
        ("targets,T2", 20, 21, "Mended", "Target T2"),
        (
            "accountability,T1/LEAD/POLICE/2007-04-01",
            *(17, 18, "2007-04-01,2008-04-01", "2007-04-01,"),
        ),
        ("protocols,P1", 22, 23, ",2008-01-01,https", ",,https"),
    ],
)
def test_a_row_cannot_go_back_to_what_was_recorded_first(
    folder: Path,
    signer: Signer,
    *,
    record: str,
    entry: int,
    changed: int,
    row: str,
    first: str,
) -> None:
    kind, reference = record.split(",")
    salt, cells = take_act(folder, entry)
    assert cells["reference"] == reference
    edit(folder / f"{kind}.csv", row, first)
    edit(folder / "record_entries.csv", f"{record},{changed},\r", f"{record},{entry},{salt}\r")
    resign(folder, signer)

    with pytest.raises(Damaged, match=rf"^{kind}\.csv {reference}: "):
        check_release(folder, signer.verifier)


def test_an_act_that_is_left_out_is_missed(folder: Path, signer: Signer) -> None:
    take_act(folder, 20)
    resign(folder, signer)

    with pytest.raises(Damaged, match=r"^entry 20: neither a row nor acts\.csv says what it"):
        check_release(folder, signer.verifier)


def test_an_act_cannot_be_rewritten(folder: Path, signer: Signer) -> None:
    edit(folder / "acts.csv", "Target T2", "Target T3")
    resign(folder, signer)

    with pytest.raises(Damaged, match=r"^entry 20: acts\.csv does not say what it recorded$"):
        check_release(folder, signer.verifier)


def test_a_row_cannot_be_there_twice_in_place_of_another(folder: Path, signer: Signer) -> None:
    for name, gone in (("partners.csv", "GO,"), ("record_entries.csv", "partners,GO,")):
        path = folder / name
        lines = path.read_bytes().decode().splitlines(keepends=True)
        (other,) = [line for line in lines if line.startswith(gone.replace("GO,", "POLICE,"))]
        path.write_bytes(
            "".join(other if line.startswith(gone) else line for line in lines).encode()
        )
    resign(folder, signer)

    with pytest.raises(Damaged, match=r"^entry 8: what it recorded is there twice$"):
        check_release(folder, signer.verifier)


@pytest.mark.parametrize("column", ["title", "remark"])
def test_a_column_that_nothing_proves_is_refused(folder: Path, signer: Signer, column: str) -> None:
    path = folder / "targets.csv"
    header, *rows = path.read_bytes().decode().splitlines()
    lines = (f"{column},{header}", *(f"Forged,{row}" for row in rows))
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode())
    resign(folder, signer)

    with pytest.raises(Damaged, match=rf"^targets\.csv: nothing proves its column {column}$"):
        check_release(folder, signer.verifier)


@pytest.mark.parametrize(("old", "new"), [(",Target T2,", ",Target T9,"), (",Mended,", ",Forged,")])
def test_what_a_correction_says_is_what_the_ledger_says(
    folder: Path, signer: Signer, old: str, new: str
) -> None:
    edit(folder / "corrections.csv", old, new)
    resign(folder, signer)

    with pytest.raises(Damaged, match=r"^corrections\.csv entry 21: it does not say what the"):
        check_release(folder, signer.verifier)


def test_all_changed_rows_are_replayed(folder: Path, signer: Signer) -> None:
    proof = check_release(folder, signer.verifier)

    assert (proof.changed, proof.replayed, proof.unproven) == (5, 5, ())
