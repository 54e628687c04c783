"""The descriptors as far as they do not depend on what is on record: a contract, so committed."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256

from opendata.datasets import OUTSIDE, REGISTRY, Content, Dataset
from opendata.descriptor import Written, resource_descriptor
from opendata.package_docs import licence, readme
from opendata.release_info import Edition


def snapshots() -> dict[str, str]:
    """What each committed descriptor should say, by its path in the checkout."""
    return {
        "opendata/descriptors/registry.json": _snapshot(REGISTRY),
        "opendata/descriptors/negotiations.json": _snapshot(OUTSIDE),
    }


@cache
def shape(*, whole: bool) -> str:
    """A hash of all that the files of the registry, or of negotiations, say in any case."""
    dataset = REGISTRY if whole else OUTSIDE
    empty = {
        resource.name: Written(f"{resource.name}.csv", 0, "", 0) for resource in dataset.resources()
    }
    texts = (
        _snapshot(dataset),
        readme(dataset, Content(None, {}), empty, Edition()),
        licence(Edition().licence),
    )
    return sha256("\n".join(texts).encode()).hexdigest()


def _snapshot(dataset: Dataset) -> str:
    resources = dataset.resources()
    together = frozenset(resource.name for resource in resources)
    told = {"resources": [resource_descriptor(resource, together) for resource in resources]}
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"
