"""The page about soaks tells the numbers that the tests state, and one of them prints the table."""

import ast
import re
from typing import Literal

import pytest

from tests.support.house import ROOT, tree
from tests.support.soak import PART
from tests.support.soak_report import Figure, add_up, format_figures

When = Literal["setup", "call"]
PAGE = ROOT / "docs/how-to/soak.md"
ROWS = re.findall(r"^\| (.+?) \| ([\d,]+) \| ([\d,]+) \|", PAGE.read_text(encoding="utf-8"), re.M)


def declared() -> dict[str, int]:
    """Return what is tried and how often in a soak, as the tests state it."""
    calls = (
        node
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Trials"
    )
    return dict([ast.literal_eval(argument) for argument in call.args] for call in calls)


def number(text: str) -> int:
    return int(text.replace(",", ""))


def test_the_page_about_soaks_lists_what_is_tried() -> None:
    told = {what: number(soak) for what, soak, _ in ROWS}

    assert declared().items() <= told.items()
    assert {what: number(few) for what, _, few in ROWS} == {
        what: soak // PART for what, soak in told.items()
    }


def report(when: When, seconds: float, *figures: tuple[str, object]) -> pytest.TestReport:
    properties: list[tuple[str, object]] = [("soak", list(figure)) for figure in figures]
    return pytest.TestReport(
        "test", ("test.py", 1, "test"), {}, "passed", None, when, [], seconds, 0, 0, properties
    )


def test_the_figures_of_a_soak_are_those_of_its_tests() -> None:
    figures = add_up(
        [
            report("setup", 60.0, ("files", 40)),
            report("call", 1.5, ("files", 40)),
            report("call", 2.5, ("files", 40)),
            report("call", 9.0, ("bytes", "all")),
            report("call", 9.0),
        ]
    )

    assert figures == {"files": Figure(40, 2, 4.0), "bytes": Figure("all", 1, 9.0)}
    assert list(format_figures(figures)) == [
        "   trials  tests   seconds",
        "      all      1       9.0  bytes",
        "       40      2       4.0  files",
    ]
