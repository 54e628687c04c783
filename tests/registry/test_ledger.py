"""The ledger: gapless numbers, instants that never run backwards, a tree that proves each entry."""

import json
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree  # type: ignore[import-untyped] # it brings no types

from registry.ledger import (
    EMPTY_ROOT,
    TreeEdge,
    compute_leaf_hash,
    compute_root,
    make_inclusion_proof,
    read_entries,
    verify_inclusion,
)
from registry.ledger.merkle import hash_children, hash_leaf, list_inclusion_ranges
from registry.models import Entry
from tests.registry.world import World, setting, target

SIZES = range(71)


def oracle(leaves: list[bytes]) -> Any:
    tree = InmemoryTree(algorithm="sha256")
    for leaf in leaves:
        tree.append_entry(leaf)
    return tree


def edge_of(leaves: list[bytes]) -> TreeEdge:
    edge = TreeEdge(0)
    for leaf in leaves:
        edge.append(hash_leaf(leaf))
    return edge


def range_root(leaves: list[bytes]) -> bytes:
    return edge_of(leaves).compute_root()


def proof_of(leaves: list[bytes], index: int) -> list[bytes]:
    return [
        range_root(leaves[start:end]) for start, end in list_inclusion_ranges(index, len(leaves))
    ]


def test_the_root_of_no_entry_is_the_hash_of_nothing() -> None:
    assert TreeEdge(0).compute_root() == EMPTY_ROOT == sha256(b"").digest()


@pytest.mark.parametrize("size", SIZES[1:])
def test_roots_and_proofs_are_those_of_rfc_6962(size: int) -> None:
    leaves = [str(number).encode() for number in range(size)]
    tree = oracle(leaves)

    root = edge_of(leaves).compute_root()

    assert root == tree.get_root()
    for index in range(size):
        proof = proof_of(leaves, index)
        assert [hash_leaf(leaves[index]), *proof] == tree.prove_inclusion(index + 1).path
        assert verify_inclusion(hash_leaf(leaves[index]), index, size, proof, root)


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=200))
def test_any_leaves_give_the_root_of_the_oracle(leaves: list[bytes]) -> None:
    assert edge_of(leaves).compute_root() == oracle(leaves).get_root()


@given(st.lists(st.binary(max_size=8), min_size=2, max_size=60, unique=True), st.data())
def test_a_proof_proves_its_own_leaf_and_no_other(leaves: list[bytes], data: st.DataObject) -> None:
    size, root = len(leaves), range_root(leaves)
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1).filter(lambda place: place != index))
    proof, leaf = proof_of(leaves, index), hash_leaf(leaves[index])

    assert verify_inclusion(leaf, index, size, proof, root)
    assert not verify_inclusion(hash_leaf(leaves[other]), index, size, proof, root)
    assert not verify_inclusion(leaf, other, size, proof, root)
    assert not verify_inclusion(leaf, index, size, [*proof, leaf], root)
    assert not verify_inclusion(leaf, index, size, proof[:-1], root)
    assert not verify_inclusion(leaf, size, size, proof, root)
    assert not verify_inclusion(leaf, -1, size, proof, root)


def test_numbers_have_no_gaps_and_a_refusal_leaves_none(world: World) -> None:
    world.record(target("T2"))
    world.refused(target("T3", agreement="NONE"))
    world.record(target("T3"), target("T4"))

    with world.registry.reading() as session:
        numbers = [entry.number for entry in read_entries(session.connection)]
    assert numbers == list(range(1, len(setting()) + 4))


def test_instants_never_run_backwards_though_the_clock_does(world: World) -> None:
    world.record(target("T2"))
    world.clock.moment -= timedelta(minutes=4)
    world.record(target("T3"))
    world.clock.moment += timedelta(days=1, minutes=4)
    world.record(target("T4"))

    assert [world.entry(number)["recorded_at"] for number in (16, 17, 18, 19)] == [
        "2026-01-01T00:00:01.000000Z",
        "2026-01-01T00:00:02.000000Z",
        "2026-01-01T00:00:02.000000Z",
        "2026-01-02T00:00:04.000000Z",
    ]
    assert world.position().recorded_at == "2026-01-02T00:00:04.000000Z"


def test_an_entry_tells_its_act_as_canonical_json_under_a_salted_digest(world: World) -> None:
    world.record(target("T2", title="Burglaries – £ & “quotes”", baseline_number="4.50"))

    entry = world.entry(17)
    assert entry["payload"] == (
        '{"agreement":"LAA","baseline_number":"4.50","polarity":"UNSTATED","reference":"T2",'
        '"source":"S","standing":"FICTIONAL","title":"Burglaries – £ & “quotes”"}'
    )
    assert (entry["act"], entry["about_kind"], entry["about"]) == ("TargetSet", "targets", "T2")
    salted = bytes.fromhex(entry["salt"]) + entry["payload"].encode()
    assert entry["digest"] == sha256(salted).hexdigest()
    assert len(entry["salt"]) == 32
    leaf = [17, entry["recorded_at"], None, "TargetSet", "targets", "T2", entry["digest"]]
    told = json.dumps(leaf, separators=(",", ":"))
    assert entry["hash"] == sha256(b"\x00" + told.encode()).hexdigest()


def test_two_entries_of_the_same_words_have_different_digests(world: World) -> None:
    salts = {world.entry(number)["salt"] for number in range(1, 17)}

    assert len(salts) == 16


def test_the_stored_tree_proves_every_entry_at_every_size(world: World) -> None:
    world.record(*(target(f"X{number}") for number in range(7)))
    world.record(*(target(f"Y{number}") for number in range(14)))

    with world.registry.reading() as session:
        connection = session.connection
        leaves = [
            compute_leaf_hash(entry)
            for entry in connection.execute(Entry.__table__.select().order_by(Entry.number))
        ]
        assert len(leaves) == 37
        for size in range(1, len(leaves) + 1):
            top = bytes.fromhex(compute_root(connection, size))
            edge = TreeEdge(0)
            for leaf in leaves[:size]:
                edge.append(leaf)
            assert top == edge.compute_root()
            for number in {1, (size + 1) // 2, size}:
                proof = [
                    bytes.fromhex(part) for part in make_inclusion_proof(connection, number, size)
                ]
                assert verify_inclusion(leaves[number - 1], number - 1, size, proof, top)


def test_the_smallest_trees_by_hand() -> None:
    a, b, c = (hash_leaf(letter) for letter in (b"a", b"b", b"c"))

    assert a == sha256(b"\x00a").digest()
    assert range_root([b"a"]) == a
    assert range_root([b"a", b"b"]) == hash_children(a, b) == sha256(b"\x01" + a + b).digest()
    assert range_root([b"a", b"b", b"c"]) == hash_children(hash_children(a, b), c)
