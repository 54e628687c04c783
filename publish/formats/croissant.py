"""Croissant 1.0 (MLCommons): the files of the tables with their hashes, and their fields.

Records are taken from the Parquet files, which say of each column what it is: out of CSV files
mlcroissant makes the number 1 of the code 0001.

Only the other descriptions say which field references which table: mlcroissant joins tables
wherever a field refers to another and then loses the records of some.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from opendata import WrittenFile
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

NAME = "croissant.json"
_TYPES = {
    COUNT: "sc:Integer",
    DAY: "sc:Date",
    FLAG: "sc:Boolean",
    INSTANT: "sc:DateTime",
    NUMBER: "sc:Float",
    POUNDS: "sc:Float",
}
# The standard gives this context to be copied (appendix 1).
_CONTEXT: Descriptor = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def describe_package(package: CsvPackage, parquet: Iterable[WrittenFile]) -> Descriptor:
    """Return the Croissant description of a package; ``parquet`` are its Parquet files."""
    descriptor, ledger = package.descriptor, package.ledger
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": package.name,
        "description": f"{descriptor['title']}. {descriptor['description']}",
        "license": package.licence["path"],
        "citeAs": f"{descriptor['title']}, entry {ledger['entry']} of the ledger.",
        "version": f"1.{ledger['entry']}.0",
        "datePublished": ledger["recorded_at"],
        "isLiveDataset": False,
        "distribution": [
            *(_describe_file(filled.written, "text/csv") for filled in package.tables),
            *(_describe_file(file, "application/x-parquet") for file in parquet),
        ],
        "recordSet": [describe_records(filled.table) for filled in package.tables],
    }


def _describe_file(file: WrittenFile, form: str) -> Descriptor:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path,
        "contentUrl": file.path,
        "contentSize": f"{file.size} B",
        "encodingFormat": form,
        "sha256": file.sha256,
    }


@cache
def describe_records(table: TableInfo) -> Descriptor:
    """Return the Croissant description of a table's records."""
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.about,
        "key": {"@id": f"{table.name}/{table.key}"},
        "field": [_describe_field(table, column) for column in table.columns],
    }


def _describe_field(table: TableInfo, column: Column) -> Descriptor:
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": column.meaning,
        "dataType": _TYPES.get(column.form, "sc:Text"),
        "source": {
            "fileObject": {"@id": f"{table.name}.parquet"},
            "extract": {"column": column.name},
        },
    }
