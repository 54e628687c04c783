"""Our packages are top-level and plainly named, so nobody else's may have the same names."""

from importlib.metadata import distributions

from tests.support.house import PACKAGES

OURS = {*PACKAGES, "tests", "tools", "bench", "docs"}


def test_no_dependency_brings_a_package_with_one_of_our_names() -> None:
    clashes = {
        (distribution.name, top)
        for distribution in distributions()
        if distribution.name != "answerable"
        for file in distribution.files or ()
        if (top := file.parts[0].removesuffix(".py")) in OURS
    }

    assert clashes == set()
