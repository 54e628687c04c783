"""What a spreadsheet program shows under a number format is what is read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.files.number_formats import Shown, show_number, show_text
from ingest.files.number_formats.format_codes import parse_format_code
from ingest.files.number_formats.numbers import show_digits
from ingest.files.number_formats.plain_numbers import find_plain_format

ACCOUNTS = '_-"£"* #,##0.00_-;-"£"* #,##0.00_-;_-"£"* "-"??_-;_-@_-'
SHOWN = {
    "codes keep their zeros": ("0000", "331", "0331"),
    "1.10 is not 1.1": ("0.00", "1.1", "1.10"),
    "zeros at the end are not wanted": ("0.##", "1.5", "1.5"),
    "15 digits": ("General", "0.30000000000000004", "0.3"),
    "words beside a number": ('General" homes"', "5", "5 homes"),
    "text format": ("@", "331", "331"),
    "thousands": ("#,##0", "1234567", "1,234,567"),
    "in thousands": ("#,##0,", "1234567", "1,235"),
    "in millions": ('0.0,,"m"', "1234567", "1.2m"),
    "pounds of a locale": ("[$£-809]#,##0.00", "1234.5", "£1,234.50"),
    "accounts": (ACCOUNTS, "1234.5", "£1,234.50"),
    "accounts below nothing": (ACCOUNTS, "-1234.5", "-£1,234.50"),
    "accounts of nothing": (ACCOUNTS, "0", "£-"),
    "brackets and red": ("#,##0_);[Red](#,##0)", "-5", "(5)"),
    "below nothing": ("0.0", "-4", "-4.0"),
    "a percentage": ("0.0%", "0.07", "7.0%"),
    "a sign of percent that is no percentage": ("0\\%", "40", "40%"),
    "a condition that holds": ("[<1]0%;0", "0.5", "50%"),
    "a condition that does not": ("[<1]0%;0", "2", "2"),
    "a condition with a sign": ("[<1]0%;0", "-0.5", "-50%"),
    "one day": ('[=1]0" day";0" days"', "1", "1 day"),
    "many days": ('[=1]0" day";0" days"', "7", "7 days"),
    "an exponent": ("0.00E+00", "12345", "1.23E+04"),
    "an exponent by threes": ("##0.0E+0", "12345", "12.3E+3"),
    "a small exponent": ("0.0E-0", "0.00012", "1.2E-4"),
    "a fraction": ("# ?/?", "5.25", "5 1/4"),
    "a fraction alone": ("?/?", "0.25", "1/4"),
    "the nearest fraction": ("# ?/?", "0.3", "2/7"),
    "eighths": ("# ?/8", "5.25", "5 2/8"),
    "no fraction": ("# ?/?", "5", "5"),
    "hours beyond a day": ("[h]:mm:ss", "1.5", "36:00:00"),
    "minutes beyond an hour": ("[mm]:ss", "0.0625", "90:00"),
    "minutes alone": ("[mm]", "0.0625", "90"),
    "tenths of seconds": ("mm:ss.0", "0.500006", "00:00.5"),
    "a time": ("h:mm AM/PM", "39203.75", "6:00 PM"),
    "a day with a time": ("dd/mm/yyyy hh:mm", "39203.75", "01/05/2007 18:00"),
    "a day": ("dd/mm/yyyy", "39203", "01/05/2007"),
    "a month": ("mmm-yy", "39142", "Mar-07"),
    "a financial year of a month": ("yyyy/mm", "39692", "2008/09"),
    "a financial year of digits": ('0000"/"00', "200809", "2008/09"),
    "a quarter": ('"Q"0', "3", "Q3"),
    "a day of Welsh": ("[$-452]d mmmm yyyy", "39203", "1 Mai 2007"),
    "a weekday of Welsh": ("[$-cy-GB]dddd d mmm", "39114", "Dydd Iau 1 Chwef"),
    "a day of British English": ("[$-809]dd mmmm yyyy;@", "39203", "01 May 2007"),
    "the computer's long date": ("[$-F800]dddd\\, mmmm dd\\, yyyy", "39203", "01 May 2007"),
    "a day before March 1900": ("dd/mm/yyyy", "59", "28/02/1900"),
    "nothing": (";;;", "5", ""),
    "no zero": ("#,##0;-#,##0;", "0", ""),
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_number_is_shown_as_its_format_says(name: str) -> None:
    code, stored, words = SHOWN[name]

    shown = show_number(stored, code)

    assert shown is not None
    assert shown.words == words


@pytest.mark.parametrize(
    ("code", "stored"),
    [
        ("dd/mm/yyyy", "60"),  # 29 February 1900
        ("dd/mm/yyyy", "-1"),
        ("[$-40C]mmmm yyyy", "39203"),  # French
        ("[$-1070000]d mmm yyyy", "39203"),  # another calendar
        ("e", "39203"),
        ("0", "1E+300"),
    ],
)
def test_what_cannot_be_said_is_not_guessed(code: str, stored: str) -> None:
    assert show_number(stored, code) is None


@pytest.mark.parametrize(
    ("code", "stored", "cut"),
    [
        ("£#,##0", "1234.5", True),
        ("£#,##0", "1234", False),
        ("#,##0,", "1234567", True),
        ("0.0%", "0.31666", True),
        ("0.0", "0.30000000000000004", False),
        ("# ?/?", "0.3", True),
        ("0.0E+0", "12345", True),
        (ACCOUNTS, "0", True),
    ],
)
def test_it_is_known_whether_digits_are_cut_off(code: str, stored: str, cut: bool) -> None:
    shown = show_number(stored, code)

    assert shown is not None
    assert shown.cut is cut


def test_days_are_known_however_they_are_written() -> None:
    assert show_number("39203", "mm/dd/yy") == Shown("05/01/07", "2007-05-01")
    assert show_number("39203", "mmm yyyy") == Shown("May 2007")
    assert show_number("37741", "dd/mm/yyyy", since_1904=True) == Shown("01/05/2007", "2007-05-01")


def test_words_are_shown_with_the_words_of_their_format() -> None:
    assert show_text("154", '"NI "@') == "NI 154"
    assert show_text("tba", "0;-0;0;") == ""
    assert show_text("tba", ACCOUNTS) == "tba"
    assert show_text("tba", "0.0") is None


@given(
    st.decimals(min_value=0, max_value=10**12, places=6),
    st.sampled_from(["0", "#", "0000", "#,##0", "0.00", "#,##0.0#", "0.0%", "£#,##0.00_-", "#.#"]),
)
def test_the_quick_way_shows_what_the_other_one_shows(number: Decimal, code: str) -> None:
    tokens = parse_format_code(code)[0].tokens
    plain = find_plain_format(tokens)

    assert plain is not None
    assert plain.show(number) == show_digits(number, tokens)


@given(st.floats(allow_nan=False), st.text('0#?.,%E+/-_*\\"[]$;@dmyhsA<1 £General', max_size=30))
def test_no_format_ends_in_an_error(number: float, code: str) -> None:
    shown = show_number(repr(number), code)

    assert shown is None or shown.words == shown.words.strip()
