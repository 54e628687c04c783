"""The resources of a package that can be imported, and what is wrong with the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Any

from ingest.packages.containers import Container
from ingest.packages.descriptor import Stated, stated_resources
from ingest.packages.limits import Limits
from ingest.packages.problems import Troubles, shown
from ingest.packages.unsupported import read_hash, unsupported
from registry.acts import ACTS
from registry.errors import InvalidInput, Problem

# A published package carries its ledger's own entries, which no other ledger can take over; what
# its corrections and redactions say of those entries means nothing there either.
ENTRIES = "entries"
ABOUT_ENTRIES = frozenset({"corrections", "redactions"})
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource of a package: a file with acts of one kind."""

    kind: str
    container: Container
    path: str
    size: int
    delimiter: str = ","
    hash: tuple[str, str] | None = None

    @property
    def file(self) -> str:
        """The file's name as people see it."""
        return self.container.shown(self.path)


def resources_of(container: Container, limits: Limits, troubles: Troubles) -> list[Resource]:
    """The readable resources of a package; what is wrong with others goes to ``troubles``."""
    file = container.shown(container.descriptor)
    found: list[Resource] = []
    try:
        stated = stated_resources(container, limits)
    except InvalidInput as error:
        troubles.all_unread = True
        troubles.unreadable(*(replace(problem, file=file) for problem in error.problems))
        return []
    names = [resource["name"] for resource in stated]
    for resource in stated:
        name = resource["name"]
        if ENTRIES in names and name in {ENTRIES, *ABOUT_ENTRIES}:
            continue
        wrong = [
            *_unknown(name, names),
            *_unreadable(resource, container),
            *unsupported(resource),
        ]
        if wrong:
            troubles.unreadable(*(replace(problem, file=file) for problem in wrong))
            troubles.unread.add(name)
            troubles.all_unread |= name not in ACTS
        else:
            found.append(_resource(resource, container))
    return _bounded(file, found, limits, troubles)


def _unknown(name: str, names: list[str]) -> Iterator[Problem]:
    if name not in ACTS:
        near = get_close_matches(name, ACTS, 1)
        meant = f"Did you mean {near[0]}? " if near else ""
        yield Problem(
            message="the resource is no kind of record",
            remedy=f"{meant}Name it for one of {', '.join(ACTS)}",
            column="name",
            value=shown(name),
        )
    elif names.count(name) > 1:
        yield Problem(
            message="the resource is listed more than once",
            remedy="Keep the rows of a kind in one file of a package",
            column="name",
            value=name,
        )


def _unreadable(resource: Stated, container: Container) -> Iterator[Problem]:
    path, where = resource.get("path"), f"resource {shown(resource['name'])}"
    if not isinstance(path, str) or not path:
        yield Problem(
            message=f"{where} names no file", remedy="Give its path, one CSV file", column="path"
        )
    elif _URL.match(path) or not _inside(path):
        yield Problem(
            message=f"{where} lies outside the package",
            remedy="Give a relative path inside the package; nothing is fetched from elsewhere",
            column="path",
            value=shown(path),
        )
    elif (size := container.size(path)) is None:
        yield Problem(
            message=f"{where} names a file that is not there",
            remedy="Put the file itself, not a link to it, into the package, or mend the path",
            column="path",
            value=shown(path),
        )
    elif resource.get("bytes", size) != size:
        yield Problem(
            message=f"{path} holds {size:,} bytes, not as many as stated",
            remedy="Fetch the package again, or leave bytes out after changing a file",
            column="bytes",
            value=shown(str(resource["bytes"])),
        )


def _inside(path: str) -> bool:
    plain = PurePosixPath(path)
    return not plain.is_absolute() and ".." not in plain.parts and not set(path) & {"\\", "\0"}


def _resource(stated: dict[str, Any], container: Container) -> Resource:
    return Resource(
        kind=stated["name"],
        container=container,
        path=stated["path"],
        size=container.size(stated["path"]) or 0,
        delimiter=stated.get("dialect", {}).get(
            "delimiter", "\t" if stated.get("format") == "tsv" else ","
        ),
        hash=read_hash(stated.get("hash")),
    )


def _bounded(
    file: str, found: list[Resource], limits: Limits, troubles: Troubles
) -> list[Resource]:
    total = sum(resource.size for resource in found)
    if total <= limits.total_bytes:
        return found
    troubles.all_unread = True
    troubles.unreadable(
        Problem(
            message=f"the package holds {total:,} bytes, more than {limits.total_bytes:,}",
            remedy="Divide the package into smaller ones",
            file=file,
        )
    )
    return []
