"""Migrations are frozen: what one built once, it builds for ever, whatever the models become."""

import ast
from pathlib import Path

import pytest

import registry.migrations

FOLDER = Path(registry.migrations.__file__).parent
# ``migrate`` runs the migrations and ``__init__`` offers it; all else is part of them.
RUNNING = {FOLDER / "migrate.py", FOLDER / "__init__.py"}
FROZEN = sorted({*FOLDER.rglob("*.py")} - RUNNING)
OURS = {path.name for path in FOLDER.parents[1].iterdir() if (path / "__init__.py").is_file()}


def imported(path: Path) -> set[str]:
    modules: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules.add("." * node.level + (node.module or ""))
    return modules


@pytest.mark.parametrize("path", FROZEN, ids=lambda path: path.stem)
def test_a_migration_imports_nothing_that_lives_on(path: Path) -> None:
    living = {
        module
        for module in imported(path)
        if module.partition(".")[0] in {*OURS, ""} and not module.startswith("registry.migrations.")
    }

    assert living == set(), f"{path.name} would build something else when these change"


def test_the_migrations_and_their_helpers_are_looked_at() -> None:
    names = {path.name for path in FROZEN}

    assert {"env.py", "create_tables.py", "0001_the_ledger.py"} <= names
    assert "registry" in OURS
