"""The proof in a release, and how it is checked without a database."""

from publish.proof.append_only_check import GrowthProof
from publish.proof.check_release import ReleaseProof, check_release
from publish.proof.checkpoint_proof import (
    CheckpointProof,
    check_checkpoint,
    check_checkpoint_file,
    is_checkpoint,
)
from publish.proof.checksums import SignedStatement
from publish.proof.citation import CitationProof, ProvenEntry, check_citation, is_citation
from publish.proof.fetch import fetch_release, is_address
from publish.proof.key_trust import KeyTrust
from publish.proof.proof_files import Proof
from publish.proof.proof_tables import list_later_redactions
from publish.proof.seal import Seal, seal_folder
from publish.proof.tlog_proof import (
    SUFFIX,
    check_tlog_proof,
    is_tlog_proof,
    make_tlog_proofs,
)

__all__ = [
    "CheckpointProof",
    "CitationProof",
    "GrowthProof",
    "KeyTrust",
    "SUFFIX",
    "Proof",
    "ProvenEntry",
    "ReleaseProof",
    "Seal",
    "SignedStatement",
    "check_checkpoint",
    "check_checkpoint_file",
    "check_citation",
    "check_release",
    "check_tlog_proof",
    "fetch_release",
    "is_address",
    "is_checkpoint",
    "is_citation",
    "is_tlog_proof",
    "make_tlog_proofs",
    "list_later_redactions",
    "seal_folder",
]
