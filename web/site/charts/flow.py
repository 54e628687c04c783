"""Money as it flows: from those who give it, through pools, to what it is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from web.site.charts.chart import CHARACTER, WIDTH, Chart, render, shorten
from web.site.charts.sankey import Link, Node, Space, lay_out

_BAR = 10
# Above each bar stand its name and its sum, each on a line.
_LINE = 12
_LINES = 2 * _LINE + 3
_PER_BAR = 50
_LEAST_HEIGHT = 120


@dataclass(frozen=True, slots=True)
class FlowNode:
    """Who gives or gets money; ``key`` names it in links."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class FlowLink:
    """How many pence flow from one to another."""

    source: str
    target: str
    pence: int


def draw_flow(
    name: str, title: str, nodes: Sequence[FlowNode], links: Sequence[FlowLink], takeaway: str
) -> Chart | None:
    """Draw bands as wide as the money that flows; None where none does.

    Args:
        name: what ids within the page begin with.
        title: what flows.
        nodes: who gives and gets; only those with money are drawn.
        links: the money, which never flows in a circle.
        takeaway: what the drawing shows, in one sentence.
    """
    flows = [(link.source, link.target, float(link.pence)) for link in links if link.pence > 0]
    if not flows:
        return None
    titles = {node.key: node.title for node in nodes}
    used = {key for source, target, _ in flows for key in (source, target)}
    names = [node.key for node in nodes if node.key in used]
    height = max(_LEAST_HEIGHT, _PER_BAR * len(names))
    space = Space(1, _LINES, WIDTH - 1, height - 2, _BAR, _LINES + 4)
    placed, bands = lay_out(names, flows, space)
    last = max(node.layer for node in placed)
    svg = render(
        "flow.svg",
        name=name,
        title=title,
        takeaway=takeaway,
        height=height,
        bands=[_describe_band(link, titles) for link in bands],
        bars=[_describe_bar(node, titles, last) for node in placed],
    )
    return Chart(svg, takeaway)


def _describe_band(link: Link, titles: Mapping[str, str]) -> dict[str, object]:
    x0, x1 = round(link.source.x1, 2), round(link.target.x0, 2)
    middle, y0, y1 = round((x0 + x1) / 2, 2), round(link.y0, 2), round(link.y1, 2)
    return {
        "path": f"M{x0},{y0}C{middle},{y0},{middle},{y1},{x1},{y1}",
        "width": round(max(link.width, 0.5), 2),
        "says": f"{titles[link.source.name]} → {titles[link.target.name]}:"
        f" {write_pence(link.value)}",
    }


def _describe_bar(node: Node, titles: Mapping[str, str], last: int) -> dict[str, object]:
    """Return where a bar is and what stands above it: at the edges, text goes inwards."""
    amount, room = write_pence(node.value), WIDTH / (last + 1) - CHARACTER
    anchor = "start" if node.layer == 0 else "end" if node.layer == last else "middle"
    x = {"start": node.x0, "end": node.x1, "middle": (node.x0 + node.x1) / 2}[anchor]
    title = titles[node.name]
    return {
        "x": round(node.x0, 2),
        "y": round(node.y0, 2),
        "height": round(max(node.y1 - node.y0, 0.5), 2),
        "label_x": round(x, 2),
        "anchor": anchor,
        "label": shorten(title, room),
        "amount": amount,
        "says": f"{title}: {amount}",
    }


def write_pence(pence: float) -> str:
    """Write a sum shortly: £950, £12.5k, £1.25m."""
    pounds = pence / 100
    for size, letter in ((1e9, "bn"), (1e6, "m"), (1e3, "k")):
        if pounds >= size:
            return f"£{pounds / size:.2f}".rstrip("0").rstrip(".") + letter
    return f"£{pounds:.2f}".removesuffix(".00")
