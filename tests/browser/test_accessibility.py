"""Pages are accessible in a real browser: at three widths, light and dark, with large text."""

import pytest

from tools.browsing import WIDTHS, Visitor

PAGES = [
    "/",
    "/search?q=burglaries",
    "/search?q=burglery",
    "/areas/",
    "/agreements/",
    "/agreements/EXS-LAA-2007",
    "/partners/",
    "/goals/",
    "/targets/",
    "/targets/EXS-T1",
    "/proposals/",
    "/findings/",
    "/sources/EXS-SOURCE-LAA",
    "/data/",
    "/graphql/form",
    "/nowhere",
]
VIOLATIONS = """
async (options) => (await axe.run(document, { ...options, resultTypes: ['violations'] })).violations
  .flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}: ${rule.help}`))
"""
CONTRAST = {"runOnly": ["color-contrast", "link-in-text-block"]}
OVERFLOWING = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(path: str, visitor: Visitor, axe: str) -> None:
    with visitor.open(path) as page:
        # Set in by the debugger, which no policy of the page concerns.
        page.evaluate(axe)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(VIOLATIONS, {}) == [], width
        # Only colours differ in the dark.
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(VIOLATIONS, CONTRAST) == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_the_screen(path: str, visitor: Visitor) -> None:
    with visitor.open(path, WIDTHS[-1]) as page:
        assert page.evaluate(OVERFLOWING) == 0


@pytest.mark.parametrize("path", PAGES)
def test_text_of_twice_the_size_stays_within_the_screen(path: str, visitor: Visitor) -> None:
    with visitor.open(path, WIDTHS[0]) as page:
        page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")

        assert page.evaluate(OVERFLOWING) == 0


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_the_same_without_script(path: str, visitor: Visitor) -> None:
    with visitor.open(path) as page:
        expected = page.inner_text("main")
    with visitor.open(path, script=False) as page:
        assert page.inner_text("main") == expected


@pytest.mark.parametrize("path", PAGES)
def test_the_first_key_leads_to_the_content(path: str, visitor: Visitor) -> None:
    with visitor.open(path) as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        assert page.evaluate("() => location.hash") == "#main"


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_refused_by_the_pages_own_policy(path: str, visitor: Visitor) -> None:
    context = visitor.browser.new_context()
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("requestfailed", lambda request: told.append(request.url))
    page.goto(f"{visitor.address}{path}")
    context.close()

    assert [text for text in told if "404" not in text] == []
