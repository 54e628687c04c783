"""With a policy a release counts only if one of its logs signed it and its quorum cosigned it."""

import shutil
from pathlib import Path

import pytest

from publish import cite
from publish.proof import KeyTrust, check_checkpoint_file, check_citation, check_release
from registry import Damaged, InvalidInput, Settings
from registry.signing import (
    KeyHistory,
    Signer,
    TrustPolicy,
    WitnessSigner,
    cosign,
    locate_key,
    parse_policy,
    read_note,
    read_signer,
)
from tests.proof.conftest import NAME
from tests.proof.releasing import resign
from tests.registry.world import World

WITNESSES = {name: WitnessSigner.new(f"witness.example/{name}") for name in ("w1", "w2", "w3")}
NOW = 1_796_148_427


def make_policy(*logs: Signer, least: int = 2) -> TrustPolicy:
    text = "".join(
        [
            *(f"log {log.verifier}\n" for log in logs),
            *(f"witness {name} {key.verifier}\n" for name, key in WITNESSES.items()),
            f"group councils {least} {' '.join(WITNESSES)}\nquorum councils\n",
        ]
    )
    return parse_policy(text.encode(), "councils.policy")


def add_cosignatures(checkpoint: str, *names: str) -> str:
    text = read_note(checkpoint).text
    return checkpoint + "".join(cosign(text, WITNESSES[name], NOW) for name in names)


@pytest.fixture
def owner(published: Path) -> Signer:
    return read_signer(locate_key(Settings(data_dir=published)))


@pytest.fixture
def folder(published: Path, owner: Signer, tmp_path: Path) -> Path:
    """A release that w1 and w3 cosigned."""
    latest = published / "releases/registry/latest"
    copy = shutil.copytree(latest, tmp_path / "release", copy_function=shutil.copyfile)
    (copy / "release.json").touch()
    file = copy / "checkpoint"
    file.write_text(add_cosignatures(file.read_text(), "w1", "w3"))
    resign(copy, owner)
    (copy / "release.json").unlink()
    return copy


def test_a_release_that_the_quorum_cosigned_is_proven(folder: Path, owner: Signer) -> None:
    proof = check_release(folder, policy=make_policy(owner))

    assert (proof.signed_by, proof.trusted, proof.quorum) == (NAME, True, "councils")
    assert {name: one.at for name, one in proof.cosigned.items()} == {
        "w1": "2026-12-01T18:07:07Z",
        "w3": "2026-12-01T18:07:07Z",
    }


def test_a_release_that_too_few_cosigned_is_not(folder: Path, owner: Signer) -> None:
    with pytest.raises(Damaged) as refused:
        check_release(folder, policy=make_policy(owner, least=3))

    assert str(refused.value) == (
        "checkpoint: the quorum 'councils' of the policy is not reached: cosigned by w1, w3, not "
        "by w2 (councils needs 3 of w1, w2, w3)"
    )


def test_a_false_cosignature_refuses_the_release(folder: Path, owner: Signer) -> None:
    file = folder / "checkpoint"
    line = cosign("another.example/log\n1\n\n", WITNESSES["w2"], NOW)
    file.write_text(file.read_text() + line)
    (folder / "release.json").touch()
    resign(folder, owner)
    (folder / "release.json").unlink()

    with pytest.raises(Damaged, match=r"the signature of witness\.example/w2 is not that"):
        check_release(folder, policy=make_policy(owner))


def test_another_log_than_the_policys_is_refused(folder: Path, owner: Signer) -> None:
    stranger, namesake = Signer.new("another.example/log"), Signer.new(NAME)

    with pytest.raises(Damaged, match=r"of the log registry\.example/log, which the"):
        check_release(folder, policy=make_policy(stranger))
    with pytest.raises(Damaged, match="it is another key than the one you trust"):
        check_release(folder, policy=make_policy(namesake))
    with pytest.raises(InvalidInput, match="the key is not one of the policy's logs"):
        check_release(folder, owner.verifier, policy=make_policy(stranger))
    # Without a line about logs the release's own key is as good as without a policy.
    assert not check_release(folder, policy=make_policy()).trusted


def test_a_checkpoint_by_itself_is_proven(folder: Path, owner: Signer) -> None:
    text, trust = (folder / "checkpoint").read_text(), KeyTrust(KeyHistory())

    proof = check_checkpoint_file(text, "checkpoint", trust, make_policy(owner))

    assert (proof.checkpoint.size, list(proof.cosigned)) == (16, ["w1", "w3"])
    with pytest.raises(InvalidInput, match="a checkpoint names no key to trust"):
        check_checkpoint_file(text, "checkpoint", trust, make_policy())


def test_a_citation_needs_the_quorum_too(world: World, settings: Settings, signer: Signer) -> None:
    proof = cite(world.registry, settings, "T1", "2008-01-01").proof

    assert check_citation(proof, signer.verifier).quorum is None
    with pytest.raises(Damaged, match="cosigned by nobody, not by w1, w2, w3"):
        check_citation(proof, policy=make_policy(signer))
