"""Witnessing as in c2sp.org/tlog-witness: what a log submits, and what a witness answers."""

from registry.witnessing.client import SECONDS, NotCosigned, Submission, request_cosignature
from registry.witnessing.requests import MOST_BYTES, SIZE_TYPE, AddCheckpoint, parse_size
from registry.witnessing.state import KnownLog, WitnessState
from registry.witnessing.witness import RefusalReason, Witness, WitnessRefusal, make_witness_name

__all__ = [
    "MOST_BYTES",
    "NotCosigned",
    "SECONDS",
    "Submission",
    "request_cosignature",
    "SIZE_TYPE",
    "AddCheckpoint",
    "KnownLog",
    "RefusalReason",
    "Witness",
    "WitnessRefusal",
    "WitnessState",
    "make_witness_name",
    "parse_size",
]
