"""Publishing without the audit, for tests of other things: an audit takes seconds."""

from pathlib import Path
from typing import Any

from publish import PublishResult, publish
from registry import Registry, Settings


def publish_unaudited(
    registry: Registry, settings: Settings, to: Path | None = None, **options: Any
) -> PublishResult:
    """Publish without the audit, which has tests of its own."""
    return publish(registry, settings, to, audit=lambda _: None, **options)
