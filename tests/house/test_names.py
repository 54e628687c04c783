"""Public names say what is done: functions are verbs."""

import ast
from collections.abc import Iterator

from tests.support.house import ROOT, name, tree
from tools.figures import is_bare_participle, modules, repeated_classes

Function = ast.FunctionDef | ast.AsyncFunctionDef
# The same word is the verb in the present.
VERBS = {"read"}


def public_functions() -> Iterator[tuple[str, str]]:
    """Yield the place and the name of each public function and method, migrations left out."""
    for path in modules(ROOT):
        bodies = [tree(path).body]
        while bodies:
            for node in bodies.pop():
                if isinstance(node, ast.ClassDef):
                    bodies.append(node.body)
                elif isinstance(node, Function) and not node.name.startswith("_"):
                    yield f"{name(path)}:{node.lineno}", node.name


def test_no_public_function_is_named_by_a_bare_participle() -> None:
    named = {
        f"{place} {function}"
        for place, function in public_functions()
        if is_bare_participle(function) and function not in VERBS
    }

    assert named == set(), "name it by a verb and its object: parse_document, not parsed"


def test_hardly_any_class_name_stands_in_two_packages() -> None:
    trees = {path.relative_to(ROOT): tree(path) for path in modules(ROOT)}
    repeated, classes = repeated_classes(trees)

    assert len(repeated) < 0.06 * classes, repeated
