"""Releases in a folder and in an S3-compatible store."""

import os
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from publish import find_latest, releases_folder
from publish.delivery import Delivery, StepKind, deliver, open_destination
from registry import InvalidInput, Settings, Unavailable

NEGOTIATIONS = "negotiations-exs-laa-2007"
BUCKET = "s3://open-data/answerable"


def delivered(settings: Settings, to: str, **told: Any) -> Delivery:
    return deliver(
        open_destination(to, os.environ, settings), releases_folder(settings.data_dir), **told
    )


def test_a_store_holds_what_the_server_serves(s3: Any, settings: Settings) -> None:
    delivered(settings, BUCKET)

    release = find_latest(releases_folder(settings.data_dir), NEGOTIATIONS)
    assert release is not None
    at = f"answerable/{NEGOTIATIONS}/releases/{release.version}/areas.csv"
    there = s3.get_object(Bucket="open-data", Key=at)
    folder = releases_folder(settings.data_dir) / NEGOTIATIONS / release.version
    assert there["Body"].read() == (folder / "areas.csv").read_bytes()
    assert there["ContentType"] == "text/csv; charset=utf-8"
    assert there["CacheControl"] == "public, max-age=3600, must-revalidate"


def test_the_latest_may_change(s3: Any, settings: Settings) -> None:
    delivered(settings, BUCKET)

    newest = s3.head_object(Bucket="open-data", Key="answerable/registry/latest/datapackage.json")
    listed = s3.head_object(Bucket="open-data", Key="answerable/registry/releases.json")
    assert newest["CacheControl"] == listed["CacheControl"] == "public, max-age=60"
    assert newest["ContentType"] == "application/json"


@pytest.mark.parametrize("to", [BUCKET, "folder"])
def test_what_is_there_is_not_sent_again(
    s3: Any, settings: Settings, tmp_path: Path, to: str
) -> None:
    to = to if to == BUCKET else str(tmp_path / "static")
    first = delivered(settings, to)
    again = delivered(settings, to)

    assert first.count_steps(StepKind.CREATE) == len(first.steps) > 100
    assert again.count_steps(StepKind.CREATE) == again.count_steps(StepKind.WITHDRAW) == 0
    assert {step.what.split("/")[1] for step in again.steps if step.kind is StepKind.UPDATE} <= (
        # A folder does not tell what is in a file of the same size.
        set() if to == BUCKET else {"latest", "releases.json"}
    )


def test_a_delivery_that_was_cut_off_goes_on_where_it_stopped(s3: Any, settings: Settings) -> None:
    delivered(settings, BUCKET)
    lost = "answerable/registry/latest/areas.csv"
    s3.delete_object(Bucket="open-data", Key=lost)

    again = delivered(settings, BUCKET)

    sent = [step for step in again.steps if step.kind is not StepKind.KEEP]
    assert [(step.kind, f"answerable/{step.what}") for step in sent] == [(StepKind.CREATE, lost)]
    assert s3.head_object(Bucket="open-data", Key=lost)["ContentLength"] == again.sent


def test_a_dry_run_sends_nothing(s3: Any, settings: Settings) -> None:
    told = delivered(settings, BUCKET, dry=True)

    assert told.dry
    assert told.count_steps(StepKind.CREATE) == len(told.steps) > 100
    assert "Contents" not in s3.list_objects_v2(Bucket="open-data")


def test_one_dataset_can_be_delivered_alone(s3: Any, settings: Settings) -> None:
    delivered(settings, BUCKET, datasets=[NEGOTIATIONS])

    with pytest.raises(ClientError, match="404"):
        s3.head_object(Bucket="open-data", Key="answerable/registry/releases.json")


def test_a_folder_is_laid_out_as_the_addresses_are(settings: Settings, tmp_path: Path) -> None:
    delivered(settings, str(tmp_path / "static"))

    release = find_latest(releases_folder(settings.data_dir), "registry")
    assert release is not None
    static = tmp_path / "static" / "registry"
    newest, lasting = static / "latest", static / "releases" / release.version
    assert (newest / "registry.zip").read_bytes() == (lasting / "registry.zip").read_bytes()
    assert {path.name for path in static.iterdir()} == {"latest", "releases", "releases.json"}


def test_an_unknown_dataset_is_refused_and_nothing_sent(s3: Any, settings: Settings) -> None:
    with pytest.raises(InvalidInput, match="No such dataset was published") as told:
        delivered(settings, BUCKET, datasets=["nothing"])

    assert f"Published are: registry, {NEGOTIATIONS}" in str(told.value)
    assert "Contents" not in s3.list_objects_v2(Bucket="open-data")


def test_a_bucket_that_is_not_there_is_told(s3: Any, settings: Settings) -> None:
    with pytest.raises(Unavailable, match=r"s3://elsewhere cannot be used.*run this again"):
        delivered(settings, "s3://elsewhere")


@pytest.mark.parametrize("address", ["ftp://example.org/x", "s3:///nothing"])
def test_what_is_no_destination_is_refused(s3: Any, settings: Settings, address: str) -> None:
    with pytest.raises(InvalidInput, match=r"no destination|cannot be used"):
        delivered(settings, address)
