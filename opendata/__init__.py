"""Descriptions of what is published: datasets, their tables, descriptors and texts."""

from opendata.changes_feed import ChangesPage, read_changes
from opendata.contract_snapshots import hash_shape, make_snapshots
from opendata.corrections import (
    CORRECTIONS_HEADER,
    PublishedCorrection,
    list_corrections,
    make_corrections_header,
)
from opendata.coverage import Coverage, CoveredArea, measure_coverage
from opendata.data_resource import DataResource, Nature
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
    list_kinds,
    list_other_names,
    make_entries_table,
    make_record_table,
)

__all__ = [
    "CORRECTIONS_HEADER",
    "PROFILE",
    "REGISTRY",
    "ChangesPage",
    "Content",
    "Coverage",
    "CoveredArea",
    "DataResource",
    "Dataset",
    "Descriptor",
    "Nature",
    "PublishedCorrection",
    "ReleaseInfo",
    "WrittenFile",
    "describe_package",
    "describe_resource",
    "describe_standing",
    "hash_shape",
    "home_of",
    "list_corrections",
    "list_datasets",
    "list_kinds",
    "list_other_names",
    "list_sources",
    "make_corrections_header",
    "make_entries_table",
    "make_licence_text",
    "make_readme",
    "make_record_table",
    "make_snapshots",
    "make_table_schema",
    "make_title",
    "measure_coverage",
    "read_changes",
]
