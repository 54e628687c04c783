"""How amounts, days, years and quantities read as people write them."""

import pytest

from ingest.mappings.amounts import read_amount
from ingest.mappings.dates import read_date, read_years
from ingest.mappings.quantities import read_quantity


@pytest.mark.parametrize(
    ("words", "scale", "value"),
    [
        ("£1m", "pounds", "1000000.00"),
        ("£95,000", "pounds", "95000.00"),
        ("£5000", "pounds", "5000.00"),
        ("927,500", "pounds", "927500.00"),
        ("5.545", "millions", "5545000.00"),
        ("5.545", "thousands", "5545.00"),
        ("£3.577m", "pounds", "3577000.00"),
        ("£1.5 million", "pounds", "1500000.00"),
        ("£20k", "millions", "20000.00"),
        ("1300474.28", "pounds", "1300474.28"),
        ("(1,234)", "pounds", "-1234.00"),
        ("-£12", "pounds", "-12.00"),
        ("3577000 (stated £3.577m maximum)", "pounds", "3577000.00"),
    ],
)
def test_an_amount_is_read(words: str, scale: str, value: str) -> None:
    assert read_amount(words, scale).value == value


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("None", "no amount"),
        ("—", "no amount"),
        ("tba", "no amount"),
        ("~143100000", "no amount"),
        ("2041861 up to", "words beside the figure"),
        ("5940691.375", "finer than a penny"),
        ("12 per cent", "words beside the figure"),
        ("12 km", "km is no unit of money"),
        ("£1,23", "words beside the figure"),
        ("(500", "a bracket is not closed"),
        ("١٢٣", "no amount"),
    ],
)
def test_what_is_no_plain_amount_says_why(words: str, why: str) -> None:
    read = read_amount(words)

    assert (read.value, read.why) == (None, why)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2006-07-31", "2006-07-31"),
        ("2006-07-31 00:00:00", "2006-07-31"),
        ("31/07/2006", "2006-07-31"),
        ("31.7.2006", "2006-07-31"),
        ("31 July 2006", "2006-07-31"),
        ("31st Jul 2006", "2006-07-31"),
        ("Monday 31 July 2006", "2006-07-31"),
        ("July 31, 2006", "2006-07-31"),
        ("14 Sept 2008", "2008-09-14"),
        ("14 Mai 2008", "2008-05-14"),
        ("1af Gorffennaf 2008", "2008-07-01"),
        ("1 o Fawrth 2008", "2008-03-01"),
        ("Dydd Llun, 14 Ebr 2008", "2008-04-14"),
        ("21ain o Dachwedd 2008", "2008-11-21"),
        ("31 Rhagfyr 2008", "2008-12-31"),
        ("2008-05-14 10:30", "2008-05-14"),
        ("2008-05-14T10:30:00Z", "2008-05-14"),
        ("2008-05-14 10:30:15.123+01:00", "2008-05-14"),
        ("14/05/2008 10:30", "2008-05-14"),
        ("14 May 2008 at 2pm", "2008-05-14"),
        ("14 May 2008, 10.30 a.m.", "2008-05-14"),
        ("14 May 2008 12 noon", "2008-05-14"),
    ],
)
def test_a_day_is_read(words: str, day: str) -> None:
    assert read_date(words).value == day


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Spring 2006", "a season, no day"),
        ("2009-12", "a month, no day"),
        ("May 2008", "a month, no day"),
        ("2008", "a year, no day"),
        ("2014/15", "a financial year, no day"),
        ("31 February 2006", "the calendar has no such day"),
        ("01/02/03", "no day"),
        ("Gorffennaf 2008", "a month, no day"),
        ("2008-9", "a financial year, no day"),
        ("14 May 2008 25:70", "no day"),
        ("tba", "no day"),
    ],
)
def test_what_is_no_day_says_why(words: str, why: str) -> None:
    assert (read_date(words).value, read_date(words).why) == (None, why)


@pytest.mark.parametrize(
    "words",
    [
        "2007/08",
        "2007-08",
        "2007/2008",
        "FY 2007-08",
        "2007–08",
        "07/08",
        "07-08",
        "2007/8",
        "2007-8",
        "2007\u20118",
        "2007\u201008",
        "2007—08",
        "2007\u221208",
        "2007 to 2008",
        "Financial year 2007/08",
        "2007\u20448",
    ],
)
def test_a_financial_year_is_read(words: str) -> None:
    assert read_years(words).value == "2007-08"


@pytest.mark.parametrize(
    "words", ["2007/09", "2007", "07/09", "2005-2007", "7/8", "2009/0", "2007-08-01", "٢٠٠٧/٠٨"]
)
def test_what_is_no_financial_year_is_not(words: str) -> None:
    assert read_years(words).value is None


@pytest.mark.parametrize(
    ("words", "number", "unit", "period"),
    [
        ("54.5 (2005-2007 ave)", "54.5", None, "2005-2007 ave"),
        ("31.9% (to May 07)", "31.9", "%", "to May 07"),
        ("-4.0", "-4.0", None, None),
        ("1,250 homes", "1250", "homes", None),
        ("45 per 1,000", "45", "per 1,000", None),
        ("22% (taken from a briefing)", "22", "%", None),
        ("£1.2m (2006/07)", "1200000.00", "£", "2006/07"),
        ("45.2 p", "45.2", None, None),
        ("45.2p", "45.2", None, None),
        ("45.2 (r)", "45.2", None, None),
        ("45.2*", "45.2", None, None),
        ("45.2% [p]", "45.2", "%", None),
        ("45.2%*", "45.2", "%", None),
        ("120 homes provisional", "120", "homes", None),
        ("120 homes*", "120", "homes", None),
        ("45.2 provisional (2006/07)", "45.2", None, "2006/07"),
        ("3 per hour", "3", "per hour", None),
    ],
)
def test_a_quantity_is_read(words: str, number: str, unit: str | None, period: str | None) -> None:
    read = read_quantity(words)

    assert read.stated == words
    assert (read.number, read.unit, read.period, read.why) == (number, unit, period, None)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("tba", "The source states no value yet"),
        ("To be confirmed, but likely to be 2007/8", "The source states no value yet"),
        ("placeholder", "The source states no value yet"),
        ("n/a", "The source states no value"),
        ("?", "The entry in the source cannot be read"),
        ("Yes LiL 31%", "The source's words do not begin with a number"),
        ("1st quartile", "The source states a rank, not a value"),
        ("2nd", "The source states a rank, not a value"),
        ("17 in 2004, 19 in 2005", "The source's words hold more than one number"),
    ],
)
def test_what_is_no_quantity_is_kept_with_the_reason(words: str, why: str) -> None:
    read = read_quantity(words)

    assert (read.stated, read.number, read.why) == (words, None, why)
