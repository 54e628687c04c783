"""Datasets on a CKAN portal."""

import os
import re
from dataclasses import replace

import pytest

from publish import find_latest, releases_folder
from publish.delivery import Delivery, StepKind, deliver, open_destination
from publish.delivery.ckan_packages import make_names
from registry import InvalidInput, Settings, Unavailable
from tests.support.portals import Portal

NAME = "answerable-negotiations-exs-laa-2007"
NAMES = ["answerable-registry", NAME]


def delivered(settings: Settings, ckan: Portal, *, dry: bool = False) -> Delivery:
    destination = open_destination(f"ckan+{ckan.address}", os.environ, settings)
    return deliver(destination, releases_folder(settings.data_dir), dry=dry)


def did(done: Delivery) -> list[tuple[StepKind, str]]:
    return [(step.kind, step.what) for step in done.steps]


def test_a_portal_lists_each_dataset_with_its_files(ckan: Portal, settings: Settings) -> None:
    done = delivered(settings, ckan)

    assert did(done) == [(StepKind.CREATE, name) for name in NAMES]
    listed = ckan.packages[NAME]
    release = find_latest(releases_folder(settings.data_dir), "negotiations-exs-laa-2007")
    assert release is not None
    assert (listed["version"], listed["license_id"]) == (release.version, "uk-ogl")
    assert listed["owner_org"] == "exampleshire"
    areas = next(each for each in listed["resources"] if each["url"].endswith("/areas.csv"))
    written = release.find_file("areas.csv")
    assert written is not None
    assert (areas["format"], areas["mimetype"]) == ("CSV", "text/csv")
    assert (areas["size"], areas["hash"]) == (written.size, f"sha256:{written.sha256}")
    assert areas["url"].startswith("https://answerable.example/data/negotiations-exs-laa-2007/")


def test_what_is_made_up_is_not_delivered_unless_it_is_wanted(
    ckan: Portal, settings: Settings
) -> None:
    done = delivered(replace(settings, catalogue_fiction=False), ckan)

    assert (did(done), ckan.packages) == ([], {})


def test_what_has_not_changed_is_kept(ckan: Portal, settings: Settings) -> None:
    delivered(settings, ckan)
    ckan.asked.clear()

    again = delivered(settings, ckan)

    assert did(again) == [(StepKind.KEEP, name) for name in NAMES]
    assert ckan.asked == ["package_show", "package_show", "package_search"]


def test_what_has_changed_is_updated_and_keeps_its_ids(ckan: Portal, settings: Settings) -> None:
    delivered(settings, ckan)
    listed = ckan.packages[NAME]
    listed["version"] = "0.9.0"
    ids = {each["url"]: each["id"] for each in listed["resources"]}

    again = delivered(settings, ckan)

    assert did(again) == [(StepKind.KEEP, NAMES[0]), (StepKind.UPDATE, NAME)]
    assert {each["url"]: each["id"] for each in ckan.packages[NAME]["resources"]} == ids


def test_what_the_editors_of_the_portal_added_stays(ckan: Portal, settings: Settings) -> None:
    delivered(settings, ckan)
    listed = ckan.packages[NAME]
    group, tag = {"name": "local-government"}, {"name": "LAAs", "vocabulary_id": None}
    extra = {"key": "theme", "value": "Government"}
    page = {"id": "theirs", "name": "A guide", "url": "https://portal.example/guide"}
    areas = next(each for each in listed["resources"] if each["url"].endswith("/areas.csv"))
    areas["datastore_active"] = True
    listed["groups"] = [group]
    listed["tags"].append(tag)
    listed["extras"].insert(0, extra)
    listed["resources"].append(page)

    kept = delivered(settings, ckan)
    ckan.packages[NAME]["version"] = "0.9.0"
    updated = delivered(settings, ckan)

    assert did(kept) == [(StepKind.KEEP, name) for name in NAMES]
    assert did(updated)[1] == (StepKind.UPDATE, NAME)
    now = ckan.packages[NAME]
    assert now["version"] != "0.9.0"
    assert now["groups"] == [group]
    assert tag in now["tags"]
    assert extra in now["extras"]
    assert page["url"] in [each["url"] for each in now["resources"]]
    assert [each["url"] for each in now["resources"] if each.get("datastore_active")] == [
        areas["url"]
    ]


def test_names_that_are_made_plainer_or_shorter_stay_two() -> None:
    long = "negotiations-cov-" + "safer-and-stronger-communities-" * 4
    datasets = ["negotiations-cov-laa.1", "negotiations-cov-laa-1", f"{long}2007", f"{long}2008"]

    names = make_names(datasets)

    assert len({*names}) == 4
    assert names[1] == "answerable-negotiations-cov-laa-1"
    assert all(re.fullmatch("[a-z0-9_-]{2,100}", name) for name in names)
    assert names == [*reversed(make_names([*reversed(datasets)]))]


def test_two_datasets_that_would_have_one_name_are_refused() -> None:
    taken = make_names(["negotiations-cov-laa.1"])[0].removeprefix("answerable-")

    with pytest.raises(InvalidInput) as refused:
        make_names(["negotiations-cov-laa.1", taken])

    assert [problem.message for problem in refused.value.problems] == [
        f"the portal would list negotiations-cov-laa.1 and {taken} under one name"
    ]


def test_what_is_published_no_more_is_withdrawn(ckan: Portal, settings: Settings) -> None:
    delivered(settings, ckan)
    old = {**ckan.packages[NAME], "name": "answerable-negotiations-older"}
    theirs = {**old, "name": "theirs", "extras": []}
    ckan.packages |= {"answerable-negotiations-older": old, "theirs": theirs}

    again = delivered(settings, ckan)

    assert did(again)[-1] == (StepKind.WITHDRAW, "answerable-negotiations-older")
    assert [each["name"] for each in ckan.active()] == [*NAMES, "theirs"]


def test_another_dataset_of_the_same_name_is_left_alone(ckan: Portal, settings: Settings) -> None:
    theirs = {"name": NAME, "title": "Theirs", "extras": [], "resources": [], "state": "active"}
    ckan.packages[NAME] = dict(theirs)

    with pytest.raises(InvalidInput, match="lists another dataset under this name"):
        delivered(settings, ckan)

    assert ckan.packages == {NAME: theirs}


def test_a_dry_run_changes_nothing(ckan: Portal, settings: Settings) -> None:
    told = delivered(settings, ckan, dry=True)

    assert did(told) == [(StepKind.CREATE, name) for name in NAMES]
    assert ckan.packages == {}


def test_a_portal_that_is_down_for_a_moment_is_asked_again(
    ckan: Portal, settings: Settings
) -> None:
    ckan.down = 2

    delivered(settings, ckan)

    assert list(ckan.packages) == NAMES


def test_a_wrong_token_is_told(
    ckan: Portal, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANSWERABLE_CKAN_TOKEN", "guessed")

    with pytest.raises(Unavailable, match="does not let us package_show: look at the token"):
        delivered(settings, ckan)

    assert ckan.packages == {}


def test_without_a_token_nothing_is_asked(
    ckan: Portal, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ANSWERABLE_CKAN_TOKEN")

    with pytest.raises(InvalidInput, match="Set ANSWERABLE_CKAN_TOKEN"):
        delivered(settings, ckan)

    assert ckan.asked == []
