"""Metrics for Prometheus; each app has a registry of its own.

Counting happens on the event loop only, in plain dictionaries: the library's own counters take a
lock each, which together would cost a third of what a kept answer does. They are put into its
terms when somebody asks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import accumulate

from prometheus_client import CollectorRegistry, Gauge, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from schema import software_version
from web.middleware.request_log import RequestLog

MEDIA_TYPE = CONTENT_TYPE_PLAIN_0_0_4
# Kept answers take less than the first, and no answer may take longer than the last.
_SECONDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
_BOUNDS = (*map(str, _SECONDS), "+Inf")
_METHODS = frozenset(("GET", "HEAD", "OPTIONS", "POST"))


class Metrics(Collector):
    """Counts requests as they end; gauges are read when somebody asks."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._questions: Counter[tuple[str, str]] = Counter()
        self._durations: dict[str, list[int]] = {}
        self._seconds: dict[str, float] = {}
        self._points = 0
        self._counters: list[tuple[str, str, Mapping[str, int]]] = []
        self._under_way = 0
        self._registry = CollectorRegistry()
        self._registry.register(self)
        self._entries = Gauge(
            "answerable_ledger_entries", "The number of the newest entry", registry=self._registry
        )
        built = Gauge("answerable_build_info", "The software", ["version"], registry=self._registry)
        built.labels(software_version()).set(1)
        ProcessCollector(registry=self._registry)
        self.add_gauge(
            "answerable_requests_in_flight",
            "Requests that are being answered",
            lambda: self._under_way,
        )

    def add_gauge(self, name: str, says: str, value: Callable[[], float]) -> None:
        """Add a gauge whose value a function returns."""
        Gauge(name, says, registry=self._registry).set_function(value)

    def add_counter(self, name: str, says: str, counts: Mapping[str, int]) -> None:
        """Add a counter per reason, counted elsewhere."""
        self._counters.append((name, says, counts))

    def count_begin(self) -> None:
        """Count a request that came in."""
        self._under_way += 1

    def count_end(self, log: RequestLog) -> None:
        """Count a request that has ended."""
        self._under_way -= 1
        # Whoever makes up methods must not make up metrics.
        method = log.method if log.method in _METHODS else "other"
        route, seconds = log.route, log.seconds
        self._requests[route, method, log.status] += 1
        found = self._durations.get(route)
        if found is None:
            found = self._durations[route] = [0] * len(_BOUNDS)
            self._seconds[route] = 0.0
        found[bisect_left(_SECONDS, seconds)] += 1
        self._seconds[route] += seconds
        if log.outcome is not None:
            self._questions[log.outcome, log.reason or ""] += 1
            self._points += log.cost

    def collect(self) -> Iterator[Metric]:
        """Yield what was counted, as the library's metrics."""
        requests = CounterMetricFamily(
            "answerable_requests",
            "Requests that were answered",
            labels=("route", "method", "status"),
        )
        for (route, method, status), number in self._requests.items():
            requests.add_metric((route, method, str(status)), number)
        durations = HistogramMetricFamily(
            "answerable_request_seconds", "How long answers took", labels=("route",)
        )
        for route, found in self._durations.items():
            buckets = list(zip(_BOUNDS, accumulate(found), strict=True))
            durations.add_metric((route,), buckets, self._seconds[route])
        questions = CounterMetricFamily(
            "answerable_questions",
            "Questions to the API by what became of them",
            labels=("outcome", "reason"),
        )
        for (outcome, reason), number in self._questions.items():
            questions.add_metric((outcome, reason), number)
        yield from (requests, durations, questions)
        for name, says, counts in self._counters:
            counted = CounterMetricFamily(name, says, labels=("reason",))
            for reason, number in counts.items():
                counted.add_metric((reason,), number)
            yield counted
        yield CounterMetricFamily(
            "answerable_question_points", "What questions cost, in points", self._points
        )

    def render(self, entries: int | None) -> bytes:
        """Render all metrics in Prometheus' text format, the newest entry's number if known."""
        if entries is not None:
            self._entries.set(entries)
        return generate_latest(self._registry)
