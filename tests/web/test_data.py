"""``/data/``: packages as pages and files."""

import io
import json
import zipfile
from datetime import datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256

import pytest
from frictionless import Package
from starlette.testclient import TestClient

from publish import find_latest, releases_folder
from registry import Settings

NEGOTIATIONS = "negotiations-exs-laa-2007"


def test_every_file_of_a_release_is_served_as_it_was_written(
    client: TestClient, settings: Settings
) -> None:
    release = find_latest(releases_folder(settings.data_dir), NEGOTIATIONS)
    assert release is not None

    for file in release.files:
        answer = client.get(f"/data/{NEGOTIATIONS}/releases/1.0.0/{file.path}")
        assert sha256(answer.content).hexdigest() == file.sha256
        assert answer.headers["etag"] == f'"{file.sha256}"'
        assert answer.headers["content-length"] == str(file.size)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("areas.csv", "text/csv; charset=utf-8"),
        ("datapackage.json", "application/json"),
        ("README.md", "text/markdown; charset=utf-8"),
        (f"{NEGOTIATIONS}.zip", "application/zip"),
    ],
)
def test_files_have_their_media_types(client: TestClient, name: str, media_type: str) -> None:
    answer = client.head(f"/data/{NEGOTIATIONS}/releases/1.0.0/{name}")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert answer.content == b""


def test_a_file_that_is_known_already_is_not_sent_again(client: TestClient) -> None:
    address = f"/data/{NEGOTIATIONS}/releases/1.0.0/areas.csv"
    etag = client.get(address).headers["etag"]
    again = client.get(address, headers={"if-none-match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200


def test_a_part_of_a_file_can_be_fetched(client: TestClient) -> None:
    address = f"/data/{NEGOTIATIONS}/releases/1.0.0/areas.csv"
    whole = client.get(address)
    part = client.get(address, headers={"range": "bytes=0-8"})
    beyond = client.get(address, headers={"range": "bytes=9999999-"})

    assert (part.status_code, part.content) == (206, whole.content[:9])
    assert part.headers["content-range"] == f"bytes 0-8/{len(whole.content)}"
    assert beyond.status_code == 416


def test_what_is_served_is_a_package_that_others_read(
    client: TestClient, settings: Settings
) -> None:
    zipped = client.get("/data/registry/releases/1.0.0/registry.zip").content
    told = client.get("/data/registry/releases/1.0.0/datapackage.json").json()
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        assert json.loads(archive.read("datapackage.json")) == told

    folder = (releases_folder(settings.data_dir) / NEGOTIATIONS / "latest").resolve()
    assert Package(str(folder / "datapackage.json")).name == told["name"].replace(
        "registry", NEGOTIATIONS
    )


def test_a_file_never_changes_but_copies_ask_again_within_the_hour(client: TestClient) -> None:
    answer = client.get(f"/data/{NEGOTIATIONS}/releases/1.0.0/areas.csv")

    assert answer.headers["cache-control"] == "public, max-age=3600, must-revalidate"


def test_its_age_is_that_of_the_data(client: TestClient, settings: Settings) -> None:
    release = find_latest(releases_folder(settings.data_dir), NEGOTIATIONS)
    assert release is not None

    answer = client.get(f"/data/{NEGOTIATIONS}/releases/1.0.0/areas.csv")

    modified = parsedate_to_datetime(answer.headers["last-modified"])
    assert modified == datetime.fromisoformat(release.recorded_at).replace(microsecond=0)


@pytest.mark.parametrize("name", ["", "areas.csv"])
def test_the_latest_leads_to_the_release_that_it_is(client: TestClient, name: str) -> None:
    answer = client.get(f"/data/registry/latest/{name}")

    assert answer.status_code == 307
    assert answer.headers["location"] == f"/data/registry/releases/1.0.0/{name}"
    assert answer.headers["cache-control"] == "no-cache"


def test_pages_of_other_origins_may_read_files(client: TestClient) -> None:
    address = f"/data/{NEGOTIATIONS}/releases/1.0.0/areas.csv"
    answer = client.get(address, headers={"origin": "https://elsewhere.example"})

    assert answer.headers["access-control-allow-origin"] == "*"
    exposed = answer.headers["access-control-expose-headers"].split(", ")
    assert {"etag", "content-range", "accept-ranges", "last-modified"} <= set(exposed)


def test_whoever_has_part_of_the_same_file_gets_the_rest(client: TestClient) -> None:
    address = f"/data/{NEGOTIATIONS}/releases/1.0.0/areas.csv"
    etag = client.get(address).headers["etag"]

    same = client.get(address, headers={"range": "bytes=9-", "if-range": etag})
    other = client.get(address, headers={"range": "bytes=9-", "if-range": '"other"'})

    assert (same.status_code, other.status_code) == (206, 200)


def test_all_releases_are_listed(client: TestClient) -> None:
    answer = client.get(f"/data/{NEGOTIATIONS}/releases.json")

    told = answer.json()
    assert (told["dataset"], told["latest"]) == (NEGOTIATIONS, "1.0.0")
    assert [(one["version"], one["status"]) for one in told["releases"]] == [("1.0.0", "current")]
    known = {"if-none-match": answer.headers["etag"]}
    assert client.get(f"/data/{NEGOTIATIONS}/releases.json", headers=known).status_code == 304


@pytest.mark.parametrize(
    "address",
    [
        "/data/nothing/",
        "/data/.staging/",
        "/data/registry/latest/nothing.csv",
        "/data/registry/latest/release.json",
        "/data/registry/latest/..%2Flatest%2Frelease.json",
        "/data/..%2f..%2f/latest/registry.sqlite",
        "/data/registry/releases/9.9.9/",
        "/data/registry/releases/9.9.9/areas.csv",
        "/data/registry/releases/latest/areas.csv",
        "/data/registry/releases/1.0.0/nothing.csv",
        "/data/nothing/releases.json",
        "/data/nothing/feed.atom",
    ],
)
def test_nothing_else_is_served(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_before_the_first_release_the_page_says_so(empty: TestClient) -> None:
    assert "Nothing has been published yet" in empty.get("/data/").text


LONG = "a" * 300


@pytest.mark.parametrize("name", ["%00", "a%00", LONG, "%2e%2e%2f", ".registry", "A", "%F0%9F"])
@pytest.mark.parametrize(
    "rest",
    ["", "feed.atom", "releases.json", "releases/1.0.0/", "latest/", "latest/areas.csv", "changes"],
)
def test_addresses_that_no_dataset_can_have_are_not_found(
    name: str, rest: str, client: TestClient
) -> None:
    assert client.get(f"/data/{name}/{rest}").status_code == 404


@pytest.mark.parametrize("part", ["%00", LONG, f"{LONG}.0.0", "9" * 5_000, "1.0.0%0A"])
def test_addresses_that_no_release_or_file_can_have_are_not_found(
    part: str, client: TestClient
) -> None:
    for rest in (f"releases/{part}/", f"releases/{part}/areas.csv", f"releases/1.0.0/{part}"):
        assert client.get(f"/data/{NEGOTIATIONS}/{rest}").status_code == 404
    assert client.get(f"/data/{NEGOTIATIONS}/latest/{part}").status_code == 404
