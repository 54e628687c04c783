"""Values: what each form takes, what it refuses, and that writing and reading are inverse."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.vocabulary import (
    Pence,
    derive_reference,
    format_pence,
    instant,
    is_reference,
    opaque_id,
    read_count,
    read_day,
    read_financial_year,
    read_id,
    read_instant,
    read_number,
    read_text,
    read_uri,
    reference_part,
    uri_of,
)
from registry.vocabulary.text import TEXT_LENGTH

REFERENCES = st.from_regex(
    r"[A-Za-z0-9][A-Za-z0-9._~-]{0,20}(/[A-Za-z0-9]{1,9}){0,3}", fullmatch=True
)


def refuses(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return True
    return False


@given(st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1))
def test_money_that_was_written_is_read_as_the_same_pence(pence: int) -> None:
    assert Pence.read(str(Pence(pence))) == pence


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("12345678901.67", 1234567890167),
        ("9999999999999.99", 999999999999999),
        ("61042.09", 6104209),
        ("61042.9", 6104290),
        ("927500", 92750000),
        ("0.10", 10),
        ("-0.01", -1),
    ],
)
def test_money_is_whole_pence_and_never_floats(text: str, pence: int) -> None:
    assert Pence.read(text) == pence
    assert type(Pence.read(text)) is Pence


@pytest.mark.parametrize(
    "text",
    ["", "£5", "1,000", "5.005", "5.", ".5", "+5", "1e3", " 5", "5\n", "5m", "٣", "１２", "nan",
     "12345678901234"],
)  # fmt: skip
def test_money_is_refused_in_any_other_notation(text: str) -> None:
    assert refuses(Pence.read, text)


@pytest.mark.parametrize(
    ("pence", "words"),
    [(17022026700, "£170,220,267"), (6104209, "£61,042.09"), (-5, "-£0.05"), (0, "£0")],
)
def test_money_is_spoken_as_people_write_it(pence: int, words: str) -> None:
    assert format_pence(pence) == words


@pytest.mark.parametrize("text", ["-4.0", "1250", "0.10", "00", "1" * 30 + "." + "2" * 15])
def test_numbers_keep_their_scale(text: str) -> None:
    assert read_number(text) == text


@pytest.mark.parametrize(
    "text", ["", "1,250", "4%", "1e5", "+4", "٤", "4.", "-", "--4", "NaN", "4\n", "1" * 31]
)
def test_numbers_are_refused_in_any_other_notation(text: str) -> None:
    assert refuses(read_number, text)


def test_counts_are_whole_and_not_negative() -> None:
    assert [read_count(text) for text in ("0", "35", "999999999")] == [0, 35, 999999999]
    for text in ("-1", "1.0", "٣", "", "1000000000", "3\n"):
        assert refuses(read_count, text)


@pytest.mark.parametrize("day", ["2007-05-01", "2008-02-29", "0001-01-01", "9999-12-31"])
def test_days_of_the_calendar(day: str) -> None:
    assert read_day(day) == day


@pytest.mark.parametrize(
    "text",
    ["2007-02-29", "2007-13-01", "0000-01-01", "1 May 2007", "2007-5-1", "20070501", "2007-W18-2",
     "٢٠٠٧-٠٥-٠١", "2007-05-01\n", "2007-05-01T00:00", ""],
)  # fmt: skip
def test_days_are_refused_in_any_other_notation(text: str) -> None:
    assert refuses(read_day, text)


@pytest.mark.parametrize("year", ["2007-08", "1999-00", "2099-00"])
def test_financial_years(year: str) -> None:
    assert read_financial_year(year) == year


@pytest.mark.parametrize(
    "text", ["2007", "2007-09", "2007-2008", "2007/08", "2007-07", "٢٠٠٧-٠٨", "2007-08 "]
)
def test_financial_years_follow_each_other(text: str) -> None:
    assert refuses(read_financial_year, text)


@given(
    st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-11)), timezone.max])),
    st.datetimes(timezones=st.just(UTC)),
)
def test_instants_sort_as_text_in_the_order_of_time(one: datetime, other: datetime) -> None:
    # In UTC the first and the last day may be in years that no calendar has.
    if min(one, other).year > 1 and max(one, other).year < 9999:
        assert (instant(one) < instant(other)) == (one < other)
        assert read_instant(instant(one)) == instant(one)


def test_an_instant_without_its_offset_is_refused() -> None:
    assert read_instant("2026-01-31T10:00:00+01:00") == "2026-01-31T09:00:00.000000Z"
    for text in ("2026-01-31T10:00:00", "2026-01-31", "yesterday"):
        assert refuses(read_instant, text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z"),
        ("0999-01-01T00:00:00Z", "0999-01-01T00:00:00.000000Z"),
        ("2026-01-31t10:00:00z", "2026-01-31T10:00:00.000000Z"),
        ("2026-01-31T10:00:00.5-00:30", "2026-01-31T10:30:00.500000Z"),
        ("2026-01-31T10:00:00.1234567Z", "2026-01-31T10:00:00.123456Z"),
        ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"),
    ],
)
def test_an_instant_is_written_with_four_digits_of_the_year(text: str, read: str) -> None:
    assert read_instant(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "2027-05-01é10:00:00Z", "2027-05-01\t10:00:00Z", "2027-05-01 10:00:00Z",
        "2027-W18-6T10:00:00Z", "2027-121T10:00:00Z", "20270501T100000Z", "2027-05-01T10Z",
        "2027-05-01T10:00Z", "2027-05-01T10:00:00,5Z", "2027-05-01T10:00:00.Z",
        "2027-05-01T10:00:00+0100", "2027-05-01T10:00:00+01", "2027-05-01T10:00:00+24:00",
        "2027-05-01T10:00:60Z", "2027-05-01T24:00:00Z", "2027-02-30T10:00:00Z",
        "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00",
        "٢٠٢٧-٠٥-٠١T10:00:00Z", "2027-05-01T10:00:00Z\n", " 2027-05-01T10:00:00Z", "",
    ],
)  # fmt: skip
def test_an_instant_is_refused_in_any_notation_but_that_of_rfc_3339(text: str) -> None:
    assert refuses(read_instant, text)


@given(st.text())
def test_words_are_kept_in_normal_form_c_and_not_touched_otherwise(text: str) -> None:
    if "\0" not in text:
        assert read_text(text) == normalize("NFC", text)


def test_words_that_no_database_holds_are_refused() -> None:
    for text in ("a\0b", "é\0", "lone \ud800", "x" * (TEXT_LENGTH + 1), "é" * (TEXT_LENGTH + 1)):
        assert refuses(read_text, text)
    assert read_text("é") == "é"
    assert len(read_text("x" * TEXT_LENGTH)) == TEXT_LENGTH


@pytest.mark.parametrize("text", ["T", "EXS/T1", "a.b_c~d-e/0", "x" * 200])
def test_references(text: str) -> None:
    assert is_reference(text)


@pytest.mark.parametrize(
    "text", ["", "/T1", "T1/", "a//b", ".hidden", "a/../b", "a b", "é", "٣", "T1\n", "x" * 201]
)
def test_what_cannot_stand_in_an_address_is_no_reference(text: str) -> None:
    assert not is_reference(text)


@given(st.lists(st.one_of(st.text(max_size=20), st.integers(), st.none()), max_size=4))
def test_a_derived_reference_is_a_reference_whatever_its_parts_say(parts: list[str | int]) -> None:
    assert is_reference(derive_reference("EXS", *parts))


def test_parts_of_a_derived_reference() -> None:
    assert derive_reference("EXS/P1", 2) == "EXS/P1/2"
    assert reference_part("LCC & 3 PCT") == "LCC-3-PCT"
    assert reference_part(None) == reference_part("££") == "unstated"


@given(st.sampled_from(["targets", "area_codes"]), REFERENCES)
def test_an_id_and_an_address_lead_back_to_their_record(table: str, reference: str) -> None:
    assert read_id(opaque_id(table, reference)) == (table, reference)
    assert read_uri("https://x", uri_of("https://x", table, reference)) == (table, reference)


@given(st.text())
def test_an_unknown_id_is_none_and_no_error(text: str) -> None:
    found = read_id(text)
    assert found is None or opaque_id(*found) == text


@pytest.mark.parametrize(
    "unknown", ["", "????", "dGFyZ2V0cw", "dGFyZ2V0czpFWFMvVDE=", "dGFyZ2V0czpFWFMvVDF", "é"]
)
def test_ids_that_the_registry_cannot_have_given(unknown: str) -> None:
    assert read_id(unknown) is None


@pytest.mark.parametrize(
    "uri", ["https://x", "https://x/targets", "https://y/targets/T1", "https://x/targets/", "x"]
)
def test_addresses_that_are_not_ours(uri: str) -> None:
    assert read_uri("https://x", uri) is None
