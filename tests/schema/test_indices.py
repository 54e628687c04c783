"""Records that name another are found by an index, not by reading all of their kind."""

import re

import pytest
from sqlalchemy import Table

from registry.models import TABLES
from tests.schema.asking import Asking

RECORDS = """query R($first: Int!) { sources(filter: { reference: ["EXS-SOURCE-LAA"] }) { nodes {
  records(first: $first) { totalCount nodes { __typename } } } } }"""


def leading_columns(table: Table) -> set[str]:
    """The columns by which an index over all rows finds some."""
    whole = [i for i in table.indexes if i.dialect_options["sqlite"]["where"] is None]
    first = [next(iter(index.columns)).name for index in whole]
    return {*first, next(iter(table.primary_key.columns)).name}


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_each_column_that_names_a_record_leads_an_index(table: Table) -> None:
    naming = {column.name for column in table.columns if column.foreign_keys}

    assert naming - leading_columns(table) == set()


def test_records_of_a_source_are_found_and_counted_by_the_index(on_sqlite: Asking) -> None:
    found = on_sqlite.data(RECORDS, first=1)["sources"]["nodes"][0]["records"]
    assert found["totalCount"] > 50

    statements = [each for each in on_sqlite.statements if "UNION ALL" in each]
    with on_sqlite.registry.reading() as session:
        explain = session.connection.exec_driver_sql
        plans = [
            [row.detail for row in explain(f"EXPLAIN QUERY PLAN {each}", ("[]",) * each.count("?"))]
            for each in statements
        ]

    assert len(plans) == 2
    for plan in plans:
        assert any("ix_milestones_source (source=?)" in step for step in plan)
        scanned = [step.split()[1] for step in plan if step.startswith("SCAN ")]
        assert {re.sub(r"_?\d+$", "", name) for name in scanned}.isdisjoint(TABLES)
