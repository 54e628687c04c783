"""How many trials a test makes: all of them in a soak, a twentieth of them in every other run.

``make soak`` sets ``ANSWERABLE_SOAK``. ``ANSWERABLE_SEED`` is the seed of everything that is drawn
at random: the same seed makes the same documents, worlds, requests and files.
"""

import os
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import settings

SOAK = "ANSWERABLE_SOAK"
SEED = "ANSWERABLE_SEED"
PART = 20
# Examples of a test that says nothing else.
EXAMPLES = 2_000


def is_soak() -> bool:
    """Return whether this run is a soak."""
    return bool(os.environ.get(SOAK))


def get_seed() -> int:
    """Return the seed of this run."""
    return int(os.environ.get(SEED, "0"))


def times(soak: int) -> int:
    """Return how many trials this run makes of those that a soak makes."""
    return soak if is_soak() else max(1, soak // PART)


def places(size: int) -> range:
    """Return which of so many places to try: all in a soak, every twentieth in other runs."""
    return range(size) if is_soak() else range(get_seed() % PART, size, PART)


@dataclass(frozen=True)
class Trials:
    """What is tried, and how often in a soak.

    Attributes:
        what: the name in the table of figures.
        soak: the number of trials in a soak.
    """

    what: str
    soak: int

    @property
    def count(self) -> int:
        """The number of trials in this run."""
        return times(self.soak)

    @property
    def mark(self) -> pytest.MarkDecorator:
        """The mark of a test that makes these trials: a soak runs marked tests alone."""
        return pytest.mark.soak(self.what, self.count)

    def random(self) -> Random:
        """Return a generator of random numbers that depends on the seed and on what is tried."""
        return Random(f"{get_seed()} {self.what}")


def load_profile() -> None:
    """Tell Hypothesis how many examples to try; only a soak tries others each time.

    Nothing depends on the time that an example takes, nor on what failed in earlier runs.
    """
    settings.register_profile(
        "answerable",
        max_examples=times(EXAMPLES),
        deadline=None,
        database=None,
        derandomize=not is_soak(),
        print_blob=True,
    )
    settings.load_profile("answerable")


def mark_examples(item: pytest.Item) -> None:
    """Mark a test of Hypothesis: each of its examples is a trial."""
    test = getattr(item, "function", None)
    if getattr(test, "is_hypothesis_test", False) and item.get_closest_marker("soak") is None:
        # Hypothesis has no public way to tell the settings of a test.
        chosen: settings = vars(test)["_hypothesis_internal_use_settings"]
        name = getattr(item, "originalname", item.name).removeprefix("test_")
        item.add_marker(pytest.mark.soak(name.replace("_", " "), chosen.max_examples))
