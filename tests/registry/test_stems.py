"""What a text is found by. It is never to change: what is recorded would not be found any more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.vocabulary import find_stems, join_stems

# Examples of each step of M. F. Porter, "An algorithm for suffix stripping", Program 14 (1980).
PORTER = """
caresses caress, ponies poni, ties ti, caress caress, cats cat, feed feed, agreed agre,
plastered plaster, bled bled, motoring motor, sing sing, conflated conflat, troubled troubl,
sized size, hopping hop, tanned tan, falling fall, hissing hiss, fizzed fizz, failing fail,
filing file, happy happi, sky sky, relational relat, conditional condit, rational ration,
valenci valenc, hesitanci hesit, digitizer digit, conformabli conform, radicalli radic,
differentli differ, vileli vile, analogousli analog, vietnamization vietnam, predication predic,
operator oper, feudalism feudal, decisiveness decis, hopefulness hope, callousness callous,
formaliti formal, sensitiviti sensit, sensibiliti sensibl, triplicate triplic, formative form,
formalize formal, electriciti electr, electrical electr, hopeful hope, goodness good,
revival reviv, allowance allow, inference infer, airliner airlin, gyroscopic gyroscop,
adjustable adjust, defensible defens, irritant irrit, replacement replac, adjustment adjust,
dependent depend, adoption adopt, homologou homolog, communism commun, activate activ,
angulariti angular, homologous homolog, effective effect, bowdlerize bowdler, probate probat,
rate rate, cease ceas, controll control, roll roll
"""


@pytest.mark.parametrize("example", PORTER.split(","))
def test_english_words_lose_the_endings_that_porter_takes_off(example: str) -> None:
    word, stem = example.split()
    assert join_stems(word) == stem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The council's, the councils' and the COUNCIL’S", "and council the"),
        ("Cymru'n Ynys Môn i'r", "cymru i mon n r yny"),
        ("A&E, 24/7, 54.5% of £1,500 by 2006-07", "07 1 2006 24 5 500 54 7 a by e of"),
        ("EXS-T1 exs_t1 Exs–T1", "ex t1"),
        ("info@example.org", "exampl info org"),
        ("clair e\u0301clair éclair ÉCLAIRS", "clair eclair"),
        ("ﬁre ½ m² № ℡", "1 2 fire m2 no tel"),
        ("Straße STRASSE Straẞe", "strass"),
        ("İstanbul ΆΣ ας", "istanbul ασ"),
        ("日本 テキスト", "テキスト 日本"),
        ("as is us 1990s 1990's", "1990 1990s as is us"),
        ("😀 ... '' 's \u200b _-* \"", "s"),
        ("x" * 65 + " " + "z" * 64, "x" * 64 + " " + "z" * 64),
        (" \n ", ""),
    ],
)
def test_a_text_is_found_by_its_words_without_accents_case_and_endings(
    text: str, words: str
) -> None:
    assert join_stems(text) == words


@given(st.lists(st.text()))
def test_a_text_is_found_by_the_words_of_its_parts_and_no_others(parts: list[str]) -> None:
    assert find_stems(" ".join(parts)) == set().union(*map(find_stems, parts))


@given(st.text())
def test_stems_are_written_so_that_databases_can_only_divide_them_at_gaps(text: str) -> None:
    for stem in find_stems(text):
        assert stem
        assert len(stem) <= 64
        assert all(char.isalnum() for char in stem if char.isascii())
        assert not any(char.isascii() and char.isupper() for char in stem)
    assert set(join_stems(text).split(" ")) - {""} == find_stems(text)
