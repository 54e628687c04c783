"""Each folder of questions/ is a test: the question, its answer, and the SQL that it issued.

``ANSWERABLE_WRITE_SNAPSHOTS=1 pytest tests/schema`` writes answer and SQL anew; what changed shows
in review.
"""

import json
import os
import re
from pathlib import Path

import orjson
import pytest

from tests.schema.asking import Asking

QUESTIONS = sorted(
    path.parent for path in Path(__file__).parent.glob("questions/*/question.graphql")
)
WRITING = "ANSWERABLE_WRITE_SNAPSHOTS" in os.environ
BREAKS = re.compile(r"\s+(?=FROM |WHERE |ORDER BY |GROUP BY |LIMIT |LEFT OUTER JOIN |UNION ALL )")


def normalised(statements: list[str]) -> str:
    told = (BREAKS.sub("\n", " ".join(statement.split())) for statement in statements)
    return "\n\n".join(told) + "\n"


def snapshot(path: Path, found: str) -> str:
    if WRITING:
        path.write_text(found, encoding="utf-8")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", QUESTIONS, ids=lambda folder: folder.name)
def test_the_question_has_its_answer_and_its_statements(
    folder: Path, on_sqlite: Asking, on_postgresql: Asking
) -> None:
    question = (folder / "question.graphql").read_text(encoding="utf-8")
    variables = folder / "variables.json"
    given = json.loads(variables.read_text(encoding="utf-8")) if variables.exists() else {}

    answer = on_sqlite.ask(question, **given)
    other = on_postgresql.ask(question, **given)

    told = {"data": answer.data, **({"errors": answer.errors} if answer.errors else {})}
    shown = orjson.dumps(told, option=orjson.OPT_INDENT_2).decode() + "\n"
    assert shown == snapshot(folder / "answer.json", shown)
    sql = normalised(on_sqlite.statements)
    assert sql == snapshot(folder / "sql", sql)
    assert (orjson.dumps(answer.data), answer.errors) == (orjson.dumps(other.data), other.errors)
    assert len(on_sqlite.statements) == len(on_postgresql.statements)
