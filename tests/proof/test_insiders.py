"""What somebody with the database, or even with the key, can forge, and what gives it away."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from publish.proof import check_release
from publish.proof.entries_check import parse_number
from registry import Damaged, Settings
from registry.acts import Corrected, PartnerRecorded
from registry.signing import Signer
from registry.vocabulary import PartnerKind
from tests.proof.releasing import release, resign
from tests.registry.world import World, setting, tell
from tests.support.databases import SqliteDatabases


@pytest.fixture
def folder(world: World, settings: Settings, signer: Signer, tmp_path: Path) -> Path:
    """A release that its publisher can still change."""
    signed = release(world.registry, settings)
    assert check_release(signed, signer.verifier).rows == 16
    return shutil.copytree(signed, tmp_path / "copy", copy_function=shutil.copyfile)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())


def drop(path: Path, start: str) -> None:
    lines = path.read_bytes().decode().splitlines(keepends=True)
    path.write_bytes("".join(line for line in lines if not line.startswith(start)).encode())


def test_a_row_that_the_key_holder_rewrites_is_not_what_was_recorded(
    folder: Path, signer: Signer
) -> None:
    edit(folder / "targets.csv", "Target T1", "Target T2")
    resign(folder, signer)

    with pytest.raises(Damaged, match=r"^targets.csv T1: it does not say what entry 13 recorded$"):
        check_release(folder, signer.verifier)


def test_an_address_that_the_key_holder_rewrites_does_not_follow_from_its_row(
    folder: Path, signer: Signer
) -> None:
    edit(folder / "targets.csv", "/targets/T1", "/targets/T2")
    resign(folder, signer)

    with pytest.raises(Damaged, match=r"^targets.csv T1: its uri is not .*/targets/T1, which foll"):
        check_release(folder, signer.verifier)


def test_a_row_that_the_key_holder_adds_has_no_entry(folder: Path, signer: Signer) -> None:
    with (folder / "regions.csv").open("ab") as file:
        file.write(b"S,FICTIONAL,,S,Made up,,\r\n")
    resign(folder, signer)

    with pytest.raises(Damaged, match=r"^regions.csv S: record_entries.csv does not tell"):
        check_release(folder, signer.verifier)


def test_a_row_that_the_key_holder_leaves_out_is_missing(folder: Path, signer: Signer) -> None:
    drop(folder / "targets.csv", "T1")
    resign(folder, signer)

    with pytest.raises(Damaged, match=r"^targets.csv T1: the row is missing$|does not tell"):
        check_release(folder, signer.verifier)


def leave_out(folder: Path, signer: Signer, kind: str, reference: str, entry: str) -> None:
    """Make it look as if a record had never been there."""
    drop(folder / f"{kind}.csv", f"{reference},")
    drop(folder / "record_entries.csv", f"{kind},{reference},{entry},")
    edit(folder / "rows.json", f'"{kind}": 1,', f'"{kind}": 0,')
    resign(folder, signer)


def test_a_row_left_out_everywhere_is_one_less_than_the_ledger_recorded(
    folder: Path, signer: Signer
) -> None:
    leave_out(folder, signer, "streams", "GRANT", "14")

    with pytest.raises(Damaged, match=r"^streams.csv: it has 0 rows, the ledger recorded 1$"):
        check_release(folder, signer.verifier)


def test_and_in_a_smaller_dataset_it_is_missed_by_whoever_kept_the_older_release(
    world: World, settings: Settings, signer: Signer, tmp_path: Path
) -> None:
    kept = release(world.registry, settings, "negotiations-laa")
    copy = shutil.copytree(kept, tmp_path / "copy", copy_function=shutil.copyfile)
    leave_out(copy, signer, "negotiations", "TALKS", "16")
    proof = check_release(copy, signer.verifier, kept)

    # Records may move to another dataset, so that it is told and no error.
    assert proof.since is not None
    assert (proof.since.ids, proof.since.left) == (8, 1)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("leaves.csv", "13,", "14,"),
        ("leaves.csv", ",TargetSet,", ",TargetChanged,"),
        ("leaves.csv", "2026-01-01T00:00:01", "2025-01-01T00:00:01"),
        ("entries.csv", ",TargetSet,", ",TargetChanged,"),
        ("entries.csv", "false", "true"),
        ("checkpoint", "16", "15"),
        ("tree.csv", "hash\r\n", f"hash\r\n0,16,{'0' * 64}\r\n"),
        ("rows.json", '"targets": 1', '"targets": 2'),
        ("datapackage.json", '"name": "targets"', '"name": "goals"'),
    ],
)
def test_nor_can_anything_that_proves_be_rewritten(
    folder: Path, signer: Signer, name: str, old: str, new: str
) -> None:
    edit(folder / name, old, new)
    resign(folder, signer)

    with pytest.raises(Damaged):
        check_release(folder, signer.verifier)


def test_a_ledger_that_was_written_anew_is_not_the_one_of_the_kept_checkpoint(
    folder: Path, settings: Settings, signer: Signer, sqlite_databases: SqliteDatabases
) -> None:
    # All of it is rewritten, with the real key: the new ledger proves itself, and so does its
    # release. Only who kept an old checkpoint can tell.
    elsewhere = settings.data_dir / "anew"
    elsewhere.mkdir()
    anew = World(sqlite_databases.fresh(elsewhere))
    with closing(anew.registry):
        anew.record(*(act for act in setting() if act.reference != "PCT"))
        anew.record(tell(PartnerRecorded, reference="X", name="X", kind=PartnerKind.OTHER))
        anew.record(tell(PartnerRecorded, reference="Y", name="Y", kind=PartnerKind.OTHER))
        # What lies beside the key would refuse to sign it: only a copy of the key alone can.
        (elsewhere / "keys").mkdir()
        shutil.copy2(settings.data_dir / "keys/signing.key", elsewhere / "keys/signing.key")
        forged = release(anew.registry, Settings(data_dir=elsewhere, base_url=settings.base_url))

    assert check_release(forged, signer.verifier).entries == 17
    with pytest.raises(Damaged, match=r"^entry 16: the ledger up to there is not what it was"):
        check_release(forged, signer.verifier, folder / "checkpoint")


def test_a_ledger_that_was_cut_short_is_seen_as_well(
    world: World, folder: Path, settings: Settings, signer: Signer
) -> None:
    world.record(tell(PartnerRecorded, reference="X", name="X", kind=PartnerKind.OTHER))
    newer = release(world.registry, settings)

    with pytest.raises(Damaged, match=r"^entry 17: the ledger had it, and now ends at entry 16$"):
        check_release(folder, signer.verifier, newer / "checkpoint")


def test_a_ledger_that_only_grew_says_so(
    world: World, folder: Path, settings: Settings, signer: Signer
) -> None:
    fields = {"kind": "targets", "record": "T1", "field": "title", "value": "Mended"}
    world.record(tell(Corrected, reason="Misread", **fields))
    newer = release(world.registry, settings)
    by_checkpoint = check_release(newer, signer.verifier, folder / "checkpoint")
    by_release = check_release(newer, signer.verifier, folder)

    assert (by_checkpoint.rows, by_checkpoint.changed) == (15, 1)
    assert by_checkpoint.since is not None
    assert (by_checkpoint.since.size, by_checkpoint.since.ids) == (16, None)
    assert by_release.since is not None
    assert (by_release.since.size, by_release.since.ids) == (16, 16)


def test_an_old_checkpoint_of_somebody_else_proves_nothing(
    folder: Path, signer: Signer, tmp_path: Path
) -> None:
    strange = tmp_path / "checkpoint"
    strange.write_text((folder / "checkpoint").read_text().partition("\n\n")[0] + "\n")

    with pytest.raises(Damaged, match="the key that signed the release did not sign it"):
        check_release(folder, signer.verifier, strange)


def test_a_number_that_no_entry_can_have_is_told_and_not_choked_on() -> None:
    for text in ("9" * 5_000, str(2**64)):
        with pytest.raises(Damaged, match="is no number"):
            parse_number(text, "leaves.csv")
