"""Where releases are delivered to: a folder, an S3-compatible store, a CKAN portal."""

from publish.delivery.deliver import Delivered, Target, deliver, target_at
from publish.delivery.steps import Does, Step

__all__ = ["Delivered", "Does", "Step", "Target", "deliver", "target_at"]
