"""What Datasette shows beside the tables of the SQLite database: ``datasette DB -m THIS``."""

from __future__ import annotations

from functools import cache

from publish.formats.tables import CsvPackage, Descriptor, TableInfo


def describe_package(package: CsvPackage) -> Descriptor:
    """Return Datasette's metadata for the package's database."""
    tables = {filled.table.name: describe_table(filled.table) for filled in package.tables}
    return {
        "title": package.descriptor["title"],
        "description": package.descriptor["description"],
        "license": package.licence["title"],
        "license_url": package.licence["path"],
        "databases": {package.name: {"tables": tables}},
    }


@cache
def describe_table(described: TableInfo) -> Descriptor:
    """Return Datasette's metadata for a table."""
    return {
        "title": described.title,
        "description": described.about,
        "columns": {column.name: column.meaning for column in described.columns},
        "sort": described.key,
    }
