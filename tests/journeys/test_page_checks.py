"""The checks themselves, against pages that are wrong on purpose: a check that cannot fail guards nothing."""

import pytest
from playwright.sync_api import Page, Route

from tests.journeys import page_checks, walk
from tests.journeys.conftest import SitDown

pytestmark = pytest.mark.once("postgres")

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'"
GOOD = "<h1>Đúng</h1><label for=a>Họ tên</label><input id=a>"
HERE = "http://127.0.0.1:9/page"


def serve(page: Page, body: str, language: str = "vi") -> None:
    """One page under the policy of the product."""

    def answer(route: Route) -> None:
        html = (
            f"<!DOCTYPE html><html lang={language!r}><title>Thử</title>"
            f"<meta name=viewport content='width=device-width, initial-scale=1'><main>{body}</main></html>"
        )
        headers = {"Content-Security-Policy": POLICY}
        route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)

    page.route(HERE, answer)
    page.goto(HERE)


@pytest.mark.parametrize("kind", [walk.DESK, walk.PHONE], ids=["desk", "phone"])
def test_a_good_page_passes(sit_down: SitDown, kind: dict[str, object]) -> None:
    with sit_down(kind) as somebody:
        serve(somebody.page, GOOD)
        somebody.look()


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (GOOD + "<script>document.title = 'x'</script>", "policy: script-src-elem"),
        (GOOD + "<p style='color: red'>x</p>", "policy: style-src-attr"),
        (GOOD + "<img src='http://127.0.0.1:9/other.png' alt=''>", "policy: img-src"),
    ],
    ids=["script", "style", "picture"],
)
def test_what_the_policy_forbids_is_heard(sit_down: SitDown, body: str, sentence: str) -> None:
    with sit_down() as somebody:
        serve(somebody.page, body)
        assert any(sentence in one for one in somebody.troubles), somebody.troubles
        with pytest.raises(AssertionError, match="policy"):
            somebody.look()
        somebody.troubles.clear()


def test_an_error_of_script_is_heard(sit_down: SitDown) -> None:
    with sit_down() as somebody:
        somebody.page.add_init_script("setTimeout(() => { throw new Error('broken') })")
        serve(somebody.page, GOOD)
        somebody.page.wait_for_timeout(50)
        assert any("broken" in one for one in somebody.troubles)
        somebody.troubles.clear()


def test_a_field_without_a_label_is_found(sit_down: SitDown) -> None:
    with sit_down() as somebody:
        serve(somebody.page, "<h1>Sai</h1><input id=a>")
        assert any(one.startswith("label ") for one in page_checks.access(somebody.page))


def test_words_too_pale_are_found_where_colours_are_asked_for(sit_down: SitDown) -> None:
    with sit_down() as somebody:
        serve(somebody.page, "<h1>Nhạt</h1><p><font color='#dddddd'>Không đọc được.</font></p>")
        assert any(one.startswith("color-contrast ") for one in page_checks.access(somebody.page))
        assert page_checks.access(somebody.page, colours=False) == []


@pytest.mark.parametrize("kind", [walk.DESK, walk.PHONE], ids=["desk", "phone"])
def test_a_page_wider_than_the_screen_is_found(sit_down: SitDown, kind: dict[str, object]) -> None:
    with sit_down(kind) as somebody:
        serve(somebody.page, GOOD + "<table width=1500><tr><td>x</table>")
        assert any("px wide" in one and "table" in one for one in page_checks.frame(somebody.page))


@pytest.mark.parametrize(
    ("body", "language", "sentence"),
    [
        ("<p>x</p>", "vi", "0 headings"),
        (GOOD + "<h1>y</h1>", "vi", "2 headings"),
        (GOOD, "", "language"),
    ],
)
def test_a_frame_that_lacks_something_is_found(sit_down: SitDown, body: str, language: str, sentence: str) -> None:
    with sit_down() as somebody:
        serve(somebody.page, body, language)
        assert any(sentence in one for one in page_checks.frame(somebody.page))


def test_a_banned_word_is_found(sit_down: SitDown) -> None:
    with sit_down() as somebody:
        serve(somebody.page, "<h1>Danh sách đối " + "tượng</h1>")
        assert page_checks.words(somebody.page) == ["says “đối tượng”"]
