"""The sample records that ship with the registry."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

# What others need comes first; the fictional area stands apart, and last.
SAMPLES = (
    "england",
    "area-changes-2009-2023",
    "pilots-2004",
    "bath-and-north-east-somerset",
    "london-borough",
    "lancashire",
    "shropshire",
    "section-75-pools",
    "reward-grants",
    "hansard-grants",
    "sustainable-communities-act",
    "laa-2008-2010",
    "herefordshire",
    "lincolnshire",
    "exampleshire",
)


def sample_packages() -> list[Path]:
    """Return the packages of sample records, in the order in which they are imported."""
    folder = Path(str(files("registry"))) / "samples"
    return [folder / name for name in SAMPLES]
