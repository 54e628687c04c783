"""``/log/``: all that it takes to check the server, from the server, without its word for it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import web
from registry import Registry, Settings
from registry.acts import RegionNamed
from registry.checkpoints import rotate_key, sign_now
from registry.ledger import (
    COMMITTED,
    encode_leaf,
    hash_leaf,
    verify_consistency,
    verify_inclusion,
)
from registry.signing import Verifier, create_key, locate_key, read_checkpoint, read_key_file
from tests.registry.world import World, setting, tell

BASE = "https://answerable.example"


@pytest.fixture
def log(tmp_path: Path, database_url: str) -> Iterator[TestClient]:
    """A registry of 16 entries with a key."""
    settings = Settings(data_dir=tmp_path, database_url=database_url, base_url=BASE)
    create_key(locate_key(settings), "answerable.example/log")
    world = World(database_url)
    with closing(world.registry):
        world.record(*setting())
        sign_now(world.registry, settings)
    with TestClient(web.app(settings), base_url=BASE) as client:
        yield client


def unhexed(hashes: list[str]) -> list[bytes]:
    return [bytes.fromhex(one) for one in hashes]


def test_the_checkpoint_is_signed_by_the_key_beside_it(log: TestClient) -> None:
    answer = log.get("/log/checkpoint")
    opened = read_checkpoint(answer.text)
    key = Verifier.read(log.get("/log/key").text.strip())

    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert opened.list_signers([key]) == [key]
    assert (opened.checkpoint.origin, opened.checkpoint.size) == ("answerable.example/log", 16)


def test_the_server_needs_no_secret_key(log: TestClient, tmp_path: Path) -> None:
    before = log.get("/log/checkpoint").text
    (tmp_path / "keys/signing.key").unlink()

    assert log.get("/log/checkpoint").text == before
    assert log.get("/log/key").status_code == 200
    assert log.get("/targets/T1?cite=proof").json()["checkpoint"] == before


def test_the_history_of_the_keys_is_served_as_verify_reads_it(
    log: TestClient, tmp_path: Path, database_url: str
) -> None:
    before = log.get("/log/log.keys")
    settings = Settings(data_dir=tmp_path, database_url=database_url, base_url=BASE)
    with closing(Registry.open(database_url)) as registry:
        rotation = rotate_key(registry, settings)
    after = log.get("/log/log.keys")
    current, history = read_key_file(after.text)

    assert before.text == f"{rotation.key}\n"
    assert after.headers["content-type"] == "text/plain; charset=utf-8"
    assert after.headers["cache-control"] == "no-cache"
    assert (current, history.list_rotations()) == (rotation.new, (rotation,))
    assert log.get("/log/key").text == f"{rotation.new}\n"


def test_a_checkpoint_may_be_behind_the_log(log: TestClient, database_url: str) -> None:
    before = log.get("/log/checkpoint").text
    world = World(database_url)
    with closing(world.registry):
        world.record(tell(RegionNamed, reference="R2", name="The South"))

    assert log.get("/log/checkpoint").text == before
    assert log.get("/log/entries").json()["size"] == 17


def test_entries_tell_what_leaves_commit_to_and_never_their_words(log: TestClient) -> None:
    told = log.get("/log/entries", params={"after": "12", "first": "2"}).json()

    assert told["size"] == 16
    assert [entry["number"] for entry in told["entries"]] == [13, 14]
    assert set(told["entries"][0]) == {*COMMITTED, "hash"}
    assert "Target T1" not in log.get("/log/entries").text
    for entry in told["entries"]:
        assert hash_leaf(encode_leaf(entry)).hex() == entry["hash"]


def test_a_proof_of_inclusion_leads_to_the_root(log: TestClient) -> None:
    (entry,) = log.get("/log/entries", params={"after": "12", "first": "1"}).json()["entries"]
    told: dict[str, Any] = log.get("/log/proof/inclusion?number=13&size=15").json()
    root = bytes.fromhex(told["root"])

    assert verify_inclusion(bytes.fromhex(entry["hash"]), 12, 15, unhexed(told["proof"]), root)


def test_a_proof_of_consistency_leads_from_one_root_to_the_other(log: TestClient) -> None:
    told: dict[str, Any] = log.get("/log/proof/consistency?from=5").json()
    old, new = told["from"], told["to"]

    assert (old["size"], new["size"]) == (5, 16)
    assert verify_consistency(
        5, bytes.fromhex(old["root"]), 16, bytes.fromhex(new["root"]), unhexed(told["proof"])
    )


def test_tiles_never_change_and_there_are_none_beyond_the_log(log: TestClient) -> None:
    tile = log.get("/log/tile/0/000.p/16")
    hashes = [entry["hash"] for entry in log.get("/log/entries").json()["entries"]]

    assert tile.content.hex() == "".join(hashes)
    assert tile.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert tile.headers["content-type"] == "application/octet-stream"
    assert log.get("/log/tile/entries/000.p/3").status_code == 200
    for path in ("tile/0/000", "tile/0/000.p/17", "tile/1/000.p/1", "tile/0/0", "other"):
        assert log.get(f"/log/{path}").status_code == 404


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("proof/inclusion", "Give number as a whole number from 1 to 16"),
        ("proof/inclusion?number=17", "Give number as a whole number from 1 to 16"),
        ("proof/inclusion?number=1&size=17", "Give size as a whole number from 1 to 16"),
        ("proof/consistency?from=-1", "Give from as a whole number from 0 to 16"),
        ("proof/consistency?from=9&to=8", "Give from as a whole number from 0 to 8"),
        ("entries?after=x", "Give after as a whole number from 0"),
        ("entries?first=1001", "Give first as a whole number from 0 to 1000"),
    ],
)
def test_what_the_log_does_not_have_is_refused(log: TestClient, address: str, says: str) -> None:
    answer = log.get(f"/log/{address}")

    assert answer.status_code == 400
    assert [error["message"] for error in answer.json()["errors"]] == [says]


def test_an_empty_log_without_a_key_says_so(empty: TestClient) -> None:
    assert empty.get("/log/checkpoint").text == (
        "answerable.example/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"
    )
    assert empty.get("/log/key").status_code == 404
    assert empty.get("/log/log.keys").status_code == 404
    assert empty.get("/log/entries").json() == {"size": 0, "entries": []}


def test_the_files_that_prove_a_release_are_served(client: TestClient) -> None:
    sums = client.get("/data/registry/releases/1.0.0/SHA256SUMS")

    assert sums.headers["content-type"] == "text/plain; charset=utf-8"
    assert "  registry.zip\n" in sums.text
    assert "release.json" not in sums.text
    assert client.get("/data/registry/releases/1.0.0/checkpoint").text.startswith(
        "answerable.example/log\n"
    )
    assert client.get("/data/registry/releases/1.0.0/SHA256SUMS.minisig").status_code == 404
