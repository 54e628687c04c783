"""Health: up is not ready, and ready says why not."""

from starlette.testclient import TestClient

from tests.support.serving import registry_of


def test_a_registry_that_can_answer_is_ready(client: TestClient) -> None:
    assert client.get("/-/health").json() == {"status": "up"}
    ready = client.get("/-/ready")

    assert ready.status_code == 200
    assert ready.json()["status"] == "ready"
    assert ready.json()["entry"] > 100


def test_without_a_database_it_is_up_but_not_ready(without_database: TestClient) -> None:
    ready = without_database.get("/-/ready")

    assert without_database.get("/-/health").status_code == 200
    assert ready.status_code == 503
    assert ready.json() == {"status": "unavailable", "why": "the database cannot be read"}
    assert without_database.get("/", headers={"accept": "text/html"}).status_code == 503


def test_a_database_of_another_version_is_not_ready(empty: TestClient) -> None:
    with registry_of(empty).upgrading() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'another'")

    ready = empty.get("/-/ready")

    assert ready.status_code == 503
    assert ready.json()["why"] == ("the database is of another version; run `answerable migrate`")
