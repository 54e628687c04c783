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
from opendata.derived_columns import DERIVED_COLUMNS, DerivedCells, drop_derived
from opendata.descriptor import (
    DERIVED,
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
    "DERIVED",
    "DERIVED_COLUMNS",
    "PROFILE",
    "REGISTRY",
    "ChangesPage",
    "Content",
    "Coverage",
    "CoveredArea",
    "DataResource",
    "Dataset",
    "DerivedCells",
    "Descriptor",
    "Nature",
    "PublishedCorrection",
    "ReleaseInfo",
    "WrittenFile",
    "describe_package",
    "describe_resource",
    "describe_standing",
    "drop_derived",
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
