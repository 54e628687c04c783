"""What is published, described: datasets, their resources, and the words that go with them."""

from opendata.changes_feed import Since, since
from opendata.contract_snapshots import shape, snapshots
from opendata.coverage import Coverage, Covered, coverage
from opendata.datasets import REGISTRY, Content, Dataset, datasets
from opendata.descriptor import (
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
from opendata.package_docs import licence, readme
from opendata.release_info import Edition, home_of
from opendata.resources import Nature, Resource, entries, kinds, names_beside_records, records

__all__ = [
    "PROFILE",
    "REGISTRY",
    "Content",
    "Coverage",
    "Covered",
    "Dataset",
    "Descriptor",
    "Edition",
    "Nature",
    "Resource",
    "Since",
    "Written",
    "coverage",
    "datasets",
    "descriptor",
    "entries",
    "home_of",
    "kinds",
    "licence",
    "readme",
    "names_beside_records",
    "records",
    "resource_descriptor",
    "shape",
    "since",
    "snapshots",
    "sources",
    "standing",
    "table_schema",
    "title",
]
