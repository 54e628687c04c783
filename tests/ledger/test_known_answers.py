"""The tree's hashing against the known answers of Certificate Transparency (RFC 6962)."""

import pytest

from registry.ledger import EMPTY_ROOT, TreeEdge, hash_leaf, verify_consistency, verify_inclusion
from registry.ledger.consistency import list_consistency_ranges
from registry.ledger.merkle import list_inclusion_ranges
from registry.ledger.ranges import compute_range_root

LEAVES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUDED = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
}
GREW = {
    (1, 1): [],
    (1, 8): INCLUDED[0, 8],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
HASHES = {(index, index + 1): hash_leaf(bytes.fromhex(leaf)) for index, leaf in enumerate(LEAVES)}


def unhexed(hashes: list[str]) -> list[bytes]:
    return [bytes.fromhex(one) for one in hashes]


@pytest.mark.parametrize("size", range(9))
def test_the_root_of_each_size_is_the_known_one(size: int) -> None:
    edge = TreeEdge(0)
    for index in range(size):
        edge.append(HASHES[index, index + 1])

    assert edge.compute_root().hex() == ROOTS[size]
    assert compute_range_root(HASHES, 0, size).hex() == ROOTS[size]


def test_an_empty_tree_has_a_root_as_well() -> None:
    assert EMPTY_ROOT.hex() == ROOTS[0]


@pytest.mark.parametrize(("place", "proof"), INCLUDED.items())
def test_a_known_proof_of_inclusion_is_made_and_taken(
    place: tuple[int, int], proof: list[str]
) -> None:
    index, size = place
    root = bytes.fromhex(ROOTS[size])

    assert [
        compute_range_root(HASHES, *part).hex() for part in list_inclusion_ranges(index, size)
    ] == proof
    assert verify_inclusion(HASHES[index, index + 1], index, size, unhexed(proof), root)
    assert not verify_inclusion(HASHES[1, 2], index, size, unhexed(proof), root)


@pytest.mark.parametrize(("sizes", "proof"), GREW.items())
def test_a_known_proof_of_consistency_is_made_and_taken(
    sizes: tuple[int, int], proof: list[str]
) -> None:
    old, new = sizes
    roots = bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[new])

    assert [
        compute_range_root(HASHES, *part).hex() for part in list_consistency_ranges(old, new)
    ] == proof
    assert verify_consistency(old, roots[0], new, roots[1], unhexed(proof))
    assert not verify_consistency(old, roots[0], new, bytes(32), unhexed(proof))
    assert not verify_consistency(old, bytes(32), new, roots[1], unhexed(proof))
    assert not verify_consistency(old, roots[0], new, roots[1], [*unhexed(proof), bytes(32)])


def test_every_log_begins_as_the_empty_one_and_none_shrinks() -> None:
    one, eight = bytes.fromhex(ROOTS[1]), bytes.fromhex(ROOTS[8])

    assert verify_consistency(0, EMPTY_ROOT, 8, eight, [])
    assert not verify_consistency(0, one, 8, eight, [])
    assert not verify_consistency(8, eight, 1, one, [])
    with pytest.raises(ValueError, match="a tree of 1 leaves never had 8"):
        list_consistency_ranges(8, 1)
