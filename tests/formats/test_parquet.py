"""Parquet files hold every cell, each in the type that its form has."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from publish import publish
from publish.formats import parquet
from registry import REGISTRAR, Registry, Settings, record
from registry.acts import TargetSet
from tests.formats.canon import cells, resources

READS: dict[str, Callable[[str], Any]] = {
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "integer": int,
    "number": Decimal,
    "string": str,
}


def typed(cell: str, kind: str) -> Any:
    return READS[kind](cell) if cell else None


def test_every_cell_of_every_table_is_there(folder: Path) -> None:
    for resource in resources(folder):
        types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        wanted = [
            {name: typed(cell, types[name]) for name, cell in row.items()}
            for row in cells(folder, resource["name"])
        ]

        assert pq.read_table(folder / f"{resource['name']}.parquet").to_pylist() == wanted


def test_a_column_has_the_type_and_the_meaning_that_it_has_on_record(folder: Path) -> None:
    schema = pq.read_schema(folder / "contributions.parquet")
    words = pa.dictionary(pa.int32(), pa.string())

    assert schema.field("amount").type == pa.decimal128(18, 2)
    assert schema.field("terms").type == words
    assert schema.field("reference").type == pa.string()
    assert not schema.field("reference").nullable
    assert schema.field("locator").nullable
    assert b"pounds and pence" in schema.field("amount").metadata[b"description"]
    assert schema.metadata[b"title"] == b"Contributions"
    assert pq.read_schema(folder / "targets.parquet").field("from").type == pa.date32()
    instant = pq.read_schema(folder / "entries.parquet").field("recorded_at").type
    assert instant == pa.timestamp("us", tz="UTC")


def test_pandas_reads_types_and_categories(folder: Path) -> None:
    frame = pd.read_parquet(folder / "contributions.parquet")

    assert frame["amount"].sum() == Decimal("9999999999999.29")
    assert isinstance(frame["terms"].dtype, pd.CategoricalDtype)
    recorded = pd.read_parquet(folder / "entries.parquet")["recorded_at"]
    assert recorded.max() <= pd.Timestamp(datetime.now(UTC))


def test_a_number_that_no_128_bits_hold_is_kept(registry: Registry, tmp_path: Path) -> None:
    number = "123456789012345678901234567890.5"
    cells = {"reference": "T9", "title": "Most", "agreement": "L", "baseline_number": number}
    with registry.writing() as session:
        record(
            session,
            [TargetSet.read({"standing": "FICTIONAL", "source": "S", **cells})],
            author=REGISTRAR,
        )

    done = publish(registry, Settings(data_dir=tmp_path))

    table = pq.read_table(done.releases / "registry/latest/targets.parquet")
    assert table.schema.field("baseline_number").type == pa.decimal256(45, 15)
    assert table.column("baseline_number").to_pylist()[-1] == Decimal(number)
    assert table.column("baseline_number").to_pylist()[0] == Decimal("-4.0")


def test_a_long_table_is_written_in_groups(folder: Path) -> None:
    # One column of the entries is enough to see that groups end where they should.
    schema = pa.schema([("number", pa.int64())])
    batches = [pa.record_batch([pa.array(range(10_000))], schema=schema) for _ in range(4)]

    assert [group.num_rows for group in parquet.group_batches(batches, schema)] == [20_000, 20_000]
    assert list(parquet.group_batches([], schema)) == []
