"""Words are taken off: the proofs hold, the release says so, and the words are nowhere."""

import shutil
from pathlib import Path

import pytest

from publish import cite
from publish.proof import check_citation, check_release
from registry import REGISTRAR, Damaged, Refused, Settings, make_redaction, record, verify
from registry.signing import Signer
from tests.proof.releasing import release, resign
from tests.registry.world import World

SECRET = "The North"


@pytest.fixture
def older(world: World, settings: Settings, signer: Signer, tmp_path: Path) -> Path:
    """A release that somebody downloaded while it was there."""
    assert signer.name
    return shutil.copytree(release(world.registry, settings), tmp_path / "kept")


def redact(world: World, number: int, fields: str) -> int:
    with world.registry.writing() as session:
        act = make_redaction(
            session.connection, number, fields=fields, reason="It names a child", source="S"
        )
        return record(session, [act], author=REGISTRAR).entries[0]


def test_the_next_release_lists_what_was_taken_off_and_proves_the_rest(
    world: World, settings: Settings, signer: Signer, older: Path
) -> None:
    assert redact(world, 2, "name") == 17
    newer = release(world.registry, settings)
    proof = check_release(newer, signer.verifier, older)

    assert (newer / "redactions.csv").read_bytes().decode().splitlines() == [
        "number,kind,record,fields,reason,by",
        "2,regions,R,name,It names a child,17",
    ]
    assert (older / "redactions.csv").read_bytes() == b"number,kind,record,fields,reason,by\r\n"
    assert (proof.entries, proof.rows, proof.changed) == (17, 15, 1)
    assert proof.since is not None
    assert (proof.since.size, proof.since.ids) == (16, 16)


def test_the_words_and_their_salt_are_nowhere_in_it(
    world: World, settings: Settings, older: Path
) -> None:
    lines = (older / "record_entries.csv").read_text().splitlines()
    (salt,) = (line.split(",")[3] for line in lines if line.startswith("regions,R,"))
    redact(world, 2, "name")
    newer = release(world.registry, settings)
    holding = [
        path.name
        for path in sorted(newer.iterdir())
        if SECRET.encode() in path.read_bytes() or salt.encode() in path.read_bytes()
    ]

    assert len(salt) == 32
    assert holding == []
    assert verify(world.registry).entries == 17


def test_what_was_cited_before_still_proves_itself_and_afterwards_only_that_it_was_there(
    world: World, settings: Settings, signer: Signer, older: Path
) -> None:
    assert older.exists()
    before = cite(world.registry, settings, "regions/R", "2026-01-01").proof
    redact(world, 2, "name")
    after = cite(world.registry, settings, "regions/R", "2026-01-01").proof

    (told,) = check_citation(before, signer.verifier).entries
    assert told.cells is not None
    assert told.cells["name"] == SECRET
    (told,) = check_citation(after, signer.verifier).entries
    assert (told.number, told.about, told.cells) == (2, "regions/R", None)
    assert SECRET not in after


def test_a_redaction_cannot_be_hidden_by_whoever_has_the_key(
    world: World, settings: Settings, signer: Signer, tmp_path: Path
) -> None:
    redact(world, 2, "name")
    newer = shutil.copytree(release(world.registry, settings), tmp_path / "copy")
    (newer / "redactions.csv").write_bytes(b"number,kind,record,fields,reason,by\r\n")
    resign(newer, signer)

    with pytest.raises(Damaged, match=r"^entry 17: redactions.csv does not tell of it"):
        check_release(newer, signer.verifier)


def test_an_entry_that_is_not_there_cannot_be_redacted(world: World) -> None:
    with pytest.raises(Refused, match="there is no entry 99"):
        redact(world, 99, "name")
    with pytest.raises(Refused, match="reference of entry 2 holds no words"):
        redact(world, 2, "reference")
