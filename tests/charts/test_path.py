"""The path aimed at against what came out, as a drawing and in a sentence."""

import itertools
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest

from web.site.charts import Chart, PathPoint, draw_path, draw_path_of

SVG = "{http://www.w3.org/2000/svg}"
BURGLARIES = [
    PathPoint("2006-07", aim=Decimal("54.5"), outturn=Decimal("54.5")),
    PathPoint("2007-08", aim=Decimal(50), outturn=Decimal("51.2"), met=False),
    PathPoint("2008-09", aim=Decimal(45)),
]


def draw(points: list[PathPoint], unit: str | None = None) -> Chart:
    chart = draw_path("burglary", "Burglaries per 1,000 households", points, unit)
    assert chart is not None
    return chart


def parts(chart: Chart, tag: str, name: str) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(chart.svg)
    return [each for each in root.iter(f"{SVG}{tag}") if each.get("class") == name]


def test_a_mark_stands_for_each_number_and_says_it() -> None:
    chart = draw(BURGLARIES, "%")

    aims = [mark[0].text for mark in parts(chart, "circle", "chart-aim")[1:]]
    outturns = [mark[0].text for mark in parts(chart, "rect", "chart-outturn")[1:]]
    assert aims == ["2006-07: 54.5% aimed at", "2007-08: 50% aimed at", "2008-09: 45% aimed at"]
    assert outturns == ["2006-07: 54.5% came out", "2007-08: 51.2% came out"]


def test_more_is_higher_and_later_is_further_right() -> None:
    marks = parts(draw(BURGLARIES), "circle", "chart-aim")[1:]

    places = [(float(mark.get("cx", "")), float(mark.get("cy", ""))) for mark in marks]
    assert [x for x, _ in places] == sorted(x for x, _ in places)
    assert [y for _, y in places] == sorted(y for _, y in places)


def test_no_line_goes_over_a_year_without_a_number() -> None:
    told = [*BURGLARIES, PathPoint("2009-10", outturn=Decimal(40))]

    assert len(parts(draw(told), "polyline", "chart-outturn")) == 1
    assert len(parts(draw(told), "polyline", "chart-outturn")[0].get("points", "").split()) == 2


@pytest.mark.parametrize(
    ("points", "takeaway"),
    [
        (BURGLARIES, "51.2% came out in 2007-08, and 50% was aimed at: the aim was missed."),
        (
            [PathPoint("2007", Decimal(3), Decimal(3), met=True)],
            "3% came out in 2007, and 3% was aimed at: the aim was met.",
        ),
        ([PathPoint("2007", Decimal(3), Decimal(4))], "4% came out in 2007, and 3% was aimed at."),
        (
            [PathPoint("2007", outturn=Decimal(4))],
            "4% came out in 2007; no number that is aimed at for then is on record.",
        ),
        (
            [PathPoint("2007", aim=Decimal("1250000.50"))],
            "1.25m% is aimed at for 2007; no number that came out is on record.",
        ),
    ],
)
def test_one_sentence_says_what_it_shows(points: list[PathPoint], takeaway: str) -> None:
    chart = draw(points, "%")

    assert chart.takeaway == takeaway
    assert takeaway in chart.svg


def test_without_a_number_there_is_no_chart() -> None:
    assert draw_path("none", "Nothing", [PathPoint("2007-08")]) is None
    assert draw_path("none", "Nothing", []) is None


@pytest.mark.parametrize(
    "numbers", [["0"], ["-4.0", "3"], ["7", "7"], ["1e-9", "2e-9"], ["99999999999", "1"]]
)
def test_whatever_the_numbers_are_all_marks_are_within_the_drawing(numbers: list[str]) -> None:
    points = [PathPoint(f"year {i}", aim=Decimal(number)) for i, number in enumerate(numbers)]

    marks = parts(draw(points), "circle", "chart-aim")[1:]

    assert len(marks) == len(numbers)
    assert all(0 <= float(mark.get("cx", "")) <= 320 for mark in marks)
    assert all(30 <= float(mark.get("cy", "")) <= 170 for mark in marks)


def test_labels_of_many_years_do_not_touch_and_the_last_one_is_there() -> None:
    points = [PathPoint(f"{year}-{year + 1}", aim=Decimal(year)) for year in range(1990, 2020)]
    root = ElementTree.fromstring(draw(points).svg)

    labels = [(float(t.get("x", "")), t.text or "") for t in root.iter(f"{SVG}text")]
    years = [(x, text) for x, text in labels if "-" in text]
    assert years[-1][1] == "2019-2020"
    assert all(b - a > 9 * 5 for (a, _), (b, _) in itertools.pairwise(years))


def test_words_are_escaped_and_styles_are_left_to_the_page() -> None:
    chart = draw_path("x", "<script>", [PathPoint("<b>", aim=Decimal(1))], '"&')
    assert chart is not None

    ElementTree.fromstring(chart.svg)
    assert "<script>" not in chart.svg
    assert "style=" not in chart.svg
    assert 'role="img" aria-labelledby="x-title x-desc"' in chart.svg


def milestone(period: str, aim: Any, outturn: Any, *, met: bool | None) -> dict[str, Any]:
    return {"period": period, "aim": aim, "outturn": outturn, "met": met}


def test_a_target_is_drawn_of_what_its_page_asks_for() -> None:
    milestones = [
        {
            "period": "2007-08",
            "aim": {"number": "12.0"},
            "outturn": {"number": "13.1"},
            "met": False,
        },
        {"period": "2008-09", "aim": {"number": None}, "outturn": None, "met": None},
    ]
    chart = draw_path_of({"title": "Burglaries", "unit": "%", "milestones": milestones})

    assert chart is not None
    assert chart.takeaway == "13.1% came out in 2007-08, and 12% was aimed at: the aim was missed."
    assert draw_path_of({"title": "None", "unit": None, "milestones": []}) is None
