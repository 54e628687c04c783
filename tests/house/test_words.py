"""What no committed file may say."""

import re

from tests.support.house import texts

# Spelt in parts, so that this file does not say it either.
HOSTS = [
    r"\.".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "(?:org|com)"),
        ("yarnpkg", "com"),
        ("deb", "debian", "org"),
    )
]
# Folders of one person's machine; a checkout may lie anywhere.
FOLDERS = [rf"(?<![\w.])/{name}/\w" for name in ("work", "root", "home/[a-z]+", "Users/[a-z]+")]
# A line that switches a check off, and the same line with its reason.
SWITCHES = re.compile(
    r"#\s*(?:noqa|type:\s*ignore|pragma:\s*no cover)\b|\bexcept (?:Base)?Exception\b"
)
REASON = re.compile(r"#.*(?:#| - | — |: )\s*\w+(?: \S+){2,}")


def lines(pattern: str) -> list[str]:
    found = re.compile(pattern)
    return [
        f"{name}:{number}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), 1)
        if found.search(line)
    ]


def test_no_file_names_a_package_registry() -> None:
    assert lines("|".join(HOSTS)) == []


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    assert lines("|".join(FOLDERS)) == []


def test_no_test_measures_seconds() -> None:
    # A busy machine would fail it. Work is counted (tests/support/work.py); bench/ takes the time.
    clocks = re.compile(r"\b(perf_counter|process_time|thread_time|timeit)\b")

    assert [
        f"{name}:{number}"
        for name, text in texts()
        if name.startswith("tests/")
        and name.endswith(".py")
        and name != "tests/house/test_words.py"
        for number, line in enumerate(text.splitlines(), 1)
        if clocks.search(line)
    ] == []


def test_every_opt_out_has_its_reason_beside_it() -> None:
    unexplained = []
    for name, text in texts():
        if not name.endswith(".py") or name == "tests/house/test_words.py":
            continue
        above = ""
        for number, line in enumerate(text.splitlines(), 1):
            explained = REASON.search(line) or above.lstrip().startswith("#")
            if SWITCHES.search(line) and not explained:
                unexplained.append(f"{name}:{number}")
            above = line

    assert unexplained == []
