"""What people come for, done as they do it: by typing, clicking and downloading."""

import io

import pandas

from tools.browsing import Visitor


def test_who_answers_for_burglary_is_found_from_the_front_page_by_typing(visitor: Visitor) -> None:
    with visitor.open("/", width=390) as page:
        page.get_by_role("searchbox").first.fill("fewer burglaries exampleshire")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Fewer burglaries in Exampleshire").first.click()

        assert page.title().startswith("Fewer burglaries in Exampleshire")
        assert page.get_by_role("heading", name="Who answers for this?").is_visible()


def test_a_misspelt_word_is_found_by_what_is_proposed(visitor: Visitor) -> None:
    with visitor.open("/search?q=burglery", script=False) as page:
        page.get_by_role("link", name="burglaries", exact=True).click()

        assert page.get_by_text("9 found.").is_visible()


def test_what_is_unanswered_and_how_far_the_source_reaches(visitor: Visitor) -> None:
    with visitor.open("/proposals/") as page:
        page.get_by_text("Narrow it down").click()
        page.get_by_role("link", name="no answer on record").click()

        first = page.locator("ol.hits > li").first.inner_text()
        assert "no response" in first.lower()
        assert "the sources about it reach to" in first.lower()


def test_what_is_shown_opens_in_pandas(visitor: Visitor) -> None:
    with visitor.open("/proposals/?status=answered") as page:
        shown = page.locator("ol.hits > li").count()
        link = page.get_by_role("link", name="CSV").get_attribute("href")
        table = pandas.read_csv(io.BytesIO(page.request.get(f"{visitor.address}{link}").body()))

    assert len(table) == shown
    assert set(table["status"]) == {"ANSWERED"}
