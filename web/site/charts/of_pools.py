"""The chart of a pool: who paid in, and what the money is given to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from registry.vocabulary import Pence
from web.site.charts.chart import Chart
from web.site.charts.flow import FlowLink, FlowNode, draw_flow, write_pence

# So many bars stand on each side; the smallest are drawn as one.
_MOST = 10
_POOL, _LEFT = "pool", "left"


def draw_money_of(pool: Mapping[str, Any], name: str) -> Chart | None:
    """Draw the contributions to a pool and its allocations; None where no money is on record."""
    paid = _add_up("from", pool["contributions"])
    given = _add_up("target", pool["allocations"])
    left = sum(paid.values()) - sum(given.values())
    giving, getting = _fold("paid", paid), _fold("given", given)
    rest = [(FlowNode(_LEFT, "not allocated"), left)] if left > 0 else []
    nodes = [node for node, _ in (*giving, *getting, *rest)]
    links = [FlowLink(node.key, _POOL, pence) for node, pence in giving]
    links += [FlowLink(_POOL, node.key, pence) for node, pence in (*getting, *rest)]
    year = pool["financialYear"]
    return draw_flow(
        name,
        f"{pool['title']}, {year}",
        [*nodes, FlowNode(_POOL, f"Pool of {year}")],
        links,
        describe_money(paid, given),
    )


def _add_up(whom: str, rows: Iterable[Mapping[str, Any]]) -> Counter[tuple[str, str]]:
    sums: Counter[tuple[str, str]] = Counter()
    for row in rows:
        sums[row[whom]["uri"], row[whom]["title"]] += int(Pence.read(str(row["amount"]["amount"])))
    return sums


def _fold(side: str, sums: Counter[tuple[str, str]]) -> Sequence[tuple[FlowNode, int]]:
    """Return the greatest sums, and the rest as one."""
    ranked = sums.most_common()
    shown = ranked if len(ranked) <= _MOST else ranked[: _MOST - 1]
    nodes = [(FlowNode(f"{side} {uri}", title), pence) for (uri, title), pence in shown]
    others = ranked[len(shown) :]
    if others:
        title = f"{len(others)} others"
        nodes.append((FlowNode(f"{side} others", title), sum(pence for _, pence in others)))
    return nodes


def describe_money(paid: Counter[tuple[str, str]], given: Counter[tuple[str, str]]) -> str:
    """Say how much was paid in by how many, and how much of it is given to what."""
    came, gone = sum(paid.values()), sum(given.values())
    bodies = "1 body" if len(paid) == 1 else f"{len(paid)} bodies"
    says = f"{write_pence(came)} paid in by {bodies} is on record"
    if not gone:
        return f"{says}; no allocation to a target is."
    targets = "1 target" if len(given) == 1 else f"{len(given)} targets"
    says = f"{says}; {write_pence(gone)} is allocated to {targets}"
    if came > gone:
        return f"{says}, {write_pence(came - gone)} to none."
    return (
        f"{says}." if came == gone else f"{says}, {write_pence(gone - came)} more than was paid in."
    )
