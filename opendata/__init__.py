"""What is published, described: datasets, their resources, and the words that go with them."""

from opendata.changes import Changes, changes
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
    "Changes",
    "Content",
    "Dataset",
    "Descriptor",
    "Resource",
    "Written",
    "changes",
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
