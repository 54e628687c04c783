"""A synthetic registry of any size, always the same, to measure with."""

from registry.synth.everything import synthetic_acts
from registry.synth.package import write_package
from registry.synth.shape import Shape

__all__ = ["Shape", "synthetic_acts", "write_package"]
