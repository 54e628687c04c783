"""Reading ``datapackage.json``: which resources a package states."""

from __future__ import annotations

import json
from typing import Any

from ingest.packages.containers import Container
from ingest.packages.limits import PackageLimits
from ingest.packages.problems import shorten_value
from registry.errors import InvalidInput, Problem

Stated = dict[str, Any]


def stated_resources(container: Container, limits: PackageLimits) -> list[Stated]:
    """Return what a package's descriptor says of its resources, each with a ``name`` that is text.

    Raises:
        InvalidInput: there is no descriptor, or it cannot be read.
    """
    descriptor = _read(container, limits)
    resources = descriptor.get("resources") if isinstance(descriptor, dict) else None
    if not isinstance(resources, list) or not resources:
        raise _wrong("it lists no resources", 'List the CSV files under "resources"')
    if not all(isinstance(resource, dict) for resource in resources):
        raise _wrong("a resource is no object", 'Write each as {"name": ..., "path": ...}')
    return [{**resource, "name": str(resource.get("name"))} for resource in resources]


def _read(container: Container, limits: PackageLimits) -> Any:
    if container.size(container.descriptor) is None:
        raise _wrong("there is no such file", "Put a datapackage.json beside the CSV files")
    return read_json(container, container.descriptor, limits)


def read_json(container: Container, path: str, limits: PackageLimits) -> Any:
    """Return what a JSON file of a package says; the file is there.

    Raises:
        InvalidInput: it is too long, or no JSON.
    """
    if (container.size(path) or 0) > limits.descriptor_bytes:
        raise _wrong(f"it is longer than {limits.descriptor_bytes:,} bytes", "Shorten it")
    with container.open(path) as file:
        content = file.read(limits.descriptor_bytes)
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        why = (
            "it is nested too deeply"
            if isinstance(error, RecursionError)
            else shorten_value(str(error))
        )
        raise _wrong(f"it is not JSON: {why}", "Write it as UTF-8 JSON") from error


def _once(pairs: list[tuple[str, Any]]) -> Stated:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice!r} is stated twice")
    return members


def _wrong(message: str, remedy: str) -> InvalidInput:
    return InvalidInput([Problem(message, remedy)])
