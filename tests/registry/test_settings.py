"""Settings come from the environment, and errors form one tree."""

from pathlib import Path

import pytest

import registry
from registry import (
    AnswerableError,
    Damaged,
    InvalidInput,
    Problem,
    Refusal,
    RefusalCode,
    Refused,
    Settings,
    Unavailable,
)


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
    assert kernel == [InvalidInput, Damaged, Refused, Unavailable]
    assert str(registry.errors.__doc__).count("──") == 4


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
