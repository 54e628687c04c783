"""Croissant 1.0 (MLCommons): the CSV files with their hashes, and the fields that are in them."""

from __future__ import annotations

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
    Descriptor,
    Filled,
    Package,
    Table,
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
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def metadata(package: Package) -> Descriptor:
    """The description of a package."""
    told, ledger = package.told, package.ledger
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": package.name,
        "description": f"{told['title']}. {told['description']}",
        "license": package.licence["path"],
        "citeAs": f"{told['title']}, entry {ledger['entry']} of the ledger.",
        "datePublished": ledger["recorded_at"],
        "isLiveDataset": False,
        "distribution": [_file(filled) for filled in package.tables],
        "recordSet": [records(filled.table) for filled in package.tables],
    }


def _file(filled: Filled) -> Descriptor:
    return {
        "@type": "cr:FileObject",
        "@id": filled.path.name,
        "name": filled.path.name,
        "description": filled.table.about,
        "contentUrl": filled.path.name,
        "contentSize": f"{filled.written.size} B",
        "encodingFormat": "text/csv",
        "sha256": filled.written.sha256,
    }


@cache
def records(table: Table) -> Descriptor:
    """The description of a table's records."""
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.about,
        "key": {"@id": f"{table.name}/{table.key}"},
        "field": [_field(table, column) for column in table.columns],
    }


def _field(table: Table, column: Column) -> Descriptor:
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": column.meaning,
        "dataType": _TYPES.get(column.form, "sc:Text"),
        "source": {
            "fileObject": {"@id": f"{table.name}.csv"},
            "extract": {"column": column.name},
        },
    }
    if column.refers_to:
        field["references"] = {"field": {"@id": f"{column.refers_to}/reference"}}
    return field
