"""What a release proves by itself, to somebody who holds nothing but its files."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from publish.proof import ReleaseProof, SignedStatement, check_release
from registry import Damaged, InvalidInput, Settings
from registry.acts import ProposalMade, RequestMade
from registry.signing import Signer, Verifier, minisign, read_verifier
from registry.vocabulary import ProposalSubject
from tests.proof.conftest import NAME
from tests.proof.releasing import release
from tests.registry.world import World, tell

NEGOTIATIONS = "negotiations-laa"
PROPOSED = {"title": "A proposal", "text": "More", "subject": ProposalSubject.OTHER}


@pytest.fixture
def folder(published: Path) -> Path:
    return (published / "releases/registry/latest").resolve()


@pytest.fixture
def key(folder: Path) -> Verifier:
    return read_verifier(str(folder / "log.pub"))


def proven(proof: ReleaseProof) -> tuple[int, int, int]:
    return proof.entries, proof.rows, proof.changed


def test_every_row_of_the_registry_is_word_for_word_what_an_entry_recorded(
    folder: Path, key: Verifier
) -> None:
    proof = check_release(folder, key)

    assert proof.release == SignedStatement("registry", "1.0.0", 16)
    assert (proof.signed_by, proof.trusted) == (NAME, True)
    assert proven(proof) == (16, 16, 0)
    assert proof.checkpoint.size == 16


def test_the_zip_proves_the_same_alone(folder: Path, key: Verifier, tmp_path: Path) -> None:
    alone = tmp_path / "downloaded.zip"
    shutil.copy(folder / "registry.zip", alone)
    beside = check_release(folder / "registry.zip", key)

    assert proven(check_release(alone, key)) == proven(beside) == (16, 16, 0)
    assert (check_release(alone, key).zip_signed, beside.zip_signed) == (False, True)


def test_a_smaller_dataset_leads_to_the_same_root(published: Path, folder: Path) -> None:
    smaller = check_release(published / "releases" / NEGOTIATIONS / "latest")

    assert smaller.checkpoint == check_release(folder).checkpoint
    assert proven(smaller) == (8, 8, 0)
    assert smaller.trusted is False


def test_each_form_of_the_key_is_taken_and_no_other_key(folder: Path) -> None:
    assert check_release(folder, read_verifier(str(folder / "minisign.pub"))).signed_by == NAME
    with pytest.raises(Damaged, match=r"^log.pub: it is another key than the one you trust$"):
        check_release(folder, Signer.new(NAME).verifier)


def test_the_tools_of_others_agree(folder: Path) -> None:
    sums = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=folder, check=False
    )
    assert sums.returncode == 0
    tool = shutil.which("minisign")
    if tool is None:
        pytest.skip("minisign is not installed on this machine")
    for signed in ("SHA256SUMS", "registry.zip"):
        command = [tool, "-V", "-Q", "-m", signed, "-p", "minisign.pub"]
        said = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
        assert said.stdout == "answerable registry release 1.0.0 at entry 16\n"


def test_the_rows_are_counted_by_table_and_by_area(folder: Path) -> None:
    told = json.loads((folder / "rows.json").read_text())

    assert told["rows"]["partners"] == 6
    assert told["areas"]["AREA"] == {
        "areas": 1,
        "partners": 1,
        "agreements": 1,
        "targets": 1,
        "pools": 1,
        "negotiations": 1,
    }
    assert sum(told["areas"][""].values()) + 6 == 16


def test_each_record_has_its_entry(folder: Path) -> None:
    lines = (folder / "record_entries.csv").read_text().splitlines()

    assert lines[0] == "kind,reference,entry,salt"
    assert [line.rpartition(",")[0] for line in lines if line.startswith("t")] == ["targets,T1,13"]


def test_without_a_key_nobody_has_signed_and_it_says_so(world: World, settings: Settings) -> None:
    folder = release(world.registry, settings)
    proof = check_release(folder)

    assert (proof.signed_by, proof.release) == (None, None)
    assert proven(proof) == (16, 16, 0)
    assert (folder / "checkpoint").read_text().splitlines()[:2] == ["registry.example/log", "16"]
    assert not (folder / "SHA256SUMS.minisig").exists()
    with pytest.raises(Damaged, match=r"^SHA256SUMS\.minisig: it is no file$"):
        check_release(folder, Signer.new(NAME).verifier)


def test_a_key_that_comes_later_signs_what_has_not_changed(
    world: World, settings: Settings, signer: Signer
) -> None:
    unsigned = release(world.registry, Settings(data_dir=settings.data_dir / "other"))
    signed = release(world.registry, settings)

    assert check_release(unsigned).signed_by is None
    assert check_release(signed, signer.verifier).trusted


def test_what_others_wrote_beside_it_is_not_part_of_it(folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(folder, tmp_path / "copy")
    (copy / "more.csv").write_text("reference\r\n")

    with pytest.raises(Damaged, match=r"^more.csv: SHA256SUMS does not speak of it$"):
        check_release(copy)


def test_nothing_is_told_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="there is nothing to verify"):
        check_release(tmp_path / "none")
    with pytest.raises(Damaged, match=r"^SHA256SUMS: it is no file$"):
        check_release(tmp_path)


def test_a_later_release_of_the_smaller_dataset_can_tell_of_an_earlier_one(
    world: World, settings: Settings, signer: Signer
) -> None:
    old = release(world.registry, settings, NEGOTIATIONS)
    world.record(
        tell(ProposalMade, reference="P", negotiation="TALKS", by="COUNCIL", **PROPOSED),
        tell(RequestMade, proposal="P", number=1, text="More"),
    )
    proof = check_release(release(world.registry, settings, NEGOTIATIONS), signer.verifier, old)

    assert proof.since is not None
    assert (proof.since.size, proof.since.ids, proof.since.left) == (16, 8, 0)


def test_the_minisign_key_is_made_of_the_same_key(folder: Path, key: Verifier) -> None:
    text = (folder / "minisign.pub").read_text()

    assert minisign.read_public_key(text) == (minisign.compute_key_id(key.public), key.public)
