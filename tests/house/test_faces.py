"""What a package shows and where code may stand."""

import ast
from pathlib import Path

import pytest

from tests.support.house import ROOT, modules, name, tree

faces = [path for path in modules() if path.name == "__init__.py"]


def is_plain(statement: ast.stmt) -> bool:
    match statement:
        case ast.Import() | ast.ImportFrom():
            return True
        case ast.Expr(value=ast.Constant(value=str())):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case ast.AnnAssign(target=ast.Name(id="__all__")):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING"), body=body, orelse=[]):
            return all(map(is_plain, body))
    return False


@pytest.mark.parametrize("face", faces, ids=name)
def test_an_init_is_a_face(face: Path) -> None:
    work = [f"line {node.lineno}" for node in tree(face).body if not is_plain(node)]

    assert work == [], "an __init__.py holds imports and __all__ only"


@pytest.mark.parametrize("face", faces, ids=name)
def test_a_face_says_what_stands_behind_it(face: Path) -> None:
    assert ast.get_docstring(tree(face))


def test_no_folder_of_tests_is_a_package() -> None:
    # Otherwise `import registry` may find tests/registry.
    assert [name(path) for path in (ROOT / "tests").rglob("__init__.py")] == []
