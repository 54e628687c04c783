"""What is recorded has one canonical form, that of RFC 8785."""

import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from registry.ledger.canonical import COMMITTED, canonical, leaf_bytes

NAMES = st.text(alphabet="abcdefghijklmnopqrstuvwxyz_", min_size=1)
WORDS = st.text(alphabet=st.characters(codec="utf-8"))


@given(st.dictionaries(NAMES, WORDS))
@example({"b": '\x00\x1f\x7f\x80\u2028\\"/', "a": "£1m – Ŵyl 👍"})
def test_cells_are_written_as_rfc_8785_has_it(cells: dict[str, str]) -> None:
    assert canonical(cells).encode() == rfc8785.dumps(cells)


@given(st.integers(1, 2**53 - 1), st.none() | WORDS, WORDS)
def test_a_leaf_commits_to_the_canonical_list_of_its_columns(
    number: int, actor: str | None, about: str
) -> None:
    entry = dict.fromkeys(COMMITTED, "x") | {"number": number, "actor": actor, "about": about}

    assert leaf_bytes(entry) == rfc8785.dumps([entry[column] for column in COMMITTED])
