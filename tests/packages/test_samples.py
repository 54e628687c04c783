"""The samples that ship with the registry come in, each whole, and once."""

from ingest.packages import SAMPLES, import_packages, sample_packages
from registry import Registry
from tests.support.tables import everything


def test_every_sample_has_its_place_in_the_order() -> None:
    folder = sample_packages()[0].parent

    assert sorted(SAMPLES) == sorted(path.parent.name for path in folder.glob("*/datapackage.json"))


def test_the_samples_come_in_one_after_the_other_and_once(registry: Registry) -> None:
    recorded = [import_packages(registry, [path]).new_acts for path in sample_packages()]
    before = everything(registry)

    again = [import_packages(registry, [path]) for path in sample_packages()]

    assert [(one.new_acts, one.repeated_acts) for one in again] == [
        (0, count) for count in recorded
    ]
    assert everything(registry) == before


def test_the_samples_come_in_together_too(registry: Registry) -> None:
    imported = import_packages(registry, sample_packages())

    assert imported.repeated_acts == 0
    assert len(everything(registry)["entries"]) == imported.new_acts
