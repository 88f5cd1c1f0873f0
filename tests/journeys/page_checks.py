"""What must hold of every page: one language, one heading, nothing wider than the screen, readable by everybody, quiet.

Each check answers with sentences; an empty list means the page passes. The axe text is put in by the browser itself,
because the policy of our pages forbids every script that is not ours.
"""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PHONE = 390
GRAVE = {"serious", "critical"}
BANNED = ("con nghiện", "đối tượng")

# Runs before anything of the page; a violation would otherwise be told to the page alone.
TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""
# Without `preload`: it fetches style sheets again for a rule that is off, and sounds, of which we have none.
RUN_AXE = """
async (rules) => {
  const found = await axe.run(document, {resultTypes: ["violations"], selectors: false, preload: false, rules});
  return found.violations.map((one) => ({
    id: one.id, impact: one.impact, help: one.help, nodes: one.nodes.slice(0, 3).map((node) => node.html),
  }));
}
"""
FRAME = """
() => ({
  language: document.documentElement.lang,
  headings: document.querySelectorAll("h1").length,
  title: document.title.trim(),
  width: document.documentElement.scrollWidth,
})
"""
TOO_WIDE = """
(width) => [...document.body.querySelectorAll("*")]
  .filter((one) => one.getBoundingClientRect().right > width + 1)
  .slice(0, 5).map((one) => `${one.tagName.toLowerCase()}.${one.className}`)
"""


class Troubles(list[str]):
    """What the browser complained of since this list began to listen."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        page.add_init_script(TELL_VIOLATIONS)
        page.on("console", lambda said: self._note(said.type, f"{said.text} {said.location.get('url', '')}"))
        page.on("pageerror", lambda error: self.append(f"error: {error}"))
        page.on("requestfailed", lambda request: self._failed(request.url, request.failure))

    def _note(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.append(f"{kind}: {text}")

    def _failed(self, address: str, failure: str | None) -> None:
        if failure != "net::ERR_ABORTED":  # a download, or a page left before its last picture
            self.append(f"failed: {address} {failure}")


def frame(page: Page) -> list[str]:
    """The language, the title, the one heading, and on every screen its width."""
    seen: dict[str, Any] = page.evaluate(FRAME)
    wrong = []
    if seen["language"] not in {"vi", "en"}:
        wrong.append(f"language {seen['language']!r}")
    if seen["headings"] != 1:
        wrong.append(f"{seen['headings']} headings of the first level")
    if not seen["title"].strip(" –"):
        wrong.append("no title")
    size = page.viewport_size
    # Not window.innerWidth: a phone zooms out over a page that is too wide, and then it fits.
    if size and seen["width"] > size["width"]:
        wrong.append(f"{seen['width']} px wide on {size['width']}: {page.evaluate(TOO_WIDE, size['width'])}")
    return wrong


def words(page: Page) -> list[str]:
    text = page.evaluate("document.body.innerText").lower()
    return [f"says “{word}”" for word in BANNED if word in text]


def prepare(page: Page) -> None:
    """The examination lies ready in every document from its beginning; brought to each anew it would take longer."""
    page.add_init_script(_axe())


@cache
def _axe() -> str:
    return AXE.read_text()


def access(page: Page, *, colours: bool = True) -> list[str]:
    """Serious and critical findings of axe, on a page that was prepared; half of its time goes to the colours."""
    found: list[dict[str, Any]] = page.evaluate(RUN_AXE, {"color-contrast": {"enabled": colours}})
    return [f"{one['id']} ({one['help']}): {one['nodes']}" for one in found if one["impact"] in GRAVE]
