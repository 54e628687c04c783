"""What makes a release provable, and how that is checked without a database."""

from publish.proof.checking import ReleaseProof, check
from publish.proof.citation import CitationProof, Told, check_citation, is_citation
from publish.proof.fetching import fetched, is_address
from publish.proof.packing import Proof
from publish.proof.sealing import Seal, seal_folder
from publish.proof.since import Since
from publish.proof.sums import Said

__all__ = [
    "CitationProof",
    "Proof",
    "ReleaseProof",
    "Said",
    "Seal",
    "Since",
    "Told",
    "check",
    "check_citation",
    "fetched",
    "is_address",
    "is_citation",
    "seal_folder",
]
