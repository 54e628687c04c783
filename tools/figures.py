"""Print how the code is named and sized: ``python -m tools.figures [FOLDER]``.

The shares are over all functions and classes outside tests, bench, tools and migrations.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median

PACKAGES = ("registry", "ingest", "synth", "schema", "opendata", "publish", "web", "cli")
IRREGULAR = frozenset(
    [
        "told",
        "said",
        "kept",
        "found",
        "asked",
        "shown",
        "named",
        "made",
        "given",
        "read",
        "taken",
        "held",
        "known",
    ]
)
# They end like participles, and are none.
NOUNS_AND_VERBS = frozenset(["feed", "seed", "embed", "proceed", "need", "speed"])
Function = ast.FunctionDef | ast.AsyncFunctionDef


def is_bare_participle(name: str) -> bool:
    """Tell whether a name is one word, and that word a participle."""
    word = name.strip("_")
    if word in NOUNS_AND_VERBS:
        return False
    return word in IRREGULAR or bool(re.fullmatch(r"[a-z]+ed", word))


def is_one_word(name: str) -> bool:
    """Tell whether a name has one word."""
    return "_" not in name.strip("_")


def modules(root: Path) -> Iterator[Path]:
    """Yield every module of the application, migrations left out."""
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            if not {"migrations", "node_modules"} & set(path.parts):
                yield path


def functions(trees: dict[Path, ast.Module]) -> list[tuple[Path, Function]]:
    """List every function, methods among them; dunders are named by Python itself."""
    return [
        (path, node)
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, Function) and not node.name.startswith("__")
    ]


def repeated_classes(trees: dict[Path, ast.Module]) -> tuple[dict[str, set[str]], int]:
    """Return class names that stand in several packages, and how many names there are."""
    places: dict[str, set[str]] = defaultdict(set)
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].add(path.as_posix())
    return {name: found for name, found in places.items() if _is_repeated(found)}, len(places)


def _is_repeated(paths: set[str]) -> bool:
    """Tell whether a name stands in several packages; a model and its GraphQL type are a pair."""
    pair = [path for path in paths if path.startswith(("registry/models/", "schema/types/"))]
    tops = {path.split("/")[0] for path in paths if path not in pair}
    return len(tops) + bool(pair) > 1


def _length(function: Function) -> int:
    first, *rest = function.body
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented and rest else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def main(root: Path) -> None:
    """Print the figures."""
    texts = {path.relative_to(root): path.read_text(encoding="utf-8") for path in modules(root)}
    trees = {path: ast.parse(text) for path, text in texts.items()}
    found = functions(trees)
    sizes = [len(text.splitlines()) for text in texts.values()]
    participles = [node.name for _, node in found if is_bare_participle(node.name)]
    one_word = [node.name for _, node in found if is_one_word(node.name)]
    long = [node.name for _, node in found if _length(node) > 25]
    repeated, classes = repeated_classes(trees)
    print(f"modules            {len(sizes)}, median {median(sizes)} lines, longest {max(sizes)}")
    print(f"functions          {len(found)}")
    print(f"above 25 lines     {len(long)} ({len(long) / len(found):.1%})")
    print(f"bare participles   {len(participles)} ({len(participles) / len(found):.1%})")
    print(f"one-word names     {len(one_word)} ({len(one_word) / len(found):.1%})")
    print(f"repeated classes   {len(repeated)} of {classes} ({len(repeated) / classes:.1%})")
    for name, paths in sorted(repeated.items()):
        print(f"  {name}: {', '.join(sorted(paths))}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve())
