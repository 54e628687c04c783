"""Money drawn as it flows; where everything is placed as d3-sankey places it."""

import itertools
import json
import shutil
import subprocess
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree

import pytest

import web
from web.site.charts import FlowLink, FlowNode, draw_flow
from web.site.charts.sankey import Space, lay_out

BROWSER = Path(web.__file__).parents[1] / "tools/browser"
needs_d3 = pytest.mark.skipif(
    shutil.which("node") is None or not (BROWSER / "node_modules/d3-sankey").exists(),
    reason="d3-sankey is not installed; tools/browser.sh installs it",
)
NODES = [
    FlowNode("council", "Exampleshire County Council & partners"),
    FlowNode("police", "Exampleshire Police"),
    FlowNode("pool", "Safer communities 2007-08"),
    FlowNode("target", "Fewer burglaries"),
    FlowNode("left", "not allocated"),
    FlowNode("nobody", "Nobody"),
]
LINKS = [
    FlowLink("council", "pool", 50_000_000),
    FlowLink("police", "pool", 12_500_00),
    FlowLink("pool", "target", 40_000_000),
    FlowLink("pool", "left", 11_250_000),
    FlowLink("pool", "nobody", 0),
]


def test_bars_and_bands_say_who_and_how_much() -> None:
    chart = draw_flow("money", "Money of the pool", NODES, LINKS, "All of it is told.")

    assert chart is not None
    root = ElementTree.fromstring(chart.svg)
    titles = [each.text for each in root.iter("{http://www.w3.org/2000/svg}title")]
    assert titles == [
        "Money of the pool",
        "Exampleshire County Council & partners → Safer communities 2007-08: £500k",
        "Exampleshire Police → Safer communities 2007-08: £12.5k",
        "Safer communities 2007-08 → Fewer burglaries: £400k",
        "Safer communities 2007-08 → not allocated: £112.5k",
        "Exampleshire County Council & partners: £500k",
        "Exampleshire Police: £12.5k",
        "Safer communities 2007-08: £512.5k",
        "Fewer burglaries: £400k",
        "not allocated: £112.5k",
    ]
    assert "style=" not in chart.svg
    assert chart.takeaway in chart.svg


def test_without_money_there_is_no_chart() -> None:
    assert draw_flow("none", "Nothing", NODES, [FlowLink("council", "pool", 0)], "") is None


def test_a_circle_is_refused() -> None:
    with pytest.raises(ValueError, match="circle"):
        lay_out(["a", "b"], [("a", "b", 1), ("b", "a", 1)], Space(0, 0, 10, 10, 1, 1))


def test_bands_are_as_wide_as_what_flows_and_bars_do_not_overlap() -> None:
    names, flows = _make_flows(Random(7))
    nodes, links = lay_out(names, flows, Space(0, 0, 320, 900, 10, 12))

    unit = links[0].width / links[0].value
    assert all(link.width == pytest.approx(link.value * unit) for link in links)
    for layer in {node.layer for node in nodes}:
        column = sorted((n for n in nodes if n.layer == layer), key=lambda node: node.y0)
        for above, below in itertools.pairwise(column):
            assert above.y1 <= below.y0 + 1e-6


@needs_d3
def test_everything_is_where_d3_places_it() -> None:
    for seed in range(20):
        names, flows = _make_flows(Random(seed))
        space = Space(1, 15, 319, 700, 10, 8 + seed)

        nodes, links = lay_out(names, flows, space)

        theirs = _ask_d3(names, flows, space)
        assert [v for n in nodes for v in (n.x0, n.x1, n.y0, n.y1)] == pytest.approx(
            [v for node in theirs["nodes"] for v in node]
        ), seed
        assert [v for each in links for v in (each.width, each.y0, each.y1)] == pytest.approx(
            [v for link in theirs["links"] for v in link]
        ), seed


def _make_flows(random: Random) -> tuple[list[str], list[tuple[str, str, float]]]:
    """Make flows through three or four columns, some of which leave one out."""
    columns = [
        [f"{column}-{place}" for place in range(random.randint(1, 7))]
        for column in range(random.randint(3, 4))
    ]
    flows = []
    for column, names in enumerate(columns[:-1]):
        for name in names:
            further = [each for later in columns[column + 1 : column + 3] for each in later]
            for target in random.sample(further, random.randint(1, min(3, len(further)))):
                flows.append((name, target, float(random.randint(1, 10**7))))
    return [name for names in columns for name in names], flows


def _ask_d3(names: Any, flows: Any, space: Space) -> Any:
    given = json.dumps(
        {
            "names": names,
            "flows": flows,
            "space": {name: getattr(space, name) for name in space.__slots__},
        }
    )
    ran = subprocess.run(
        ["node", str(BROWSER / "sankey.mjs")],
        input=given,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return json.loads(ran.stdout)
