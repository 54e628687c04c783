"""Entries of authors prove the role in which they were recorded, wherever the ledger is shown."""

import csv
from collections.abc import Iterator
from pathlib import Path
from struct import unpack_from

import pytest
from starlette.testclient import TestClient

import web
from publish import cite, write_tiles
from publish.proof import check_citation, check_release
from registry import Author, Damaged, Role, Settings
from registry.ledger import COMMITTED, LEAF_COLUMNS, encode_leaf, hash_leaf
from registry.signing import Signer
from tests.proof.releasing import release, resign
from tests.registry.world import World, target

COUNCIL = Author("COUNCIL", Role.SCRUTINY_COMMITTEE)
ACCOUNT = "somebody@example.org"


@pytest.fixture
def authored(world: World) -> World:
    """The setting, recorded by the registrar, and a target that the council recorded."""
    world.record(target("T2"), author=COUNCIL, keys=["a-key-of-theirs"], account=ACCOUNT)
    return world


@pytest.fixture
def folder(authored: World, settings: Settings, signer: Signer) -> Path:
    assert signer.name
    return release(authored.registry, settings)


def header(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()[0].split(",")


def test_a_release_tells_versions_and_roles_once_there_are_some(folder: Path) -> None:
    with (folder / "leaves.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    assert header(folder / "leaves.csv") == [*LEAF_COLUMNS]
    assert [(row["actor"], row["role"], row["leaf_version"]) for row in rows[-2:]] == [
        ("", "", "1"),
        ("COUNCIL", "SCRUTINY_COMMITTEE", "2"),
    ]


def test_a_release_of_the_registrars_entries_alone_has_the_columns_of_the_first_version(
    published: Path,
) -> None:
    latest = published / "releases/registry/latest"

    assert header(latest / "leaves.csv") == [*COMMITTED]


def test_a_release_with_roles_proves_itself(folder: Path, signer: Signer) -> None:
    proof = check_release(folder, signer.verifier)

    assert (proof.entries, proof.rows, proof.changed) == (17, 17, 0)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (b"SCRUTINY_COMMITTEE,2\r\n", b"MINISTER,2\r\n", "entries.csv and leaves.csv"),
        (b"SCRUTINY_COMMITTEE,2\r\n", b",2\r\n", "entries.csv and leaves.csv"),
        (b"SCRUTINY_COMMITTEE,2\r\n", b"SCRUTINY_COMMITTEE,1\r\n", "nothing proves its role"),
        (b"SCRUTINY_COMMITTEE,2\r\n", b"SCRUTINY_COMMITTEE,3\r\n", "its leaf is of version 3"),
        (b"SCRUTINY_COMMITTEE,2\r\n", b"SCRUTINY_COMMITTEE,two\r\n", "'two' is no number"),
        (b"digest,role,leaf_version", b"digest,leaf_version,role", "its columns are not number"),
    ],
)
def test_a_role_that_the_key_holder_rewrites_is_found(
    folder: Path, signer: Signer, old: bytes, new: bytes, why: str
) -> None:
    leaves = folder / "leaves.csv"
    data = leaves.read_bytes()
    assert data.count(old) == 1
    leaves.write_bytes(data.replace(old, new))
    resign(folder, signer)

    with pytest.raises(Damaged, match=why):
        check_release(folder, signer.verifier)


def test_a_citation_proves_the_role(authored: World, settings: Settings, signer: Signer) -> None:
    cited = cite(authored.registry, settings, "T2", "2008-01-01")

    assert '"role": "SCRUTINY_COMMITTEE"' in cited.proof
    assert [entry.number for entry in check_citation(cited.proof, signer.verifier).entries] == [17]
    with pytest.raises(Damaged, match="entry 17: it is not in the ledger"):
        check_citation(cited.proof.replace("SCRUTINY_COMMITTEE", "MINISTER"), signer.verifier)
    with pytest.raises(Damaged, match="its leaf is of version 3, which is not known here"):
        check_citation(cited.proof.replace('"leaf_version": 2', '"leaf_version": 3'))


def test_tiles_hold_leaves_of_both_versions(
    authored: World, settings: Settings, signer: Signer, tmp_path: Path
) -> None:
    assert signer.name
    write_tiles(authored.registry, settings, tmp_path / "log")

    data = (tmp_path / "log/tile/entries/000.p/17").read_bytes()
    leaves: list[bytes] = []
    while data:
        (length,) = unpack_from(">H", data)
        leaves.append(data[2 : 2 + length])
        data = data[2 + length :]
    assert [hash_leaf(leaf).hex() for leaf in leaves] == [
        authored.entry(number)["hash"] for number in range(1, 18)
    ]
    assert leaves[15].startswith(b"[16,")
    assert leaves[16].startswith(b'["leaf/2",17,')


@pytest.fixture
def client(authored: World, settings: Settings, signer: Signer) -> Iterator[TestClient]:
    assert signer.name
    told = Settings(data_dir=settings.data_dir, database_url=authored.url)
    with TestClient(web.app(told)) as client:
        yield client


def test_the_log_shows_what_each_leaf_commits_to(client: TestClient) -> None:
    first, second = client.get("/log/entries?after=15").json()["entries"]

    assert {*first} == {*COMMITTED, "hash"}
    assert {*second} == {*LEAF_COLUMNS, "hash"}
    assert (second["role"], second["leaf_version"]) == ("SCRUTINY_COMMITTEE", 2)
    for entry in (first, second):
        assert hash_leaf(encode_leaf(entry)).hex() == entry["hash"]


def test_no_file_that_is_published_holds_an_account_or_a_key(
    folder: Path, settings: Settings
) -> None:
    files = [path for path in settings.data_dir.rglob("*") if path.is_file()]
    holding = [
        path.name
        for path in files
        if path.suffix != ".sqlite" and not path.name.startswith("registry.sqlite")
        for secret in (ACCOUNT.encode(), b"a-key-of-theirs")
        if secret in path.read_bytes()
    ]

    assert folder.is_dir()
    assert len(files) > 40
    assert holding == []


def test_no_answer_holds_an_account_or_a_key(client: TestClient) -> None:
    asked = "{ changes(since: 16) { nodes { number actor { reference } role act summary hash } } }"
    paths = ("/log/entries?after=16", "/targets/T2", "/data/registry/changes")
    answers = [client.post("/graphql", json={"query": asked}), *map(client.get, paths)]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert '"number":17,"actor":{"reference":"COUNCIL"},"role":"SCRUTINY_COMMITTEE"' in (
        answers[0].text
    )
    assert '"actor":"COUNCIL","role":"SCRUTINY_COMMITTEE"' in answers[3].text
    for answer in answers:
        assert ACCOUNT not in answer.text
        assert "a-key-of-theirs" not in answer.text
