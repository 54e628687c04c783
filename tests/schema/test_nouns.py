"""A noun of the contract is one module: nothing else names it."""

import subprocess
import sys
from pathlib import Path

import schema

CLAUSES = '''
"""Clauses of protocols as a noun of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registry import models
from schema.bindings import QueryFields, column, look_up, page_of, record_type, relation
from schema.inputs.filter_fields import column_among, filter_field
from schema.inputs.filters import filter_type
from schema.inputs.lookups import lookup_input
from schema.inputs.orders import order_input
from schema.types.connections import Connection
from schema.types.interfaces import Resource

if TYPE_CHECKING:
    from schema.types.protocols import Protocol


@filter_type
class ArticleFilter:
    """Which articles."""

    protocol: list[str] | None = filter_field(column_among(models.Clause.protocol), "Of these")


ArticleOrder = order_input("Article", "articles", (models.Clause.number, "By number"))
ArticleBy = lookup_input("Article", "An article")


@record_type(models.Clause)
class Article(Resource):
    text: str = column(models.Clause.text)
    protocol: Protocol = relation(models.Clause.protocol)


class ArticleQueries(QueryFields):
    """Root fields for articles."""

    article: Article | None = look_up("clauses", ArticleBy, "An article")
    articles: Connection[Article] = page_of("clauses", ArticleFilter, ArticleOrder, "Articles")
'''

PRINT = """
import sys, schema, schema.types
schema.types.__path__.append(sys.argv[1])
print(schema.sdl(), end="")
"""

ADDED = {
    '"""A clause of a protocol"""',
    "type Article implements Node & Resource {",
    "  protocol: Protocol!",
    "input ArticleBy @oneOf {",
    "input ArticleFilter {",
    "  not: ArticleFilter",
    "  standing: [Standing!]",
    "input ArticleOrder {",
    "enum ArticleOrderBy {",
    "  NUMBER",
    "type ArticleConnection {",
    "    by: ArticleBy!",
    "  articles(",
    "  ): ArticleConnection!",
}


def test_a_module_in_the_folder_is_all_that_a_noun_needs(tmp_path: Path) -> None:
    (tmp_path / "articles.py").write_text(CLAUSES, encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-c", PRINT, str(tmp_path)], capture_output=True, text=True, check=True
    )

    before, after = schema.sdl().splitlines(), done.stdout.splitlines()
    assert set(before) - set(after) == set()
    assert ADDED - set(after) == set()
    assert {line for line in ADDED if "Article" in line} <= set(after) - set(before)
