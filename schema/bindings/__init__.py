"""Bindings: each declares once where a field of the contract gets its value from."""

from schema.bindings.arguments import argument, listing_arguments, page_arguments, time_arguments
from schema.bindings.belonging_changes import belonging_changes
from schema.bindings.connections import connection, events
from schema.bindings.corrections import corrections_field
from schema.bindings.entries_subscription import EntriesField
from schema.bindings.entry_content import content_field
from schema.bindings.fields import BoundField, bound_field, column_of, meaning_of
from schema.bindings.object_types import interface_type, object_type, record_type
from schema.bindings.reaching import reach_field, status_field, status_sentence
from schema.bindings.record_fields import (
    address,
    archived_copy,
    citation,
    day_field,
    history,
    instant_field,
    owner_column,
    record_key,
    record_title,
)
from schema.bindings.relations import (
    ThroughBinding,
    ToOne,
    any_kind,
    list_of,
    many,
    one,
    relation,
    relation_column,
    route_of,
    row_column,
    same_row,
    to_one,
)
from schema.bindings.root_fields import (
    ChangesField,
    FunctionField,
    NamesField,
    QueryFields,
    look_up,
    page_of,
    root_field,
)
from schema.bindings.search import SearchField
from schema.bindings.values import (
    ConstantBinding,
    PartBinding,
    column,
    computed_value,
    expression,
    part,
    value,
)
from schema.planner.relation_paths import Route, always, begun, in_force, present

__all__ = [
    "ConstantBinding",
    "BoundField",
    "ChangesField",
    "EntriesField",
    "NamesField",
    "PartBinding",
    "QueryFields",
    "Route",
    "SearchField",
    "ThroughBinding",
    "ToOne",
    "FunctionField",
    "address",
    "archived_copy",
    "always",
    "begun",
    "any_kind",
    "argument",
    "day_field",
    "instant_field",
    "relation_column",
    "belonging_changes",
    "bound_field",
    "content_field",
    "citation",
    "column",
    "column_of",
    "corrections_field",
    "connection",
    "events",
    "expression",
    "history",
    "in_force",
    "interface_type",
    "list_of",
    "listing_arguments",
    "look_up",
    "many",
    "meaning_of",
    "object_type",
    "one",
    "owner_column",
    "page_of",
    "page_arguments",
    "part",
    "present",
    "reach_field",
    "record_key",
    "record_title",
    "record_type",
    "status_field",
    "status_sentence",
    "relation",
    "root_field",
    "route_of",
    "same_row",
    "row_column",
    "time_arguments",
    "to_one",
    "value",
    "computed_value",
]
