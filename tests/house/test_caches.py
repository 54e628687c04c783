"""docs/reference/caches.md lists every cache of web and schema, with its bound."""

import ast
import re
from collections.abc import Iterator

from tests.support.house import ROOT, modules, name, tree

PAGE = ROOT / "docs/reference/caches.md"
ROW = re.compile(r"^\| `([\w/]+\.py)` `(\w+)` \|(.*)\|$", re.M)
DECORATORS = {"cache", "lru_cache"}


def decorator(node: ast.expr) -> str | None:
    called = node.func if isinstance(node, ast.Call) else node
    return called.id if isinstance(called, ast.Name) and called.id in DECORATORS else None


def makes_lru_cache(node: ast.expr | None) -> bool:
    """Whether an assigned value is a new LruCache, perhaps as the default of a field."""
    calls = [each for each in ast.walk(node) if isinstance(each, ast.Call)] if node else []
    return any(re.match(r"LruCache(\.of_bytes)?$", ast.unparse(each.func)) for each in calls)


def caches(source: ast.Module) -> Iterator[tuple[str, int | None]]:
    """Each cache of a module, with its bound where a decorator says it."""
    for node in ast.walk(source):
        if isinstance(node, ast.FunctionDef):
            for each in node.decorator_list:
                if decorator(each):
                    bound = [word.value for word in getattr(each, "keywords", ())]
                    yield node.name, ast.literal_eval(bound[0]) if bound else None
        elif isinstance(node, ast.AnnAssign) and makes_lru_cache(node.value):
            yield ast.unparse(node.target).removeprefix("self."), None


def found() -> dict[tuple[str, str], int | None]:
    return {
        (name(path), cache): bound
        for path in modules()
        if name(path).startswith(("web/", "schema/"))
        for cache, bound in caches(tree(path))
    }


def listed() -> dict[tuple[str, str], str]:
    text = PAGE.read_text(encoding="utf-8").partition("## Held by other means")[0]
    return {(row[1], row[2]): row[3] for row in ROW.finditer(text)}


def test_every_cache_is_listed_and_every_listed_cache_is_there() -> None:
    assert found().keys() == listed().keys()


def test_the_bounds_are_those_of_the_code() -> None:
    rows = listed()
    wrong = [
        cache
        for cache, bound in found().items()
        if bound is not None and f"| {bound:,} entries |" not in f"|{rows[cache]}|"
    ]
    assert wrong == []


def test_every_listed_cache_says_its_bound() -> None:
    assert [cache for cache, row in listed().items() if not row.split("|")[2].strip()] == []
