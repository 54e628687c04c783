"""The address of an archived copy is made of the archive's template and the page's address."""

import pytest

from registry.vocabulary import make_archived_address

PLAIN = "https://archive.example/web/{url}"


@pytest.mark.parametrize(
    ("archive", "address", "archived"),
    [
        (PLAIN, "http://a.example/b?c=d&e", "https://archive.example/web/http://a.example/b?c=d&e"),
        (
            "https://archive.example/find?page={url}&newest",
            "http://a.example/b?c=d&e",
            "https://archive.example/find?page=http%3A%2F%2Fa.example%2Fb%3Fc%3Dd%26e&newest",
        ),
        (PLAIN, "https://archive.example/web/x", "https://archive.example/web/x"),
        (PLAIN, "javascript:alert(5)", None),
        (PLAIN, "page 5", None),
        (PLAIN, "", None),
        (None, "http://a.example/b", None),
    ],
)
def test_an_address_in_the_archive(archive: str | None, address: str, archived: str | None) -> None:
    assert make_archived_address(address, archive) == archived
