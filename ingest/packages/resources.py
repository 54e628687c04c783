"""The resources of a package that can be imported, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from ingest.packages.containers import Container
from ingest.packages.descriptor import Stated, stated_resources
from ingest.packages.limits import PackageLimits
from ingest.packages.missing_values import MissingValues
from ingest.packages.parts import is_inside, read_parts
from ingest.packages.problems import ProblemList, shorten_value
from ingest.packages.unsupported import find_unsupported, read_hash
from opendata import list_other_names, make_entries_table
from registry.acts import ACTS, MENDING
from registry.errors import InvalidInput, Problem


@dataclass(frozen=True, slots=True)
class PackageResource:
    """One resource of a package: a file with acts of one kind."""

    kind: str
    container: Container
    path: str
    size: int
    delimiter: str = ","
    missing: MissingValues = field(default_factory=MissingValues)
    hash: tuple[str, str] | None = None

    @property
    def file(self) -> str:
        """The file's name as people see it."""
        return self.container.display_name(self.path)


def read_resources(
    container: Container, limits: PackageLimits, troubles: ProblemList
) -> list[PackageResource]:
    """Read the resources of a package; what is wrong with others goes to ``troubles``."""
    file = container.display_name(container.descriptor)
    found: list[PackageResource] = []
    try:
        stated = stated_resources(container, limits)
    except InvalidInput as error:
        troubles.all_unread = True
        troubles.add_unreadable(*(replace(problem, file=file) for problem in error.problems))
        return []
    names = [resource["name"] for resource in stated]
    passed_over = _not_imported(names)
    for listed in stated:
        name = listed["name"]
        if name in passed_over:
            continue
        resource, beside = read_parts(listed, container, limits)
        wrong = [
            *_unknown_resource(name, names),
            *beside,
            *_unreadable_resource(resource, container),
            *find_unsupported(resource),
        ]
        if wrong:
            troubles.add_unreadable(
                *(replace(problem, file=problem.file or file) for problem in wrong)
            )
            troubles.unread.add(name)
            troubles.all_unread |= name not in ACTS
        else:
            found.append(_make_resource(resource, container))
    return _check_size(file, found, limits, troubles)


def _not_imported(names: list[str]) -> frozenset[str]:
    """Name the tables of a published package that are no acts for another ledger."""
    beside = list_other_names()
    # What its corrections and redactions say of its own ledger's entries means nothing elsewhere.
    return beside.union(MENDING) if make_entries_table().name in names else beside


def _unknown_resource(name: str, names: list[str]) -> Iterator[Problem]:
    if name not in ACTS:
        near = get_close_matches(name, ACTS, 1)
        meant = f"Did you mean {near[0]}? " if near else ""
        yield Problem(
            message="the resource is no kind of record",
            remedy=f"{meant}Name it for one of {', '.join(ACTS)}",
            column="name",
            value=shorten_value(name),
        )
    elif names.count(name) > 1:
        yield Problem(
            message="the resource is listed more than once",
            remedy="Keep the rows of a kind in one file of a package",
            column="name",
            value=name,
        )


def _unreadable_resource(resource: Stated, container: Container) -> Iterator[Problem]:
    path, where = resource.get("path"), f"resource {shorten_value(resource['name'])}"
    if not isinstance(path, str) or not path:
        yield Problem(
            message=f"{where} names no file", remedy="Give its path, one CSV file", column="path"
        )
    elif not is_inside(path):
        yield Problem(
            message=f"{where} lies outside the package",
            remedy="Give a relative path inside the package; nothing is fetched from elsewhere",
            column="path",
            value=shorten_value(path),
        )
    elif (size := container.size(path)) is None:
        yield Problem(
            message=f"{where} names a file that is not there",
            remedy="Put the file itself, not a link to it, into the package, or mend the path",
            column="path",
            value=shorten_value(path),
        )
    elif resource.get("bytes", size) != size:
        yield Problem(
            message=f"{path} holds {size:,} bytes, not as many as stated",
            remedy="Fetch the package again, or leave bytes out after changing a file",
            column="bytes",
            value=shorten_value(str(resource["bytes"])),
        )


def _make_resource(stated: dict[str, Any], container: Container) -> PackageResource:
    return PackageResource(
        kind=stated["name"],
        container=container,
        path=stated["path"],
        size=container.size(stated["path"]) or 0,
        delimiter=stated.get("dialect", {}).get(
            "delimiter", "\t" if stated.get("format") == "tsv" else ","
        ),
        missing=MissingValues.of(stated),
        hash=read_hash(stated.get("hash")),
    )


def _check_size(
    file: str, found: list[PackageResource], limits: PackageLimits, troubles: ProblemList
) -> list[PackageResource]:
    total = sum(resource.size for resource in found)
    if total <= limits.total_bytes:
        return found
    troubles.all_unread = True
    troubles.add_unreadable(
        Problem(
            message=f"the package holds {total:,} bytes, more than {limits.total_bytes:,}",
            remedy="Divide the package into smaller ones",
            file=file,
        )
    )
    return []
