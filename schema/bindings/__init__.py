"""Where the fields of the contract get their values from, declared once."""

from schema.bindings.arguments import argument, listing_arguments, page_arguments, time_arguments
from schema.bindings.connections import connection, events
from schema.bindings.entries_subscription import Follow
from schema.bindings.fields import BoundField, bound, column_of, meaning_of
from schema.bindings.object_types import interface_type, object_type, record_type
from schema.bindings.record_fields import address, asked_day, asked_instant, cited, histories, owned
from schema.bindings.relations import (
    Through,
    To,
    any_kind,
    beyond,
    listed,
    many,
    one,
    related,
    route_of,
    same,
    through,
    to,
)
from schema.bindings.root_fields import (
    Changes,
    Named,
    QueryFields,
    Search,
    Told,
    look_up,
    page_of,
    root,
)
from schema.bindings.values import Always, Part, column, expressed, part, value, worked
from schema.planner.relation_paths import Route, always, in_force, present

__all__ = [
    "Always",
    "BoundField",
    "Changes",
    "Follow",
    "Named",
    "Part",
    "QueryFields",
    "Route",
    "Search",
    "Through",
    "To",
    "Told",
    "address",
    "always",
    "any_kind",
    "argument",
    "asked_day",
    "asked_instant",
    "beyond",
    "bound",
    "cited",
    "column",
    "column_of",
    "connection",
    "events",
    "expressed",
    "histories",
    "in_force",
    "interface_type",
    "listed",
    "listing_arguments",
    "look_up",
    "many",
    "meaning_of",
    "object_type",
    "one",
    "owned",
    "page_of",
    "page_arguments",
    "part",
    "present",
    "record_type",
    "related",
    "root",
    "route_of",
    "same",
    "through",
    "time_arguments",
    "to",
    "value",
    "worked",
]
