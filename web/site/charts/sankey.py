"""Where the parts of a Sankey diagram are: the layout of d3-sankey 0.12, step by step.

https://github.com/d3/d3-sankey (Mike Bostock, ISC licence); a test compares the figures of both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

_ITERATIONS = 6
_LEAST = 1e-6


@dataclass(eq=False, slots=True)
class Node:
    """A bar: where it is, and what flows in and out of it."""

    name: str
    index: int
    outgoing: list[Link] = field(default_factory=list)
    incoming: list[Link] = field(default_factory=list)
    value: float = 0
    depth: int = 0
    layer: int = 0
    x0: float = 0
    x1: float = 0
    y0: float = 0
    y1: float = 0

    def move(self, by: float) -> None:
        """Move it down."""
        self.y0 += by
        self.y1 += by


@dataclass(eq=False, slots=True)
class Link:
    """A band from one bar to another: where it begins and ends, and how wide it is."""

    source: Node
    target: Node
    value: float
    index: int
    width: float = 0
    y0: float = 0
    y1: float = 0


@dataclass(frozen=True, slots=True)
class Space:
    """The space that there is, how wide bars are, and the room between two of them."""

    x0: float
    y0: float
    x1: float
    y1: float
    bar: float
    padding: float


def lay_out(
    names: Sequence[str], flows: Sequence[tuple[str, str, float]], space: Space
) -> tuple[list[Node], list[Link]]:
    """Place bars and bands; flows go one way and never in a circle.

    Raises:
        ValueError: some of them go in a circle.
    """
    nodes = [Node(name, index) for index, name in enumerate(names)]
    by_name = {node.name: node for node in nodes}
    links = [Link(by_name[a], by_name[b], v, i) for i, (a, b, v) in enumerate(flows)]
    for link in links:
        link.source.outgoing.append(link)
        link.target.incoming.append(link)
    for node in nodes:
        node.value = max(_sum(node.outgoing), _sum(node.incoming))
    _find_depths(nodes)
    columns = _make_columns(nodes, space)
    _place(columns, space)
    for node in nodes:
        y0 = y1 = node.y0
        for link in node.outgoing:
            link.y0, y0 = y0 + link.width / 2, y0 + link.width
        for link in node.incoming:
            link.y1, y1 = y1 + link.width / 2, y1 + link.width
    return nodes, links


def _sum(links: Sequence[Link]) -> float:
    return sum(link.value for link in links)


def _find_depths(nodes: Sequence[Node]) -> None:
    current, depth = list(nodes), 0
    while current:
        for node in current:
            node.depth = depth
        current = list(dict.fromkeys(link.target for node in current for link in node.outgoing))
        depth += 1
        if current and depth > len(nodes):
            raise ValueError("Money flows in a circle")


def _make_columns(nodes: Sequence[Node], space: Space) -> list[list[Node]]:
    """Put each bar into its column; where nothing flows out of it, into the last one."""
    count = max(node.depth for node in nodes) + 1
    step = (space.x1 - space.x0 - space.bar) / max(1, count - 1)
    columns: list[list[Node]] = [[] for _ in range(count)]
    for node in nodes:
        node.layer = node.depth if node.outgoing else count - 1
        node.x0 = space.x0 + node.layer * step
        node.x1 = node.x0 + space.bar
        columns[node.layer].append(node)
    return columns


def _place(columns: Sequence[list[Node]], space: Space) -> None:
    most = max(len(column) for column in columns)
    height = space.y1 - space.y0
    padding = min(space.padding, height / (most - 1)) if most > 1 else space.padding
    _begin(columns, space, padding)
    ways: tuple[tuple[Sequence[list[Node]], Callable[[Node, float], float | None]], ...] = (
        (columns[-2::-1], lambda node, room: _aim(node.outgoing, room, above=_beside_target)),
        (columns[1:], lambda node, room: _aim(node.incoming, room, above=_beside_source)),
    )
    for turn in range(_ITERATIONS):
        alpha = 0.99**turn
        beta = max(1 - alpha, (turn + 1) / _ITERATIONS)
        for towards, aim in ways:
            for column in towards:
                for node in column:
                    if (place := aim(node, padding)) is not None:
                        node.move((place - node.y0) * alpha)
                        _reorder_around(node)
                column.sort(key=lambda node: node.y0)
                _part(column, space, padding, beta)


def _begin(columns: Sequence[list[Node]], space: Space, padding: float) -> None:
    """Put the bars of each column below each other, with the same room between all."""
    height = space.y1 - space.y0
    unit = min(
        (height - (len(column) - 1) * padding) / sum(node.value for node in column)
        for column in columns
    )
    for column in columns:
        y = space.y0
        for node in column:
            node.y0, node.y1 = y, y + node.value * unit
            y = node.y1 + padding
            for link in node.outgoing:
                link.width = link.value * unit
        room = (space.y1 - y + padding) / (len(column) + 1)
        for place, node in enumerate(column):
            node.move(room * (place + 1))
        for node in column:
            _sort_links(node)


def _sort_links(node: Node) -> None:
    node.outgoing.sort(key=lambda link: (link.target.y0, link.index))
    node.incoming.sort(key=lambda link: (link.source.y0, link.index))


def _reorder_around(node: Node) -> None:
    for link in node.incoming:
        link.source.outgoing.sort(key=lambda each: (each.target.y0, each.index))
    for link in node.outgoing:
        link.target.incoming.sort(key=lambda each: (each.source.y0, each.index))


def _aim(links: Sequence[Link], room: float, above: Callable[[Link, float], float]) -> float | None:
    """Return where a bar would be level with what it is linked to; None where nothing weighs."""
    weights = [link.value * (link.target.layer - link.source.layer) for link in links]
    total = sum(weights)
    if not total > 0:
        return None
    return sum(above(link, room) * w for link, w in zip(links, weights, strict=True)) / total


def _beside_source(link: Link, room: float) -> float:
    """Return where the target would be level with its band at the source."""
    y = link.source.y0 - (len(link.source.outgoing) - 1) * room / 2
    for each in link.source.outgoing:
        if each.target is link.target:
            break
        y += each.width + room
    for each in link.target.incoming:
        if each.source is link.source:
            break
        y -= each.width
    return y


def _beside_target(link: Link, room: float) -> float:
    """Return where the source would be level with its band at the target."""
    y = link.target.y0 - (len(link.target.incoming) - 1) * room / 2
    for each in link.target.incoming:
        if each.source is link.source:
            break
        y += each.width + room
    for each in link.source.outgoing:
        if each.target is link.target:
            break
        y -= each.width
    return y


def _part(column: Sequence[Node], space: Space, room: float, alpha: float) -> None:
    """Push bars apart that overlap: from the one in the middle, then from both ends."""
    middle = len(column) // 2
    subject = column[middle]
    _push_up(column, subject.y0 - room, middle - 1, room, alpha)
    _push_down(column, subject.y1 + room, middle + 1, room, alpha)
    _push_up(column, space.y1, len(column) - 1, room, alpha)
    _push_down(column, space.y0, 0, room, alpha)


def _push_down(column: Sequence[Node], y: float, first: int, room: float, alpha: float) -> None:
    for node in column[first:]:
        if (by := (y - node.y0) * alpha) > _LEAST:
            node.move(by)
        y = node.y1 + room


def _push_up(column: Sequence[Node], y: float, last: int, room: float, alpha: float) -> None:
    for node in reversed(column[: last + 1]):
        if (by := (node.y1 - y) * alpha) > _LEAST:
            node.move(-by)
        y = node.y0 - room
