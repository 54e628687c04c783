"""Modules and functions stay small enough to be read in one go."""

import ast
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.support import house
from tests.support.house import name, tree

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules() -> list[Path]:
    # A migration is written by a tool, frozen, and read once from top to bottom.
    return [path for path in house.modules() if path.parent.name != "versions"]


def lines_of_modules() -> dict[str, int]:
    return {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}


def lines_of_functions() -> dict[str, int]:
    return {
        f"{name(path)}:{node.lineno} {node.name}": length(node)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, Function)
    }


def length(function: Function) -> int:
    # The docstring is not counted: to explain more must not cost anything.
    first, *rest = function.body
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    explained = (first.end_lineno or 0) - first.lineno + 1 if documented and rest else 0
    return (function.end_lineno or 0) - function.lineno + 1 - explained


def above(limit: int, lengths: dict[str, int]) -> dict[str, int]:
    return {where: lines for where, lines in lengths.items() if lines > limit}


def test_no_module_is_above_400_lines() -> None:
    assert above(400, lines_of_modules()) == {}


def test_half_of_the_modules_are_under_100_lines() -> None:
    assert median(lines_of_modules().values()) < 100


def test_no_function_is_above_50_lines() -> None:
    assert above(50, lines_of_functions()) == {}


def test_hardly_any_function_is_above_25_lines(
    record_property: Callable[[str, object], None],
) -> None:
    lengths = lines_of_functions()
    long = above(25, lengths)

    record_property("functions", len(lengths))
    record_property("functions above 25 lines", len(long))
    assert len(long) <= 0.03 * len(lengths), long
