"""Charts as SVG: values in, text out. Each says in one sentence what it shows."""

from web.site.charts.chart import Chart
from web.site.charts.flow import FlowLink, FlowNode, draw_flow
from web.site.charts.of_pools import draw_money_of
from web.site.charts.of_targets import draw_path_of
from web.site.charts.path import PathPoint, draw_path

__all__ = [
    "Chart",
    "FlowLink",
    "FlowNode",
    "PathPoint",
    "draw_flow",
    "draw_money_of",
    "draw_path",
    "draw_path_of",
]
