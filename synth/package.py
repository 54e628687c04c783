"""A synthetic registry as an import package."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from registry.acts import ACTS, Act, fields_of
from synth.everything import acts_by_kind
from synth.shape import SyntheticShape


def write_package(
    to: Path, shape: SyntheticShape, *, progress: Callable[[str], None] = lambda _: None
) -> int:
    """Write a package into a folder; returns how many rows it has. ``progress`` hears each kind."""
    to.mkdir(parents=True, exist_ok=True)
    rows = 0
    resources: list[dict[str, Any]] = []
    for kind, acts in acts_by_kind(shape):
        progress(kind)
        file = to / f"{kind}.csv"
        rows += _write_file(file, kind, acts)
        with file.open("rb") as content:
            digest = sha256(content.read()).hexdigest()
        resources.append(
            {
                "name": kind,
                "path": file.name,
                "type": "table",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": file.stat().st_size,
                "hash": f"sha256:{digest}",
            }
        )
    (to / "datapackage.json").write_text(_write_descriptor(shape, resources), encoding="utf-8")
    return rows


def _write_file(file: Path, kind: str, acts: Iterable[Act]) -> int:
    names = [field.name for field in fields_of(ACTS[kind])]
    rows = 0
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, names, restval="")
        writer.writeheader()
        for act in acts:
            writer.writerow(act.cells())
            rows += 1
    return rows


def _write_descriptor(shape: SyntheticShape, resources: list[dict[str, Any]]) -> str:
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "profile": "data-package",
        "name": f"synthetic-{shape.areas}-areas",
        "title": f"A synthetic registry of {shape.areas:,} areas",
        "description": "Every record is SYNTHETIC: made up, always the same, to measure with.",
        "resources": resources,
    }
    return json.dumps(descriptor, indent=2) + "\n"
