"""What readers are shown reaches no table outside the kinds: what is public is a kind of act."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.models import TYPES, Base, Entry, Head, Node, SearchText
from tests.support.house import modules, name, tree

PUBLIC = {*TYPES.values(), Entry, Head, Node, SearchText}
SHOWING = ("schema", "opendata", "publish", "web")
FROM = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+\"?(\w+)", re.I)


def hidden() -> dict[str, str]:
    """Return the class of every table that is neither a kind's nor the ledger's own, by table."""
    models = (mapper.class_ for mapper in Base.registry.mappers)
    return {model.__tablename__: model.__name__ for model in models if model not in PUBLIC}


def reached(module: ast.Module, tables: dict[str, str]) -> Iterator[str]:
    """Yield what names one of some tables in a module: its class, its name, or SQL."""
    for node in ast.walk(module):
        match node:
            case ast.ImportFrom(module=str(source), names=names):
                yield from (
                    alias.name
                    for alias in names
                    if source.startswith("registry") and alias.name in tables.values()
                )
            case ast.Attribute(attr=attribute) if attribute in tables.values():
                yield attribute
            case ast.Constant(value=str(text)):
                yield from ({text, *FROM.findall(text)} & tables.keys())


@pytest.mark.parametrize(
    "path", [path for path in modules() if name(path).startswith(SHOWING)], ids=name
)
def test_what_readers_are_shown_names_no_hidden_table(path: Path) -> None:
    assert list(reached(tree(path), hidden())) == []


@pytest.mark.parametrize(
    "source",
    [
        "from registry.models import Secret",
        "from registry import models\nselect(models.Secret.token)",
        "Base.metadata.tables['secrets']",
        "text('SELECT token FROM secrets')",
        "text('SELECT token FROM entries JOIN \"secrets\" ON true')",
    ],
)
def test_a_hidden_table_is_noticed_however_it_is_named(source: str) -> None:
    assert set(reached(ast.parse(source), {"secrets": "Secret"})) != set()


def test_tables_of_kinds_and_of_the_ledger_are_no_hidden_ones() -> None:
    assert hidden().keys().isdisjoint({*TYPES, "entries", "nodes", "head", "search_texts"})
