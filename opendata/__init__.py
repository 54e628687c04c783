"""What is published, described: datasets, their resources, and the words that go with them."""

from opendata.coverage import Coverage, Covered, coverage
from opendata.datasets import Content, Dataset, datasets
from opendata.descriptor import (
    LICENCE,
    PROFILE,
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
    "LICENCE",
    "PROFILE",
    "Content",
    "Coverage",
    "Covered",
    "Dataset",
    "Descriptor",
    "Resource",
    "Written",
    "coverage",
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
