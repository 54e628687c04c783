"""What makes a release provable, and how that is checked without a database."""

from publish.proof.names import OF_EACH_PLACE, TABLES
from publish.proof.packing import Proof
from publish.proof.sealing import Seal, origin_of, seal_folder

__all__ = ["OF_EACH_PLACE", "TABLES", "Proof", "Seal", "origin_of", "seal_folder"]
