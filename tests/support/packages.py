"""Import packages as tests write them."""

import json
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SOURCES = "reference,standing,title\nS,FICTIONAL,A story\n"
REGIONS = "reference,standing,source,name\nR,FICTIONAL,S,The North\n"
AREAS = "reference,standing,source,name,kind,region\nA,FICTIONAL,S,Exampleshire,COUNTY,R\n"
PARTNERS = (
    "reference,standing,source,name,kind\n"
    "COUNCIL,FICTIONAL,S,The Council,COUNCIL\n"
    "POLICE,FICTIONAL,S,The Police,POLICE\n"
)
AGREEMENTS = "reference,standing,source,title,area\nLAA,FICTIONAL,S,The agreement,A\n"
TARGETS = "reference,standing,source,title,agreement\nT1,FICTIONAL,S,Fewer fires,LAA\n"

GROUND = {
    "sources": SOURCES,
    "regions": REGIONS,
    "areas": AREAS,
    "partners": PARTNERS,
    "agreements": AGREEMENTS,
    "targets": TARGETS,
}


def write_package(
    folder: Path,
    tables: Mapping[str, str | bytes],
    stated: Mapping[str, Mapping[str, Any]] | None = None,
) -> Path:
    """Write a package with one CSV file a table; `stated` says more of some resources."""
    folder.mkdir(parents=True)
    resources = []
    for name, content in tables.items():
        (folder / f"{name}.csv").write_bytes(
            content if isinstance(content, bytes) else content.encode()
        )
        resources.append({"name": name, "path": f"{name}.csv", **(stated or {}).get(name, {})})
    (folder / "datapackage.json").write_text(json.dumps({"resources": resources}))
    return folder


def zip_package(folder: Path, to: Path, top: str = "") -> Path:
    """Zip a package, at the top or in a folder of the zip."""
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, f"{top}{file.name}")
    return to


def copy_package(folder: Path, to: Path) -> Path:
    """Copy a package."""
    shutil.copytree(folder, to)
    return to
