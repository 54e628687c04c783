"""What makes a release provable, and how that is checked without a database."""

from publish.proof.append_only_check import Since
from publish.proof.check_release import ReleaseProof, check
from publish.proof.checksums import Said
from publish.proof.citation import CitationProof, Told, check_citation, is_citation
from publish.proof.fetch import fetched, is_address
from publish.proof.proof_files import Proof
from publish.proof.seal import Seal, seal_folder

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
