"""Findings: what on the record does not stand as it should. Each is one object in a module here."""

from registry.reading.findings.about import About
from registry.reading.findings.finding import FINDING_COLUMNS, Finding, Part
from registry.reading.findings.kinds import (
    collect_findings,
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
    "collect_findings",
    "describe_finding",
    "finding_kinds",
    "select_findings",
    "select_findings_of",
]
