"""Our roots and proofs against pymerkle, and against the RFC's own way of checking."""

from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree  # type: ignore[import-untyped]  # it brings no types

from registry.ledger import (
    compute_range_root,
    hash_leaf,
    list_covering_ranges,
    verify_consistency,
    verify_inclusion,
)
from registry.ledger.consistency import list_consistency_ranges
from registry.ledger.merkle import hash_children, list_inclusion_ranges

SIZES = st.integers(1, 200)


def hashes_of(size: int) -> dict[tuple[int, int], bytes]:
    return {(n, n + 1): hash_leaf(b"leaf %d" % n) for n in range(size)}


def oracle(size: int) -> InmemoryTree:
    tree = InmemoryTree(algorithm="sha256")
    for n in range(size):
        tree.append_entry(b"leaf %d" % n)
    return tree


@given(SIZES, st.data())
def test_inclusion(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    known, tree = hashes_of(size), oracle(size)
    proof = [compute_range_root(known, *part) for part in list_inclusion_ranges(index, size)]

    assert [hash_leaf(b"leaf %d" % index), *proof] == tree.prove_inclusion(index + 1, size).path
    assert compute_range_root(known, 0, size) == tree.get_root(size)
    assert verify_inclusion(known[index, index + 1], index, size, proof, tree.get_root(size))


def checked_as_in_rfc_9162(
    old: int, old_root: bytes, new: int, new_root: bytes, proof: list[bytes]
) -> bool:
    """The algorithm of section 2.1.4.2, word for word."""
    path = [old_root, *proof] if old.bit_count() == 1 else proof
    if not path:
        return False
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = hash_children(c, fr), hash_children(c, sr)
            while fn != 0 and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = hash_children(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return (fr, sr, sn) == (old_root, new_root, 0)


@given(st.integers(2, 200), st.data())
def test_consistency(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new - 1))
    known, tree = hashes_of(new), oracle(new)
    roots = tree.get_root(old), tree.get_root(new)
    proof = [compute_range_root(known, *part) for part in list_consistency_ranges(old, new)]

    assert verify_consistency(old, roots[0], new, roots[1], proof)
    assert checked_as_in_rfc_9162(old, roots[0], new, roots[1], proof)


@given(SIZES, st.data())
def test_one_changed_leaf_spoils_consistency(new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, new))
    changed = data.draw(st.integers(0, old - 1))
    known = hashes_of(new)
    forged = {**known, (changed, changed + 1): hash_leaf(b"forged")}
    proof = [compute_range_root(forged, *part) for part in list_consistency_ranges(old, new)]

    assert not verify_consistency(
        old, compute_range_root(known, 0, old), new, compute_range_root(forged, 0, new), proof
    )


@given(SIZES, st.data())
def test_some_leaves_and_the_ranges_around_them_lead_to_every_root(
    size: int, data: st.DataObject
) -> None:
    leaves = data.draw(st.sets(st.integers(0, size - 1), max_size=8))
    old = data.draw(st.integers(1, size))
    known = hashes_of(size)
    given_ = {
        part: compute_range_root(known, *part)
        for part in list_covering_ranges(size, sorted(leaves), [old])
    }
    given_ |= {(n, n + 1): known[n, n + 1] for n in leaves}

    assert compute_range_root(given_, 0, size) == compute_range_root(known, 0, size)
    assert compute_range_root(given_, 0, old) == compute_range_root(known, 0, old)
    assert len(given_) <= (len(leaves) + 2) * (size.bit_length() + 1)
