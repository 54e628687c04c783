"""What the app counts of itself, for Prometheus; each app has a registry of its own."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from schema import software_version
from web.accounts import Account

MEDIA_TYPE = CONTENT_TYPE_PLAIN_0_0_4
# Kept answers take less than the first, and no answer may take longer than the last.
_SECONDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
_METHODS = frozenset(("GET", "HEAD", "OPTIONS", "POST"))


class Metrics:
    """Counts requests as they end; everything else is looked up when somebody asks."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        self._requests = Counter(
            "answerable_requests",
            "Requests that were answered",
            ("route", "method", "status"),
            registry=registry,
        )
        self._durations = Histogram(
            "answerable_request_seconds",
            "How long answers took",
            ("route",),
            buckets=_SECONDS,
            registry=registry,
        )
        self._questions = Counter(
            "answerable_questions",
            "Questions to the API by what became of them",
            ("outcome", "reason"),
            registry=registry,
        )
        self._points = Counter(
            "answerable_question_points", "What questions cost, in points", registry=registry
        )
        self._entries = Gauge(
            "answerable_ledger_entries", "The number of the newest entry", registry=registry
        )
        built = Gauge("answerable_build_info", "The software", ("version",), registry=registry)
        built.labels(software_version()).set(1)
        ProcessCollector(registry=registry)
        self._under_way = 0
        self.shows(
            "answerable_requests_in_flight",
            "Requests that are being answered",
            lambda: self._under_way,
        )
        # To find a counter by its labels costs more than to count.
        self._known: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}

    def shows(self, name: str, says: str, value: Callable[[], float]) -> None:
        """Show what a function tells, whenever somebody asks."""
        Gauge(name, says, registry=self._registry).set_function(value)

    def began(self) -> None:
        """A request came in."""
        self._under_way += 1

    def ended(self, account: Account) -> None:
        """A request was answered, or its client went away."""
        self._under_way -= 1
        # Whoever makes up methods must not make up metrics.
        method = account.method if account.method in _METHODS else "other"
        key = (account.route, method, account.status)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = (
                self._requests.labels(account.route, method, str(account.status)),
                self._durations.labels(account.route),
            )
        known[0].inc()
        known[1].observe(account.seconds)
        if account.outcome is not None:
            self._questions.labels(account.outcome.value, account.reason or "").inc()
            if account.cost:
                self._points.inc(account.cost)

    def text(self, entries: int | None) -> bytes:
        """All that is counted, in Prometheus' text format; the ledger's number if it is known."""
        if entries is not None:
            self._entries.set(entries)
        return generate_latest(self._registry)
