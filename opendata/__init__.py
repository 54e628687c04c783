"""What is published, described: datasets, their resources, and the words that go with them."""

from opendata.datasets import Content, Dataset, datasets
from opendata.descriptor import (
    Descriptor,
    Written,
    descriptor,
    resource_descriptor,
    sources,
    standing,
    table_schema,
    title,
)
from opendata.resources import Resource, entries, kinds, records
from opendata.snapshots import shape, snapshots
from opendata.texts import licence, readme

__all__ = [
    "Content",
    "Dataset",
    "Descriptor",
    "Resource",
    "Written",
    "datasets",
    "descriptor",
    "entries",
    "kinds",
    "licence",
    "readme",
    "records",
    "resource_descriptor",
    "shape",
    "snapshots",
    "sources",
    "standing",
    "table_schema",
    "title",
]
