"""Words of synthetic records: plain, and none taken from anywhere."""

from __future__ import annotations

from synth.pseudo_random import pick_between, pick_option

_VERBS = ("Cut", "Raise", "Halve", "Improve", "Widen", "Speed up", "Lower", "Strengthen")
_THINGS = (
    "burglary from homes",
    "the number of people in work",
    "delays in leaving hospital",
    "reading at the age of eleven",
    "litter in the streets",
    "waiting for a decent home",
    "falls among older people",
    "take-up of school meals",
    "re-offending by young people",
    "visits to libraries",
)
_PLACES = ("in every ward", "across the area", "in the poorest tenth of wards", "around schools")
_MORE = (
    "The partners ask that reports be due once a year instead of four times.",
    "The grant should follow the person rather than the service.",
    "Two returns ask for the same figures; one of them would do.",
    "Local inspection would serve better than a second national one.",
    "Savings ought to stay with the partners that make them.",
)


def make_title(*parts: int) -> str:
    """Return what a target or proposal is called."""
    words = (_VERBS, _THINGS, _PLACES)
    return " ".join(pick_option(options, n, *parts) for n, options in enumerate(words, 1))


def make_paragraph(*parts: int) -> str:
    """Some sentences."""
    return " ".join(pick_option(_MORE, 4, n, *parts) for n in range(pick_between(1, 4, 5, *parts)))
