"""The image is made of what the checkout holds."""

import re
from fnmatch import fnmatch

from tests.support.house import PACKAGES, ROOT

DOCKERFILE = ROOT / "Dockerfile"


def instructions() -> list[list[str]]:
    """Return each instruction's words, continued lines joined."""
    text = re.sub(r"\\\n\s*", " ", DOCKERFILE.read_text(encoding="utf-8"))
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


def copied() -> list[str]:
    """Return what is copied from the checkout, leaving out what other stages made."""
    copies = [words[1:] for words in instructions() if words[0] == "COPY"]
    return [path for words in copies if not words[0].startswith("--from=") for path in words[:-1]]


def sent(path: str) -> bool:
    """Tell whether .dockerignore lets a path through; the last line that fits decides."""
    rules = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    answer = True
    for rule in (rule for rule in rules if rule and not rule.startswith("#")):
        pattern = rule.removeprefix("!")
        if fnmatch(path, pattern) or fnmatch(path, f"{pattern}/*"):
            answer = rule.startswith("!")
    return answer


def test_every_copied_path_exists_and_is_sent() -> None:
    assert [path for path in copied() if not (ROOT / path).exists()] == []
    assert [path for path in copied() if not sent(path)] == []


def test_every_package_is_copied() -> None:
    assert set(PACKAGES) <= set(copied())


def test_what_the_machine_built_stays_out() -> None:
    assert not sent("web/static/graphiql/index.js")
    assert not sent("web/assets/node_modules/react/index.js")
    assert not sent(".git/config")


def test_everything_installed_is_locked() -> None:
    installs = [words for words in instructions() if "install" in words and "-r" in words]

    assert installs
    assert all("--require-hashes" in words for words in installs)


def test_nothing_runs_as_root() -> None:
    last = max(i for i, words in enumerate(instructions()) if words[0] == "FROM")
    users = [words[1] for words in instructions()[last:] if words[0] == "USER"]

    assert users == ["answerable"]
    assert any(words[0] == "HEALTHCHECK" for words in instructions()[last:])
