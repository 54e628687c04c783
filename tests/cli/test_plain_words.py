"""Words of an earlier ledger, whatever is in them, never steer the terminal that shows them."""

import pytest

from registry import Registry
from tests.cli.ended import Command
from tests.support.earlier_records import record_rows_as_earlier

WORDS = "Safer\x1b]0;x\x07 \x1b[31mstreets\x9b1m\u202e"
RECORDS = [
    ("sources", {"reference": "S", "title": WORDS}),
    ("regions", {"reference": "R", "name": WORDS, "source": "S"}),
    ("areas", {"reference": "A", "name": WORDS, "kind": "COUNTY", "region": "R", "source": "S"}),
    ("agreements", {"reference": "LAA", "title": WORDS, "area": "A", "source": "S"}),
    ("targets", {"reference": "T", "title": WORDS, "agreement": "LAA", "source": "S"}),
]


@pytest.mark.parametrize("how", [[], ["--json"]])
@pytest.mark.parametrize("command", [["who", "T"], ["cite", "T"]])
def test_nothing_that_a_terminal_obeys_is_written(
    answerable: Command, registry: Registry, command: list[str], how: list[str]
) -> None:
    record_rows_as_earlier(registry, RECORDS)

    ended = answerable(*command, *how)

    written = (ended.out + ended.err).replace("\n", "")
    assert "Safer" in written
    assert written.isprintable()


def test_json_says_the_words_in_escapes(answerable: Command, registry: Registry) -> None:
    record_rows_as_earlier(registry, RECORDS)

    ended = answerable("cite", "T", "--json")

    assert WORDS in ended.json["text"]
