"""Links lead somewhere: whoever follows them from the front page meets no dead one."""

from starlette.testclient import TestClient

from tests.support.crawling import crawl


def test_no_link_is_dead(client: TestClient) -> None:
    found = crawl(client, "/", clicks=4)

    assert [page for page in found if page.status >= 400] == []
    assert len(found) > 20
