"""Settings come from the environment, and errors form one tree."""

import re
from dataclasses import asdict, fields
from pathlib import Path

import pytest

import registry
from registry import (
    AnswerableError,
    Damaged,
    Incomplete,
    InvalidInput,
    Licence,
    Limits,
    Problem,
    Rates,
    Refusal,
    RefusalCode,
    Refused,
    Settings,
    SigningRefused,
    Unavailable,
)
from registry.settings import Publisher


def test_the_defaults_need_no_environment() -> None:
    assert Settings.from_environment({}) == Settings()
    assert Settings().database_url == "sqlite:///data/answerable.sqlite"


def test_the_environment_says_otherwise() -> None:
    assert Settings.from_environment(
        {
            "ANSWERABLE_DATA_DIR": "/srv/answerable",
            "ANSWERABLE_HOST": "0.0.0.0",
            "ANSWERABLE_PORT": "9000",
        }
    ) == Settings(
        data_dir=Path("/srv/answerable"),
        database_url="sqlite:////srv/answerable/answerable.sqlite",
        host="0.0.0.0",
        port=9000,
        base_url="http://127.0.0.1:9000",
    )
    told = Settings.from_environment(
        {
            "ANSWERABLE_DATABASE_URL": "postgresql://a@b/c",
            "ANSWERABLE_BASE_URL": "https://answerable.example/",
        }
    )
    assert (told.database_url, told.base_url) == (
        "postgresql://a@b/c",
        "https://answerable.example",
    )


def test_a_variable_that_is_set_to_nothing_is_not_set() -> None:
    empty = dict.fromkeys(("ANSWERABLE_DATABASE_URL", "ANSWERABLE_PORT", "ANSWERABLE_DATA_DIR"), "")

    assert Settings.from_environment(empty) == Settings()


@pytest.mark.parametrize("port", ["0", "65536", "eight", "-1", "８０", "80.0"])
def test_a_port_that_is_none(port: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        Settings.from_environment({"ANSWERABLE_PORT": port})

    assert caught.value.problems == (
        Problem(
            message="ANSWERABLE_PORT cannot be read",
            remedy="Give a port between 1 and 65535",
            value=port,
        ),
    )


@pytest.mark.parametrize(
    ("given", "base", "path"),
    [
        ("https://gov.example", "https://gov.example", ""),
        ("https://gov.example/", "https://gov.example", ""),
        ("http://127.0.0.1:9000", "http://127.0.0.1:9000", ""),
        ("http://[::1]:9000/", "http://[::1]:9000", ""),
        (
            "https://gov.example/open/register/",
            "https://gov.example/open/register",
            "/open/register",
        ),
    ],
)
def test_a_base_address_may_have_a_path(given: str, base: str, path: str) -> None:
    settings = Settings.from_environment({"ANSWERABLE_BASE_URL": given})

    assert settings.base_url == base
    assert settings.address("/data/") == f"{path}/data/"


@pytest.mark.parametrize(
    "wrong",
    [
        *("gov.example", "//gov.example", "ftp://gov.example", "https://", "https:///register"),
        *("https://gov.example/a b", " https://gov.example", "https://gov.example\n", "https:// x"),
        *("https://gov.example/?q", "https://gov.example?", "https://gov.example/#top"),
        *("https://me:secret@gov.example", "https://me@gov.example", "https://gov.example:99999"),
        *("https://gov.example:port", "https://gov.example/a//b", "https://gov.example/a/../b"),
        *("https://gov.example/%zz", "https://bücher.example", 'https://gov.example/"><script>'),
        *("https://[::1", "https://[12345::zz]", "https://gov.example//", "https://-gov.example"),
    ],
)
def test_a_base_address_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(InvalidInput, match="ANSWERABLE_BASE_URL cannot be read") as caught:
        Settings.from_environment({"ANSWERABLE_BASE_URL": wrong})

    (problem,) = caught.value.problems
    assert "https://HOST/PATH" in str(problem.remedy)


def test_how_many_may_follow_is_a_number() -> None:
    told = Settings.from_environment({"ANSWERABLE_SUBSCRIBERS": "50"})

    assert told.subscribers == 50
    for wrong in ("many", "-1", "1e3", "1000000000"):
        with pytest.raises(InvalidInput, match="ANSWERABLE_SUBSCRIBERS cannot be read"):
            Settings.from_environment({"ANSWERABLE_SUBSCRIBERS": wrong})


@pytest.mark.parametrize("url", ["mysql://x", "registry.sqlite", "sqlite://", "postgres://a@b/c"])
def test_a_database_that_is_none(url: str) -> None:
    with pytest.raises(InvalidInput, match="Give sqlite:///PATH or postgresql://USER@HOST/NAME"):
        Settings.from_environment({"ANSWERABLE_DATABASE_URL": url})


def test_errors_form_one_tree_that_is_drawn_in_the_docstring() -> None:
    kernel = [
        one for one in AnswerableError.__subclasses__() if one.__module__ == "registry.errors"
    ]
    assert kernel == [InvalidInput, Damaged, Refused, SigningRefused, Unavailable, Incomplete]
    assert str(registry.errors.__doc__).count("──") == 6


def test_every_problem_and_refusal_is_told_in_words() -> None:
    problem = Problem("title is missing", "Write words", file="targets.csv", row=3, column="title")
    refusal = Refusal(RefusalCode.INVALID, "it is wrong", "Mend it")

    assert str(InvalidInput([problem, problem])) == (
        "targets.csv, row 3, column title: title is missing. Write words\n"
        "targets.csv, row 3, column title: title is missing. Write words"
    )
    assert str(Refused(iter([refusal]))) == "it is wrong. Mend it"
    assert str(Damaged("entry 3", "it is gone")) == "entry 3: it is gone"
    assert problem.as_dict() == {
        "message": "title is missing",
        "remedy": "Write words",
        "file": "targets.csv",
        "row": 3,
        "column": "title",
        "value": None,
        "code": "INVALID",
    }


def test_the_publisher_has_a_name_from_the_start() -> None:
    assert Settings.from_environment({}).publisher == Publisher()
    assert Publisher().name == "Answerable"


def test_the_environment_names_the_publisher() -> None:
    told = Settings.from_environment(
        {
            "ANSWERABLE_PUBLISHER_NAME": "The Example Archive",
            "ANSWERABLE_PUBLISHER_URI": "https://archive.example/id",
            "ANSWERABLE_CONTACT_NAME": "The desk",
            "ANSWERABLE_CONTACT_EMAIL": "desk@archive.example",
            "ANSWERABLE_CONTACT_URL": "https://archive.example/ask?about=data",
        }
    )

    assert told.publisher == Publisher(
        name="The Example Archive",
        uri="https://archive.example/id",
        contact_name="The desk",
        contact_email="desk@archive.example",
        contact_url="https://archive.example/ask?about=data",
    )


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ANSWERABLE_PUBLISHER_URI", "archive.example"),
        ("ANSWERABLE_PUBLISHER_URI", "https://archive.example/<id>"),
        ("ANSWERABLE_CONTACT_URL", "javascript:alert(1)"),
        ("ANSWERABLE_CONTACT_EMAIL", "desk"),
        ("ANSWERABLE_CONTACT_EMAIL", "mailto:desk@archive.example"),
        ("ANSWERABLE_CONTACT_EMAIL", "desk@archive.example\n"),
    ],
)
def test_a_contact_that_cannot_be_reached(variable: str, value: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        Settings.from_environment({variable: value})

    (problem,) = caught.value.problems
    assert (problem.message, problem.value) == (f"{variable} cannot be read", value)


def test_every_limit_and_rate_has_its_variable() -> None:
    limits = {f"ANSWERABLE_LIMIT_{one.name.upper()}": "50" for one in fields(Limits)}
    rates = {f"ANSWERABLE_RATE_{one.name.upper()}": "0" for one in fields(Rates)}
    large = {"ANSWERABLE_LIMIT_ANSWER_BYTES": "5000", "ANSWERABLE_LIMIT_BODY_BYTES": "5000"}
    pairs = {"ANSWERABLE_LIMIT_PAIRS": "500", "ANSWERABLE_LIMIT_TEXT": "500"}
    small = {"ANSWERABLE_LIMIT_ROUNDS": "5", "ANSWERABLE_LIMIT_FILTER_DEPTH": "5"}
    told = Settings.from_environment({**limits, **large, **small, **pairs, **rates})

    assert asdict(told.limits) == {
        **{one.name: 50 for one in fields(Limits)},
        "answer_bytes": 5000,
        "body_bytes": 5000,
        "filter_depth": 5,
        "pairs": 500,
        "rounds": 5,
        "text": 500,
    }
    assert told.rates == Rates(requests=0, points=0, second=0)
    assert Settings.from_environment({"ANSWERABLE_LIMIT_SECONDS": "2.5"}).limits.seconds == 2.5


WRONG = {
    "ANSWERABLE_LIMIT_PAGE_SIZE": ("5", "Give a whole number from 20 to 1,000, without commas"),
    "ANSWERABLE_LIMIT_NODES": ("1e4", "Give a whole number from 20 to 1,000,000, without commas"),
    "ANSWERABLE_LIMIT_SECONDS": ("nan", "Give a number from 0.1 to 600, without commas"),
    "ANSWERABLE_RATE_REQUESTS": ("-1", "Give a whole number from 0 to 1,000,000, without commas"),
    "ANSWERABLE_RATE_LOOPBACK": ("maybe", "Give yes or no"),
    "ANSWERABLE_LOG_LEVEL": ("loud", "Give one of debug, info, warning, error"),
    "ANSWERABLE_TRUSTED_PROXIES": (
        "proxy",
        "Give addresses or networks with commas between them, such as 10.0.0.0/8,::1",
    ),
}


@pytest.mark.parametrize("variable", WRONG)
def test_a_variable_that_cannot_be_read_is_named(variable: str) -> None:
    value, remedy = WRONG[variable]
    with pytest.raises(InvalidInput) as caught:
        Settings.from_environment({variable: value})

    assert caught.value.problems == (
        Problem(message=f"{variable} cannot be read", remedy=remedy, value=value),
    )


def test_no_secret_is_shown() -> None:
    secrets = {
        "ANSWERABLE_RATE_STORE": "redis://:secret@localhost:6379/0",
        "ANSWERABLE_METRICS_TOKEN": "secret",
    }
    assert "secret" not in repr(Settings.from_environment(secrets))
    with pytest.raises(InvalidInput) as caught:
        Settings.from_environment({"ANSWERABLE_RATE_STORE": "rediz://:secret@localhost"})
    assert "secret" not in str(caught.value)


def test_the_licence_is_the_open_government_licence_unless_another_is_named() -> None:
    told = {
        "ANSWERABLE_LICENCE_NAME": "CC-BY-4.0",
        "ANSWERABLE_LICENCE_TITLE": "Creative Commons Attribution 4.0",
        "ANSWERABLE_LICENCE_URL": "https://creativecommons.org/licenses/by/4.0/",
    }

    assert Settings.from_environment({}).licence == Licence()
    assert Settings.from_environment(told).licence == Licence(
        name="CC-BY-4.0",
        title="Creative Commons Attribution 4.0",
        url="https://creativecommons.org/licenses/by/4.0/",
    )


@pytest.mark.parametrize("part", ["NAME", "TITLE", "URL"])
def test_part_of_a_licence_is_none(part: str) -> None:
    told = {
        "ANSWERABLE_LICENCE_NAME": "CC-BY-4.0",
        "ANSWERABLE_LICENCE_TITLE": "Creative Commons Attribution 4.0",
        "ANSWERABLE_LICENCE_URL": "https://creativecommons.org/licenses/by/4.0/",
    }
    del told[f"ANSWERABLE_LICENCE_{part}"]

    with pytest.raises(InvalidInput, match=f"ANSWERABLE_LICENCE_{part} cannot be read.*all three"):
        Settings.from_environment(told)


def test_every_variable_and_its_default_is_written_down() -> None:
    page = Path(registry.__file__).parents[1] / "docs/reference/settings.md"
    text = page.read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(ANSWERABLE_\w+)` \|(?: `([^`|]*)`)?[^|]*\|", text, re.MULTILINE))
    limits = {f"LIMIT_{one.name}": f"{one.default:g}" for one in fields(Limits)}
    big = {"LIMIT_answer_bytes": "20000000"}
    nested = {"limits", "rates", "publisher", "licence"}
    others = {one.name for one in fields(Settings)} - nested
    publisher = {one.name.removeprefix("publisher_") for one in fields(Publisher)}
    publishing = {name if "_" in name else f"publisher_{name}" for name in publisher}
    licence = {f"licence_{one.name}" for one in fields(Licence)}
    rates = {f"rate_{one.name}" for one in fields(Rates)}
    named = {*others, *publishing, *licence, *rates, *limits}

    assert {name.removeprefix("ANSWERABLE_").lower() for name in rows} == {
        name.lower() for name in named
    }
    for name, default in {**limits, **big}.items():
        assert rows[f"ANSWERABLE_{name.upper()}"] == default
    told = {name: value for name, value in rows.items() if name != "ANSWERABLE_BASE_URL"}
    assert Settings.from_environment(told) == Settings()


def test_the_environment_names_an_archive() -> None:
    template = "https://archive.example/web/{url}"

    assert Settings.from_environment({}).archive_url is None
    assert Settings.from_environment({"ANSWERABLE_ARCHIVE_URL": ""}).archive_url is None
    assert Settings.from_environment({"ANSWERABLE_ARCHIVE_URL": template}).archive_url == template


@pytest.mark.parametrize(
    "template",
    [
        "https://archive.example/web/",
        "{url}",
        "https://{url}",
        "https://archive.example{url}",
        "javascript:alert({url})",
        "https://archive.example/{url}/{url}",
        "https://archive.example/<{url}>",
    ],
)
def test_an_archive_without_one_place_for_an_address_is_refused(template: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        Settings.from_environment({"ANSWERABLE_ARCHIVE_URL": template})

    assert caught.value.problems == (
        Problem(
            message="ANSWERABLE_ARCHIVE_URL cannot be read",
            remedy="Give an address like https://web.archive.org/web/{url}",
            value=template,
        ),
    )
