"""Findings: what on the record does not stand as it should. Each is one object in a module here."""

from registry.reading.findings.about import About
from registry.reading.findings.finding import FINDING_COLUMNS, Finding, Part
from registry.reading.findings.kinds import (
    defined_findings,
    describe_finding,
    finding_kinds,
    select_findings,
    select_findings_of,
)

__all__ = [
    "About",
    "FINDING_COLUMNS",
    "Finding",
    "Part",
    "defined_findings",
    "describe_finding",
    "finding_kinds",
    "select_findings",
    "select_findings_of",
]
