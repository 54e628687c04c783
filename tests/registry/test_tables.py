"""Acts and tables say the same, column by column, and every column says what it means."""

import pytest
from sqlalchemy import inspect

from registry.acts import ACTS, fields_of
from registry.models import BOOKKEEPING, HISTORY, TABLES, TYPES, Base, Record
from registry.projection import defaults_of
from tests.registry.world import World

KINDS = list(ACTS)
# Filled when the act is recorded, from what the record itself says.
SETTLED = {("corrections", "corrects"), ("redactions", "remains")}


def test_every_table_of_records_is_that_of_a_kind() -> None:
    models = [mapper.class_ for mapper in Base.registry.mappers]

    assert {model for model in models if issubclass(model, Record)} == {*TYPES.values()}


@pytest.mark.parametrize("kind", KINDS)
def test_the_fields_of_an_act_are_the_columns_of_its_table(kind: str) -> None:
    columns = {column.name for column in TABLES[kind].columns}

    fields = {field.name for field in fields_of(ACTS[kind])}
    kept = {"id", "entry", "recorded_at", *defaults_of(kind)}
    assert columns == fields | kept
    assert kept <= {*BOOKKEEPING}


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_names_what_its_column_refers_to(kind: str) -> None:
    columns = {
        column.name: {key.column.table.name for key in column.foreign_keys}
        for column in TABLES[kind].columns
        if column.foreign_keys
    }

    assert columns == {
        field.name: {field.refers} for field in fields_of(ACTS[kind]) if field.refers
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_column_may_be_empty_where_its_field_may_be_unstated(kind: str) -> None:
    """A field with a default that is a value is never empty either."""
    for field in fields_of(ACTS[kind]):
        column = TABLES[kind].c[field.name]
        default = getattr(ACTS[kind], field.attribute, None)
        never_empty = field.required or default is not None or (kind, field.name) in SETTLED
        assert column.nullable is not never_empty, field.name


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_referred_to_stands_in_an_earlier_table_or_the_same(kind: str) -> None:
    earlier = KINDS[: KINDS.index(kind) + 1]

    assert {field.refers for field in fields_of(ACTS[kind]) if field.refers} <= {*earlier}


def test_every_column_says_what_it_means_and_every_table_is_strict() -> None:
    for table in Base.metadata.sorted_tables:
        assert table.dialect_options["sqlite"]["strict"] is True, table.name
        for column in table.columns:
            assert column.comment, f"{table.name}.{column.name}"


def test_history_has_the_columns_of_its_table_and_the_entry_that_ended_it() -> None:
    for kind, history in HISTORY.items():
        columns = [column.name for column in TABLES[kind].columns]
        assert [column.name for column in history.columns] == [*columns, "until_entry"]


def test_the_database_has_these_tables(empty: World) -> None:
    there = set(inspect(empty.registry.reader).get_table_names())

    assert {table.name for table in Base.metadata.sorted_tables} <= there
