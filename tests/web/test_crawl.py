"""Links lead somewhere: whoever follows them from the front page meets no dead one."""

import pytest
from starlette.testclient import TestClient

from tests.support.crawling import Visit, crawl


@pytest.fixture(scope="module")
def found(client: TestClient) -> list[Visit]:
    return crawl(client, "/", clicks=2)


def test_no_link_is_dead(found: list[Visit]) -> None:
    assert [page for page in found if page.status >= 400] == []


@pytest.mark.parametrize("kind", ["targets", "proposals", "sources"])
def test_every_record_of_a_list_is_within_two_clicks(
    kind: str, client: TestClient, found: list[Visit]
) -> None:
    rows = client.get(f"/{kind}/.json").json()["data"][kind]

    reached = {page.address for page in found}
    assert {f"/{kind}/{each['reference']}" for each in rows["nodes"]} <= reached
    assert rows["totalCount"] == len(rows["nodes"]) > 0
