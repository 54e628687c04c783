"""The part of the descriptors that no record changes: a contract, so it is committed."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256

from opendata.datasets import OUTSIDE, REGISTRY, Content, Dataset
from opendata.descriptor import WrittenFile, describe_resource
from opendata.package_docs import make_licence_text, make_readme
from opendata.release_info import ReleaseInfo


def make_snapshots() -> dict[str, str]:
    """Return the text of each committed descriptor, by its path in the checkout."""
    return {
        "opendata/descriptors/registry.json": _make_snapshot(REGISTRY),
        "opendata/descriptors/negotiations.json": _make_snapshot(OUTSIDE),
    }


@cache
def hash_shape(*, whole: bool) -> str:
    """Hash everything in the files of the registry, or of negotiations, that no record changes."""
    dataset = REGISTRY if whole else OUTSIDE
    empty = {
        resource.name: WrittenFile(f"{resource.name}.csv", 0, "", 0)
        for resource in dataset.resources()
    }
    texts = (
        _make_snapshot(dataset),
        make_readme(dataset, Content(None, {}), empty, ReleaseInfo()),
        make_licence_text(ReleaseInfo().licence),
    )
    return sha256("\n".join(texts).encode()).hexdigest()


def _make_snapshot(dataset: Dataset) -> str:
    resources = dataset.resources()
    together = frozenset(resource.name for resource in resources)
    document = {"resources": [describe_resource(resource, together) for resource in resources]}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
