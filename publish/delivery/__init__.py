"""Destinations of deliveries: a folder, an S3-compatible store, a CKAN portal."""

from publish.delivery.deliver import Delivery, Destination, deliver, open_destination
from publish.delivery.steps import DeliveryStep, StepKind

__all__ = ["Delivery", "DeliveryStep", "Destination", "StepKind", "deliver", "open_destination"]
