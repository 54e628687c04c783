"""What leaves commit to: each version for ever what it was."""

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from registry.ledger import (
    LEAF_COLUMNS,
    UnknownLeafVersion,
    encode_leaf,
    hash_leaf,
    list_leaf_fields,
)

WORDS = st.text(alphabet=st.characters(codec="utf-8"))
FIRST: dict[str, Any] = {
    "number": 17,
    "recorded_at": "2026-01-01T00:00:02.000000Z",
    "actor": None,
    "act": "TargetSet",
    "about_kind": "targets",
    "about": "T2",
    "digest": "00" * 32,
    "role": None,
    "leaf_version": 1,
}
SECOND = {**FIRST, "actor": "COUNCIL", "role": "SCRUTINY_COMMITTEE", "leaf_version": 2}


def test_a_leaf_of_the_first_version_is_what_it_always_was() -> None:
    leaf = (
        b'[17,"2026-01-01T00:00:02.000000Z",null,"TargetSet","targets","T2",'
        b'"0000000000000000000000000000000000000000000000000000000000000000"]'
    )

    assert encode_leaf(FIRST) == leaf
    assert hash_leaf(leaf).hex() == (
        "a6c3bc4858c1df875fc4977f5413d91a5fc5f2a5c0bb01f24a5233e2e55f8b21"
    )


def test_a_leaf_of_the_second_version_names_it_and_commits_to_the_role() -> None:
    leaf = (
        b'["leaf/2",17,"2026-01-01T00:00:02.000000Z","COUNCIL","TargetSet","targets","T2",'
        b'"0000000000000000000000000000000000000000000000000000000000000000","SCRUTINY_COMMITTEE"]'
    )

    assert encode_leaf(SECOND) == leaf
    assert hash_leaf(leaf).hex() == (
        "602b214cc5108f5f812960dd2491043a98d57ace05467eb687c036b68eb9d076"
    )


@given(
    st.integers(1, 2**53 - 1), st.none() | WORDS, WORDS, st.none() | WORDS, st.sampled_from([1, 2])
)
def test_a_leaf_is_made_again_of_what_is_published_of_it(
    number: int, actor: str | None, about: str, role: str | None, version: int
) -> None:
    entry = {**FIRST, "number": number, "actor": actor, "about": about, "leaf_version": version}
    entry["role"] = role

    shown = list_leaf_fields(entry)

    assert encode_leaf(shown) == encode_leaf(entry)
    values = [value for name, value in shown.items() if name != "leaf_version"]
    assert encode_leaf(entry) == rfc8785.dumps(values if version == 1 else ["leaf/2", *values])


@given(st.fixed_dictionaries(dict.fromkeys(LEAF_COLUMNS, st.none() | WORDS | st.integers(0, 9))))
def test_no_leaf_of_one_version_is_a_leaf_of_another(entry: dict[str, Any]) -> None:
    assert encode_leaf({**entry, "leaf_version": 1}) != encode_leaf({**entry, "leaf_version": 2})


def test_what_is_published_of_the_first_version_does_not_name_it() -> None:
    assert list(list_leaf_fields(FIRST)) == [*LEAF_COLUMNS[:7]]
    assert list(list_leaf_fields(SECOND)) == [*LEAF_COLUMNS]


@pytest.mark.parametrize("version", [0, 3, "2", None, True, 2.0])
def test_a_leaf_of_an_unknown_version_is_refused(version: Any) -> None:
    with pytest.raises(UnknownLeafVersion):
        encode_leaf({**SECOND, "leaf_version": version})
