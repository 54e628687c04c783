"""The catalogue of what is published, in the formats that portals read, from one model."""

from publish.catalogue.build import list_offered, make_catalogue, make_dataset_record
from publish.catalogue.dcat_us import as_data_json
from publish.catalogue.model import Catalogue, DatasetRecord, Distribution
from publish.catalogue.rdf import as_graph, as_json_ld, as_rdf_xml, as_turtle
from publish.catalogue.schema_org import as_schema_org, dataset_as_schema_org

__all__ = [
    "Catalogue",
    "DatasetRecord",
    "Distribution",
    "as_data_json",
    "as_graph",
    "as_json_ld",
    "as_rdf_xml",
    "as_schema_org",
    "as_turtle",
    "dataset_as_schema_org",
    "list_offered",
    "make_catalogue",
    "make_dataset_record",
]
