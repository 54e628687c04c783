"""Parts of a resource that stand in files of their own: its schema and its dialect, by path."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from ingest.packages.containers import Container
from ingest.packages.descriptor import read_json
from ingest.packages.limits import PackageLimits
from ingest.packages.problems import shorten_value
from registry.errors import InvalidInput, Problem

PARTS = ("schema", "dialect")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def read_parts(
    resource: Mapping[str, Any], container: Container, limits: PackageLimits
) -> tuple[dict[str, Any], list[Problem]]:
    """Return a resource with the parts that it names by path, and what is wrong with those."""
    found, problems = dict(resource), list[Problem]()
    for name in PARTS:
        path = resource.get(name)
        if not isinstance(path, str):
            continue
        # Nothing is said of how cells read where the part cannot be read.
        found[name] = {}
        problem = _find_problem(name, path, container)
        if problem is not None:
            problems.append(problem)
            continue
        try:
            found[name] = read_json(container, path, limits)
        except InvalidInput as error:
            file = container.display_name(path)
            problems.extend(replace(each, file=file) for each in error.problems)
    return found, problems


def is_inside(path: str) -> bool:
    """Return whether a path names a file of the package, wherever the package lies."""
    plain = PurePosixPath(path)
    outside = plain.is_absolute() or ".." in plain.parts or set(path) & {"\\", "\0"}
    return not outside and not _URL.match(path)


def _find_problem(name: str, path: str, container: Container) -> Problem | None:
    if not path or not is_inside(path):
        return Problem(
            message=f"the {name} lies outside the package",
            remedy="State it in the descriptor, or in a file inside the package; "
            "nothing is fetched from elsewhere",
            column=name,
            value=shorten_value(path),
        )
    if container.size(path) is None:
        return Problem(
            message=f"the {name} names a file that is not there",
            remedy="Put the file itself, not a link to it, into the package, or mend the path",
            column=name,
            value=shorten_value(path),
        )
    return None
