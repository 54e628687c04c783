"""Samples as they are published, with one instant at which all of it was recorded."""

from pathlib import Path

from ingest.packages import import_packages, sample_packages
from publish import Release, list_latest_releases
from registry import Registry, Settings
from registry.settings import Publisher
from tests.support.publishing import publish_unaudited

BASE = "https://answerable.example"
SAMPLES = ("england", "exampleshire", "bath-and-north-east-somerset", "sustainable-communities-act")
PUBLISHER = Publisher(
    name="The Example Archive",
    uri="https://archive.example/id",
    contact_name="The archive's desk",
    contact_email="desk@archive.example",
)


def publish_samples(url: str, folder: Path) -> tuple[Settings, list[Release]]:
    """Record some samples and publish them; returns the settings and what was published."""
    registry = Registry.open(url)
    import_packages(registry, [path for path in sample_packages() if path.name in SAMPLES])
    settings = Settings(data_dir=folder, database_url=url, base_url=BASE, publisher=PUBLISHER)
    done = publish_unaudited(registry, settings)
    registry.close()
    return settings, list(list_latest_releases(done.releases))
