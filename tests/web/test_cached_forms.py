"""What the cache of answers weighs is what it holds, with every response made of them."""

from dataclasses import replace
from itertools import pairwise

from starlette.testclient import TestClient

import web
from registry import Settings
from tests.web.conftest import BASE, HERE, OWN_NAME

FORMS = [
    {"accept": media, "accept-encoding": encoding}
    for media in ("application/json", "application/graphql-response+json")
    for encoding in ("identity", "gzip")
]


def test_each_form_of_an_answer_weighs_its_headers(settings: Settings) -> None:
    app = web.app(replace(settings, data_dir=settings.data_dir / "none"))
    with TestClient(app, base_url=BASE, client=HERE, headers=OWN_NAME) as client:
        weights = []
        for form in FORMS:
            answer = client.get("/graphql", params={"query": "{ __typename }"}, headers=form)
            assert answer.status_code == 200
            weights.append(app.service.answers.weight)

    assert len(app.service.answers) == 1
    grown = [later - earlier for earlier, later in pairwise(weights)]
    assert all(more > 1_300 for more in grown)
