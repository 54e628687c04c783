"""CSV on the Web: what the CSV files are, in the W3C's Metadata Vocabulary for Tabular Data.

A processor that is given the address of a table finds this file beside it by its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from publish.formats.tables import (
    COUNT,
    DAY,
    FLAG,
    INSTANT,
    NUMBER,
    POUNDS,
    Column,
    CsvPackage,
    Descriptor,
    TableInfo,
)

NAME = "csv-metadata.json"
_DIALECT = {
    "encoding": "utf-8",
    "lineTerminators": ["\r\n"],
    "delimiter": ",",
    "quoteChar": '"',
    "doubleQuote": True,
    "header": True,
    "headerRowCount": 1,
    "skipInitialSpace": False,
    "trim": False,
}
_DATATYPES: Mapping[Any, Any] = {
    COUNT: "nonNegativeInteger",
    DAY: {"base": "date", "format": "yyyy-MM-dd"},
    FLAG: {"base": "boolean", "format": "true|false"},
    INSTANT: "dateTimeStamp",
    NUMBER: "decimal",
    POUNDS: "decimal",
}


def describe_package(package: CsvPackage) -> Descriptor:
    """Return the CSVW description of a group of tables."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": package.descriptor["title"],
        "dc:description": package.descriptor["description"],
        "dc:license": {"@id": package.licence["path"]},
        "dialect": _DIALECT,
        "tables": [describe_table(filled.table) for filled in package.tables],
    }


@cache
def describe_table(described: TableInfo) -> Descriptor:
    """Return the CSVW description of one table."""
    schema: dict[str, Any] = {
        "columns": [_describe_column(column) for column in described.columns],
        "primaryKey": described.key,
    }
    foreign = [_describe_foreign_key(column) for column in described.columns if column.refers_to]
    return {
        "url": f"{described.name}.csv",
        "dc:title": described.title,
        "dc:description": described.about,
        "tableSchema": {**schema, "foreignKeys": foreign} if foreign else schema,
    }


def _describe_column(column: Column) -> Descriptor:
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.meaning,
        "datatype": _describe_datatype(column),
        "required": column.required,
    }


def _describe_datatype(column: Column) -> Any:
    if column.listed:
        return {"base": "string", "format": "|".join(column.listed)}
    return _DATATYPES.get(column.form, "string")


def _describe_foreign_key(column: Column) -> Descriptor:
    reference = {"resource": f"{column.refers_to}.csv", "columnReference": "reference"}
    return {"columnReference": column.name, "reference": reference}
