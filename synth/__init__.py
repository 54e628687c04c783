"""A synthetic registry of any size, always the same, to measure with."""

from synth.everything import synthetic_acts
from synth.package import write_package
from synth.shape import Shape

__all__ = ["Shape", "synthetic_acts", "write_package"]
