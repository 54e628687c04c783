"""The figures as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bench.peers.aims import Aim
from bench.peers.measuring import Places, by_place

ASKED = {
    "Q1": "one target with lead, protocol and allocations",
    "Q2": "an agreement with its targets and everything below them",
    "Q3": "the first 100 filtered proposals with their responses",
}
# Whom a peer is compared with: Answerable on the same database.
BESIDE = {
    "postgraphile": "answerable-postgresql",
    "naive-postgresql": "answerable-postgresql",
    "naive-sqlite": "answerable-sqlite",
    "datasette": "answerable-sqlite",
    "kept-sqlite": "constant",
    "kept-postgresql": "constant",
}


def ratio(places: Places, peer: str, question: str, load: int) -> float | None:
    """How many times as many requests a second the one that a peer is compared with answers."""
    beside = places[BESIDE.get(peer, ""), question].get(load)
    cell = places[peer, question].get(load)
    if not beside or not cell:
        return None
    times: float = beside["requests_per_second"] / cell["requests_per_second"]
    return round(times, 2)


def scale_table(one: dict[str, Any]) -> Iterator[str]:
    """The lines that tell of one scale: a table for each question, and one of memory."""
    built = ", ".join(f"{name} in {seconds:g} s" for name, seconds in one["built_seconds"].items())
    yield f"## Scale {one['scale']:g}"
    yield ""
    yield f"Built {built}."
    questions = dict.fromkeys(cell["question"] for cell in one["measured"])
    for question in questions:
        yield ""
        yield from question_table(one, question)
    yield ""
    yield "| memory | server, MB |"
    yield "| --- | ---: |"
    for peer, megabytes in one["memory_mb"].items():
        yield f"| {one['titles'].get(peer, peer)} | {megabytes:,.0f} |"


def question_table(one: dict[str, Any], question: str) -> Iterator[str]:
    """The table of one question."""
    places = by_place(one["measured"])
    loads = sorted({cell["connections"] for cell in one["measured"]})
    yield f"**{question}**, {ASKED[question]}; bare SQL on SQLite {one['bare_sql_ms'][question]} ms"
    yield ""
    heads = ["", "answer, kB", *(f"requests/s, {load}" for load in loads)]
    heads += [f"p50 / p99 ms, {load}" for load in loads]
    heads += ["CPU ms: server", "database", "times slower"]
    yield f"| {' | '.join(heads)} |"
    yield f"| --- |{' ---: |' * (len(heads) - 1)}"
    for peer, title in one["titles"].items():
        cells = places[peer, question]
        if cells:
            yield f"| {title} | {' | '.join(_row(cells, loads, places, peer, question))} |"


def _row(
    cells: dict[int, dict[str, Any]], loads: Sequence[int], places: Places, peer: str, question: str
) -> Iterator[str]:
    # CPU and ratio at the middle load, or at the highest that this peer could be asked at.
    middle = loads[len(loads) // 2]
    load = middle if middle in cells else max(cells)
    told = cells[load]
    yield f"{told['answer_bytes'] / 1000:,.1f}"
    for at in loads:
        yield short(cells[at]["requests_per_second"]) if at in cells else "–"
    for at in loads:
        times = (short(cells[at][name]) for name in ("p50_ms", "p99_ms") if at in cells)
        yield " / ".join(times) or "–"
    yield short(told["server_cpu_ms"])
    yield short(told["database_cpu_ms"])
    slower = ratio(places, peer, question, load)
    yield "" if slower is None else short(slower)


def short(figure: float) -> str:
    """A figure in three digits, or in whole numbers where it has more."""
    return f"{figure:,.0f}" if figure >= 100 else f"{figure:.3g}"


def aims_table(found: Sequence[Aim]) -> Iterator[str]:
    """The aims, reached or not."""
    yield "| aim | | measured, by connections | |"
    yield "| --- | --- | --- | --- |"
    for told in (aim.told() for aim in found):
        word = "reached" if told["reached"] else "**not reached**"
        measured = ", ".join(f"{load}: {at:g}" for load, at in told["measured"].items())
        yield f"| {told['what']} | {told['aim']} | {measured} | {word} |"
