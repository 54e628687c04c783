"""A synthetic registry of any size, always the same, to measure with."""

from synth.everything import synthetic_acts
from synth.package import write_package
from synth.shape import SyntheticShape

__all__ = ["SyntheticShape", "synthetic_acts", "write_package"]
