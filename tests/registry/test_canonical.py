"""What is recorded has one canonical form, that of RFC 8785."""

import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from registry.ledger.canonical import to_canonical_json

NAMES = st.text(alphabet="abcdefghijklmnopqrstuvwxyz_", min_size=1)
WORDS = st.text(alphabet=st.characters(codec="utf-8"))


@given(st.dictionaries(NAMES, WORDS))
@example({"b": '\x00\x1f\x7f\x80\u2028\\"/', "a": "£1m – Ŵyl 👍"})
def test_cells_are_written_as_rfc_8785_has_it(cells: dict[str, str]) -> None:
    assert to_canonical_json(cells).encode() == rfc8785.dumps(cells)
