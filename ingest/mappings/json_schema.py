"""The JSON Schema of a mapping, so that editors complete it and check it while it is written.

It is made from the same definition as the reader: ``spec`` for the keys, the acts for their fields.
"""

from __future__ import annotations

from collections.abc import Mapping as Pairs
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from ingest.mappings.act_fields import fields_by_name, quantities_of
from ingest.mappings.spec import (
    ActSpec,
    ConditionSpec,
    EachSpec,
    FieldSpec,
    FileSpec,
    LeaveOutSpec,
    Mapping,
    ReadingSpec,
    SourceSpec,
    key_of,
)
from registry.acts import ACTS, Field
from registry.models import TABLES

DRAFT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]
_PARTS = (FileSpec, ReadingSpec, SourceSpec, ConditionSpec, LeaveOutSpec, EachSpec)


def mapping_schema() -> Schema:
    """Return the JSON Schema of ``MAP.toml``."""
    acts = {kind: _act_schema(kind) for kind in ACTS}
    return {
        "$schema": DRAFT,
        "title": "A mapping of Answerable: how one kind of file becomes acts",
        **_dataclass_schema(Mapping),
        "$defs": {
            **{part.__name__: _dataclass_schema(part) for part in _PARTS},
            "field": _field_schema(),
            "act": {
                "type": "object",
                "required": ["act"],
                "properties": {"act": {"enum": list(ACTS), "description": "The kind of record"}},
                "allOf": [
                    {"if": {"properties": {"act": {"const": kind}}}, "then": schema}
                    for kind, schema in acts.items()
                ],
            },
        },
    }


def _field_schema() -> Schema:
    plain = {
        "type": ["string", "integer", "number", "boolean"],
        "description": "A template: {column} stands for the cell, other words for themselves",
    }
    return {"anyOf": [plain, _dataclass_schema(FieldSpec)]}


def _act_schema(kind: str) -> Schema:
    """Return the keys of one kind of act: those of every act, and its own fields."""
    columns = TABLES[kind].c
    own: Schema = {}
    for name, field in fields_by_name(kind).items():
        own[name] = {"$ref": "#/$defs/field", "description": _describe_field(field, columns)}
    for name in quantities_of(kind):
        words = "One line for all that the source says of it: stated, number, unit, period, why"
        own[name] = {"$ref": "#/$defs/field", "description": words}
    table = _dataclass_schema(ActSpec)
    return {"properties": {**table["properties"], **own}, "additionalProperties": False}


def _describe_field(field: Field, columns: Any) -> str:
    comment = str(columns[field.name].comment or field.name)
    refers = f" (kind {field.refers})" if field.refers else ""
    return f"{comment}{refers}. {field.form.remedy}"


def _dataclass_schema(spec: Any) -> Schema:
    """Return the schema of one dataclass of the definition."""
    hints = get_type_hints(spec, include_extras=True)
    properties: Schema = {}
    required: list[str] = []
    for one in fields(spec):
        if one.name == "fields":
            continue
        hint, description = get_args(hints[one.name])[:2]
        properties[key_of(one.name)] = {**_value_schema(hint), "description": description}
        if one.default is MISSING and one.default_factory is MISSING:
            required.append(key_of(one.name))
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": required} if required else schema


def _value_schema(hint: Any) -> Schema:
    parts = [part for part in get_args(hint) if part is not type(None)]
    if type(None) in get_args(hint):
        hint = parts[0]
    if hint is ActSpec:
        return {"$ref": "#/$defs/act"}
    if isinstance(hint, type) and is_dataclass(hint):
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if get_origin(hint) is tuple:
        each = _value_schema(get_args(hint)[0])
        return {"anyOf": [each, {"type": "array", "items": each}]}
    if get_origin(hint) is Pairs:
        return {"type": "object", "additionalProperties": _value_schema(get_args(hint)[1])}
    return {"type": {str: "string", bool: "boolean", int: "integer"}[hint]}
