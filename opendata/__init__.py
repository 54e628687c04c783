"""Descriptions of what is published: datasets, their tables, descriptors and texts."""

from opendata.changes_feed import ChangesPage, read_changes
from opendata.contract_snapshots import hash_shape, make_snapshots
from opendata.coverage import Coverage, CoveredArea, measure_coverage
from opendata.datasets import REGISTRY, Content, Dataset, list_datasets
from opendata.descriptor import (
    PROFILE,
    Descriptor,
    WrittenFile,
    describe_package,
    describe_resource,
    describe_standing,
    list_sources,
    make_table_schema,
    make_title,
)
from opendata.package_docs import make_licence_text, make_readme
from opendata.release_info import ReleaseInfo, home_of
from opendata.resources import (
    DataResource,
    Nature,
    list_kinds,
    list_other_names,
    make_entries_table,
    make_record_table,
)

__all__ = [
    "PROFILE",
    "REGISTRY",
    "Content",
    "Coverage",
    "CoveredArea",
    "Dataset",
    "Descriptor",
    "ReleaseInfo",
    "Nature",
    "DataResource",
    "ChangesPage",
    "WrittenFile",
    "measure_coverage",
    "list_datasets",
    "describe_package",
    "make_entries_table",
    "home_of",
    "list_kinds",
    "make_licence_text",
    "make_readme",
    "list_other_names",
    "make_record_table",
    "describe_resource",
    "hash_shape",
    "read_changes",
    "make_snapshots",
    "list_sources",
    "describe_standing",
    "make_table_schema",
    "make_title",
]
