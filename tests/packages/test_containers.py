"""A package is the same in a folder, by its descriptor and in a zip; dangerous ones are refused."""

import json
import stat
import zipfile
from pathlib import Path

import pytest

from ingest.packages import InvalidPackage, PackageLimits, import_packages
from registry import Registry
from tests.support.packages import GROUND, SOURCES, copy_package, write_package, zip_package
from tests.support.tables import everything, records

DESCRIPTOR = json.dumps({"resources": [{"name": "sources", "path": "sources.csv"}]})


def told(
    registry: Registry, path: Path, limits: PackageLimits | None = None
) -> list[tuple[str, str]]:
    """Import in vain, and return messages and remedies."""
    before = everything(registry)
    with pytest.raises(InvalidPackage) as invalid:
        import_packages(registry, [path], limits=limits)
    assert everything(registry) == before
    return [(problem.message, problem.remedy) for problem in invalid.value.problems]


def zipped(to: Path, *members: tuple[str | zipfile.ZipInfo, str]) -> Path:
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return to


@pytest.mark.parametrize("form", ["folder", "descriptor", "zip", "zip with a folder"])
def test_a_package_gives_the_same_records_in_every_form(
    registry: Registry, tmp_path: Path, form: str
) -> None:
    folder = write_package(tmp_path / "p", GROUND)
    path = {
        "folder": lambda: folder,
        "descriptor": lambda: folder / "datapackage.json",
        "zip": lambda: zip_package(folder, tmp_path / "p.zip"),
        "zip with a folder": lambda: zip_package(folder, tmp_path / "p.zip", "inside/"),
    }[form]()
    import_packages(registry, [path])
    found = records(registry)

    # What the folder gives is on record already, word for word.
    assert import_packages(registry, [copy_package(folder, tmp_path / "copy")]).new_acts == 0
    assert {kind: len(rows) for kind, rows in found.items() if rows} == {
        "sources": 1,
        "regions": 1,
        "areas": 1,
        "partners": 2,
        "agreements": 1,
        "targets": 1,
        "entries": 7,
    }


def test_problems_in_a_zip_are_told_in_its_files(registry: Registry, tmp_path: Path) -> None:
    folder = write_package(tmp_path / "p", {"sources": SOURCES.replace("FICTIONAL", "NO")})
    path = zip_package(folder, tmp_path / "p.zip", "inside/")

    with pytest.raises(InvalidPackage) as invalid:
        import_packages(registry, [path])

    assert [problem.file for problem in invalid.value.problems] == [f"{path}/inside/sources.csv"]


def test_what_is_no_package(registry: Registry, tmp_path: Path) -> None:
    remedy = "Give a folder with a datapackage.json, that file itself, or a zip with it inside"
    (tmp_path / "notes.txt").write_text("nothing")

    assert told(registry, tmp_path / "nowhere") == [("there is nothing here", remedy)]
    assert told(registry, tmp_path / "notes.txt") == [("this is no data package", remedy)]
    assert told(registry, tmp_path) == [
        ("there is no such file", "Put a datapackage.json beside the CSV files")
    ]


DESCRIPTORS = {
    "no JSON": (
        "{",
        "it is not JSON: Expecting property name enclosed in double quotes: "
        "line 1 column 2 (char 1)",
        "Write it as UTF-8 JSON",
    ),
    "deep JSON": (
        "[" * 100_000,
        "it is not JSON: it is nested too deeply",
        "Write it as UTF-8 JSON",
    ),
    "a name that stands there twice": (
        '{"resources": [], "resources": []}',
        "it is not JSON: 'resources' is stated twice",
        "Write it as UTF-8 JSON",
    ),
    "no resources": (
        '{"resources": []}',
        "it lists no resources",
        'List the CSV files under "resources"',
    ),
    "a list": ("[]", "it lists no resources", 'List the CSV files under "resources"'),
    "a resource that is a word": (
        '{"resources": ["sources"]}',
        "a resource is no object",
        'Write each as {"name": ..., "path": ...}',
    ),
}


@pytest.mark.parametrize(("text", "message", "remedy"), DESCRIPTORS.values(), ids=DESCRIPTORS)
def test_a_descriptor_that_cannot_be_read(
    registry: Registry, tmp_path: Path, text: str, message: str, remedy: str
) -> None:
    (tmp_path / "datapackage.json").write_text(text)

    assert told(registry, tmp_path) == [(message, remedy)]


OUTSIDE = "Give a relative path inside the package; nothing is fetched from elsewhere"
NOT_THERE = "Put the file itself, not a link to it, into the package, or mend the path"
RESOURCES = {
    "an address": (
        {"path": "https://example.org/sources.csv"},
        ("resource sources lies outside the package", OUTSIDE),
    ),
    "an absolute path": (
        {"path": "/etc/passwd"},
        ("resource sources lies outside the package", OUTSIDE),
    ),
    "a path that leads out": (
        {"path": "../sources.csv"},
        ("resource sources lies outside the package", OUTSIDE),
    ),
    "a path that leads in and out": (
        {"path": "a/../../sources.csv"},
        ("resource sources lies outside the package", OUTSIDE),
    ),
    "a file that is not there": (
        {"path": "nothing.csv"},
        ("resource sources names a file that is not there", NOT_THERE),
    ),
    "a link": (
        {"path": "link.csv"},
        ("resource sources names a file that is not there", NOT_THERE),
    ),
    "a folder that is a link": (
        {"path": "folder/sources.csv"},
        ("resource sources names a file that is not there", NOT_THERE),
    ),
    "no path": (
        {"path": None, "data": []},
        ("resource sources names no file", "Give its path, one CSV file"),
    ),
    "several files": (
        {"path": ["sources.csv", "more.csv"]},
        ("resource sources names no file", "Give its path, one CSV file"),
    ),
    "another size": (
        {"bytes": 7},
        (
            "sources.csv holds 45 bytes, not as many as stated",
            "Fetch the package again, or leave bytes out after changing a file",
        ),
    ),
    "another format": (
        {"format": "xlsx"},
        ("the format of resource sources is none that can be read", "Give a CSV file"),
    ),
    "another encoding": (
        {"encoding": "windows-1252"},
        (
            "the encoding of resource sources is none that can be read",
            "Save the file as UTF-8 and say so",
        ),
    ),
    "words for nothing that are no list": (
        {"schema": {"missingValues": "n/a"}},
        (
            "the missingValues of resource sources is none that can be read",
            'List the words that stand for nothing: ["", "NA"]',
        ),
    ),
    "no header": (
        {"dialect": {"header": False}},
        (
            "the header of resource sources is none that can be read",
            "Write the file so that it is True",
        ),
    ),
    "a sequence for nothing that is no word": (
        {"dialect": {"delimiter": ",", "nullSequence": 0}},
        (
            "the nullSequence of resource sources is none that can be read",
            "Give the word that stands for nothing",
        ),
    ),
    "rows of comments": (
        {"dialect": {"commentRows": [3]}},
        (
            "the commentRows of resource sources is none that can be read",
            "Leave it out, and write the file as if without it",
        ),
    ),
    "a key that nobody knows": (
        {"dialect": {"nullWord": "NA"}},
        (
            "the nullWord of resource sources is none that can be read",
            "Leave it out, and write the file as if without it",
        ),
    ),
    "a key of the resource that nobody knows": (
        {"layout": {"skipRows": [2]}},
        (
            "the layout of resource sources is none that can be read",
            "Leave it out, and write the file as if without it",
        ),
    ),
    "a schema in a file that is not there": (
        {"schema": "sources.schema.json"},
        (
            "the schema names a file that is not there",
            "Put the file itself, not a link to it, into the package, or mend the path",
        ),
    ),
    "a schema elsewhere": (
        {"schema": "https://council.example/schema.json"},
        (
            "the schema lies outside the package",
            "State it in the descriptor, or in a file inside the package; "
            "nothing is fetched from elsewhere",
        ),
    ),
    "a dialect above the package": (
        {"dialect": "../dialect.json"},
        (
            "the dialect lies outside the package",
            "State it in the descriptor, or in a file inside the package; "
            "nothing is fetched from elsewhere",
        ),
    ),
    "a schema behind a link": (
        {"schema": "link.csv"},
        (
            "the schema names a file that is not there",
            "Put the file itself, not a link to it, into the package, or mend the path",
        ),
    ),
    "a schema that is no JSON": (
        {"schema": "sources.csv"},
        (
            "it is not JSON: Expecting value: line 1 column 1 (char 0)",
            "Write it as UTF-8 JSON",
        ),
    ),
    "words for nothing in one column that are no texts": (
        {"schema": {"fields": [{"name": "title", "missingValues": [9]}]}},
        (
            "the field title: missingValues of resource sources is none that can be read",
            'List the words that stand for nothing: ["", "NA"]',
        ),
    ),
    "numbers with a decimal comma": (
        {"schema": {"fields": [{"name": "published_on", "decimalChar": ","}]}},
        (
            "the field published_on: decimalChar of resource sources is none that can be read",
            "Write the file so that it is '.'",
        ),
    ),
    "a hash of an unknown kind": (
        {"hash": "crc32:00000000"},
        (
            "the hash of resource sources is none that can be read",
            "Give sha256: and 64 hexadecimal digits",
        ),
    ),
}


@pytest.mark.parametrize(("stated", "problem"), RESOURCES.values(), ids=RESOURCES)
def test_a_resource_that_is_not_read(
    registry: Registry, tmp_path: Path, stated: dict[str, object], problem: tuple[str, str]
) -> None:
    (tmp_path / "sources.csv").write_text(SOURCES)
    package = write_package(tmp_path / "p", {"sources": SOURCES}, {"sources": stated})
    (package / "link.csv").symlink_to(tmp_path / "sources.csv")
    (package / "folder").symlink_to(tmp_path)

    assert told(registry, package) == [problem]


def test_a_resource_of_no_kind(registry: Registry, tmp_path: Path) -> None:
    package = write_package(tmp_path / "p", {"source": SOURCES})

    ((message, remedy),) = told(registry, package)

    assert message == "the resource is no kind of record"
    assert remedy.startswith("Did you mean sources? Name it for one of sources, regions, areas,")


def test_a_kind_that_is_listed_twice(registry: Registry, tmp_path: Path) -> None:
    write_package(tmp_path / "p", {"sources": SOURCES})
    twice = [{"name": "sources", "path": "sources.csv"}] * 2
    (tmp_path / "p" / "datapackage.json").write_text(json.dumps({"resources": twice}))

    assert (
        told(registry, tmp_path / "p")
        == [
            (
                "the resource is listed more than once",
                "Keep the rows of a kind in one file of a package",
            )
        ]
        * 2
    )


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("sources.csv")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


MEMBERS = {
    "a name that leads out": ("../sources.csv", "'../sources.csv' leads out of the zip"),
    "an absolute name": ("/sources.csv", "'/sources.csv' leads out of the zip"),
    "a name of Windows": ("C:sources.csv", "'C:sources.csv' leads out of the zip"),
    "a link": (link(), "'sources.csv' is a link"),
}


@pytest.mark.parametrize(("member", "message"), MEMBERS.values(), ids=MEMBERS)
def test_a_zip_with_a_dangerous_member(
    registry: Registry, tmp_path: Path, member: str | zipfile.ZipInfo, message: str
) -> None:
    path = zipped(tmp_path / "p.zip", ("datapackage.json", DESCRIPTOR), (member, "anything"))

    assert [found for found, _ in told(registry, path)] == [message]


def test_a_zip_without_a_descriptor(registry: Registry, tmp_path: Path) -> None:
    remedy = "Put one at its top or in one folder"
    none = zipped(tmp_path / "none.zip", ("a/b/datapackage.json", DESCRIPTOR))
    two = zipped(
        tmp_path / "two.zip", ("a/datapackage.json", DESCRIPTOR), ("b/datapackage.json", DESCRIPTOR)
    )

    assert told(registry, none) == [("the zip holds no datapackage.json", remedy)]
    assert told(registry, two) == [("the zip holds 2 datapackage.json", remedy)]


def test_a_zip_that_unpacks_to_too_much(registry: Registry, tmp_path: Path) -> None:
    bomb = zipped(
        tmp_path / "p.zip", ("datapackage.json", DESCRIPTOR), ("sources.csv", "0" * 2_000_000)
    )

    assert told(registry, bomb) == [
        (
            "the zip unpacks to more than 200 times its size",
            "Give the package unzipped, as a folder, if it is trusted",
        )
    ]
    assert told(registry, bomb, PackageLimits(total_bytes=1_000_000, ratio=5_000)) == [
        (
            "the zip unpacks to 2,000,059 bytes, more than 1,000,000",
            "Divide the package into smaller ones",
        )
    ]


def test_a_zip_with_too_many_files(registry: Registry, tmp_path: Path) -> None:
    files = [(f"{n}.txt", "") for n in range(200)]
    path = zipped(tmp_path / "p.zip", ("datapackage.json", DESCRIPTOR), *files)

    assert told(registry, path) == [
        ("the zip holds 201 files, more than 200", "Zip only the package")
    ]


def test_a_folder_that_holds_too_much(registry: Registry, tmp_path: Path) -> None:
    package = write_package(tmp_path / "p", {"sources": SOURCES})

    assert told(registry, package, PackageLimits(total_bytes=44)) == [
        ("the package holds 45 bytes, more than 44", "Divide the package into smaller ones")
    ]


def test_a_zip_that_is_damaged(registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("datapackage.json", DESCRIPTOR)
        archive.writestr("sources.csv", SOURCES)
    path.write_bytes(path.read_bytes().replace(b"A story", b"A storm"))

    assert told(registry, path) == [
        ("the file cannot be read: Bad CRC-32 for file 'sources.csv'", "Copy or zip it again")
    ]
