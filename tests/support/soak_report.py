"""The figures of a soak: what was tried, how often, in how many seconds, and with which seed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from _pytest.terminal import TerminalReporter

from tests.support.soak import get_seed, is_soak

PROPERTY = "soak"


@dataclass
class Figure:
    """One row of the table."""

    trials: object = 0
    tests: int = 0
    seconds: float = 0.0


@pytest.hookimpl
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Put a test's trials into its report, which alone leaves the process that runs the test."""
    mark = item.get_closest_marker("soak")
    if mark is not None:
        what, trials = mark.args
        item.user_properties.append((PROPERTY, [what, trials]))


@pytest.hookimpl
def pytest_report_header() -> str | None:
    """Tell the seed first, so that it is known whatever happens."""
    return f"soak: seed {get_seed()}" if is_soak() else None


@pytest.hookimpl
def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Print the table."""
    if is_soak():
        reports = [one for found in terminalreporter.stats.values() for one in found]
        calls = [one for one in reports if isinstance(one, pytest.TestReport)]
        terminalreporter.section(f"soak, seed {get_seed()}")
        for line in format_figures(add_up(calls)):
            terminalreporter.write_line(line)


def add_up(reports: Iterable[pytest.TestReport]) -> dict[str, Figure]:
    """Return the figures of everything that was tried, over the tests that tried it."""
    figures: dict[str, Figure] = defaultdict(Figure)
    for report in reports:
        if report.when == "call":
            properties: list[tuple[str, Any]] = report.user_properties
            for what, trials in (value for name, value in properties if name == PROPERTY):
                figure = figures[what]
                figure.trials = trials
                figure.tests += 1
                figure.seconds += report.duration
    return figures


def format_figures(figures: dict[str, Figure]) -> Iterator[str]:
    """Return the lines of the table, what took longest first."""
    yield f"{'trials':>9} {'tests':>6} {'seconds':>9}"
    for what, one in sorted(figures.items(), key=lambda pair: -pair[1].seconds):
        trials = f"{one.trials:,}" if isinstance(one.trials, int) else str(one.trials)
        yield f"{trials:>9} {one.tests:>6} {one.seconds:>9.1f}  {what}"
