"""Nothing is signed that does not extend what was signed before, whoever rewrote it."""

import os
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from registry import Damaged, Settings, SigningRefused, verify
from registry.acts import RegionNamed
from registry.checkpoints import (
    list_checkpoints,
    list_signed_checkpoints,
    read_log_key,
    read_newest_checkpoint,
    sign_now,
)
from registry.ledger import compute_digest, encode_leaf, hash_leaf
from registry.ledger.merkle import hash_children
from registry.signing import (
    Checkpoint,
    Signer,
    create_key,
    locate_key,
    read_checkpoint,
    sign_checkpoint,
)
from tests.registry.world import World, tell

REWRITTEN = "The false file"


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(data_dir=tmp_path / "data", database_url=database_url)


@pytest.fixture
def signer(settings: Settings) -> Signer:
    return create_key(locate_key(settings), "registry.example/log")


@pytest.fixture
def signed(world: World, settings: Settings, signer: Signer) -> World:
    """A record of 16 entries whose checkpoint was signed."""
    assert signer.name
    sign_now(world.registry, settings)
    return world


def rewrite_last_entry(world: World) -> None:
    """Rewrite the newest entry consistently: payload, digest, hash, and the tree above it.

    Its row is rewritten as well. Triggers are dropped for it, and put back.
    """
    entry = world.entry(16)
    payload = entry["payload"].replace("The talks", REWRITTEN)
    digest = compute_digest(entry["salt"], payload)
    leaf = hash_leaf(encode_leaf({**entry, "digest": digest}))
    changed = [
        f"UPDATE entries SET payload = '{payload}', digest = '{digest}', hash = '{leaf.hex()}', "
        f"key = '{sha256(payload.encode()).hexdigest()}' WHERE number = 16",
        f"UPDATE negotiations SET title = '{REWRITTEN}'",
        f"UPDATE search_texts SET title = '{REWRITTEN}', words = 'fals file talk the' "
        "WHERE number = 16",
    ]
    left, current = bytes.fromhex(world.entry(15)["hash"]), leaf
    for level in (1, 2, 3, 4):
        current = hash_children(left, current)
        at = f'level = {level} AND "index" = {(16 >> level) - 1}'
        changed.append(f"UPDATE nodes SET hash = '{current.hex()}' WHERE {at}")
        beside = f'level = {level} AND "index" = {(16 >> level) - 2}'
        rows = world.column(f"SELECT hash FROM nodes WHERE {beside}")
        left = bytes.fromhex(rows[0]) if rows else b""
    world.sql_without_triggers(*changed)


def test_the_newest_checkpoint_is_stored_where_the_server_reads_it_and_beside_the_key(
    signed: World, settings: Settings, signer: Signer
) -> None:
    text = read_newest_checkpoint(settings) or ""
    beside = locate_key(settings).with_name("signing.key.checkpoint")
    file = read_checkpoint(text)

    assert file.list_signers([signer.verifier]) == [signer.verifier]
    assert (file.checkpoint.size, beside.read_text()) == (16, text)
    assert read_log_key(settings) == f"{signer.verifier}\n"
    assert verify(signed.registry, settings).checkpoints == 1


def test_a_ledger_that_grew_is_signed_again(signed: World, settings: Settings) -> None:
    signed.record(tell(RegionNamed, reference="R2", name="The South"))

    assert sign_now(signed.registry, settings).size == 17
    assert [one.read().checkpoint.size for one in list_checkpoints(settings)] == [17]


def test_a_rewritten_ledger_is_not_signed(signed: World, settings: Settings) -> None:
    before = read_newest_checkpoint(settings)
    rewrite_last_entry(signed)
    signed.record(tell(RegionNamed, reference="R2", name="The South"))

    with pytest.raises(SigningRefused) as refused:
        sign_now(signed.registry, settings)

    assert str(refused.value) == (
        f"Nothing was signed: {locate_key(settings)}.checkpoint: the ledger was rewritten since it "
        "was made at entry 16. Nothing is signed that does not extend what was signed before: find "
        "out who changed the ledger, and restore it from a backup"
    )
    assert read_newest_checkpoint(settings) == before


def test_a_rewritten_ledger_that_proves_itself_is_found_by_its_checkpoint(
    signed: World, settings: Settings
) -> None:
    rewrite_last_entry(signed)

    assert verify(signed.registry).entries == 16
    with pytest.raises(Damaged, match="the ledger was rewritten since it was made at entry 16"):
        verify(signed.registry, settings)


def test_the_checkpoint_beside_the_key_stands_when_the_data_folder_is_cleared(
    signed: World, settings: Settings
) -> None:
    rewrite_last_entry(signed)
    (settings.data_dir / "log/checkpoint").unlink()

    with pytest.raises(SigningRefused, match=r"signing\.key\.checkpoint: the ledger was rewritten"):
        sign_now(signed.registry, settings)
    assert read_newest_checkpoint(settings) is None


@pytest.mark.parametrize("place", ["releases/registry/1.0.0/checkpoint", "log/checkpoint"])
def test_every_place_is_asked_for_what_was_signed(
    signed: World, settings: Settings, place: str
) -> None:
    text = read_newest_checkpoint(settings) or ""
    for one in list_signed_checkpoints(settings):
        one.path.unlink()
    (settings.data_dir / "log/checkpoint").unlink(missing_ok=True)
    path = settings.data_dir / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    rewrite_last_entry(signed)

    with pytest.raises(SigningRefused, match=f"{place}: the ledger was rewritten"):
        sign_now(signed.registry, settings)


def test_a_ledger_that_is_shorter_than_what_was_signed_is_not_signed(
    signed: World, settings: Settings, database_url: str
) -> None:
    signed.record(tell(RegionNamed, reference="R2", name="The South"))
    sign_now(signed.registry, settings)
    signed.sql_without_triggers(
        "DELETE FROM entries WHERE number = 17", "UPDATE head SET number = 16"
    )

    with pytest.raises(SigningRefused, match="made at entry 17, but the ledger ends at entry 16"):
        sign_now(signed.registry, settings)


def test_a_checkpoint_that_was_edited_is_no_leave_to_sign(
    signed: World, settings: Settings
) -> None:
    path = settings.data_dir / "log/checkpoint"
    path.write_text(path.read_text().replace("\n16\n", "\n1\n"))

    with pytest.raises(SigningRefused, match="its signature is false"):
        sign_now(signed.registry, settings)
    with pytest.raises(Damaged, match="its signature is false"):
        verify(signed.registry, settings)


@pytest.mark.skipif(os.geteuid() == 0, reason="root can write everywhere")
def test_a_folder_of_keys_that_cannot_be_written_leaves_the_copy_of_the_data_folder(
    world: World, settings: Settings, signer: Signer
) -> None:
    assert signer.name
    folder = locate_key(settings).parent
    folder.chmod(0o500)
    sign_now(world.registry, settings)
    folder.chmod(0o700)

    assert read_newest_checkpoint(settings) is not None
    assert [path.name for path in folder.iterdir()] == ["signing.key"]


@pytest.mark.parametrize(
    "place",
    [
        "data/log/checkpoint",
        "data/releases/registry/1.0.0/checkpoint",
        "data/rebuilt/registry/1.0.0/checkpoint",
        "data/tiles/checkpoint",
        "elsewhere/signing.key.checkpoint",
    ],
)
def test_an_older_database_is_found_by_every_checkpoint_that_is_still_there(
    signed: World, settings: Settings, signer: Signer, tmp_path: Path, place: str
) -> None:
    # What was signed at entry 17 before a backup of entry 16 was restored.
    later = sign_checkpoint(Checkpoint(signer.name, 17, bytes(32)), signer)
    path, key = tmp_path / place, tmp_path / "elsewhere/signing.key"
    key.parent.mkdir(exist_ok=True)
    locate_key(settings).rename(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(later)

    with pytest.raises(Damaged) as found:
        verify(signed.registry, replace(settings, signing_key=key))
    assert str(found.value).startswith(f"{path}: ")
    assert "made at entry 17, but the ledger ends at entry 16" in str(found.value)
