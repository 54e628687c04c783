"""All kinds of findings: collected from the modules of this folder, so that no list names them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Any

from sqlalchemy import CompoundSelect, Select, union_all

from registry.reading.findings.finding import Finding
from registry.reading.views import View
from registry.vocabulary import FindingKind


@cache
def finding_kinds() -> Mapping[FindingKind, Finding]:
    """Return the finding of each kind, in the order of the code list."""
    found = {finding.kind: finding for finding in collect_findings()}
    return MappingProxyType({kind: found[kind] for kind in FindingKind})


def collect_findings() -> Iterator[Finding]:
    """Yield every finding that a module of this folder defines."""
    folder = import_module(__name__.rpartition(".")[0])
    for module in iter_modules(folder.__path__, f"{folder.__name__}."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, Finding):
                yield value


def select_findings(view: View) -> CompoundSelect[Any]:
    """Select all findings of a view, one row each, with the ``FINDING_COLUMNS``.

    ``title``, ``detail`` and ``more`` are what :func:`describe_finding` needs.
    """
    return union_all(
        *(
            finding.select(part, view)
            for finding in finding_kinds().values()
            for part in finding.parts
        )
    )


def select_findings_of(view: View, kind: FindingKind) -> Select[Any] | CompoundSelect[Any]:
    """Select the findings of one kind; the first by ``sorted_by`` are found without the others."""
    finding = finding_kinds()[kind]
    first, *others = (finding.select(part, view) for part in finding.parts)
    return union_all(first, *others) if others else first


def describe_finding(row: Mapping[str, Any]) -> str:
    """Say in one sentence what a row of findings has found."""
    return finding_kinds()[FindingKind(row["kind"])].describe(row)
