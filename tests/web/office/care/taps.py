"""How many boxes and presses a form asks of somebody who changes only what must be said; the page is the measure."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Typed:
    """The form of a page as it was drawn: what stands in each box, and which boxes are visible."""

    values: dict[str, list[str]] = field(default_factory=dict)
    visible: list[str] = field(default_factory=list)

    def data(self, **changes: str | list[str]) -> dict[str, str | list[str]]:
        found: dict[str, str | list[str]] = {name: values for name, values in self.values.items() if values}
        return {name: value for name, value in (found | changes).items() if name != "csrfmiddlewaretoken"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.form, self._area = Typed(), ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        name = said.get("name", "")
        if tag == "textarea":
            self._area = name
            self._see(name)
            self.form.values.setdefault(name, [])
        if tag != "input" or not name:
            return
        kind = said.get("type", "text")
        if kind != "hidden":
            self._see(name)
        if kind not in ("radio", "checkbox") or "checked" in said:
            self.form.values.setdefault(name, []).append(said.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._area and data.strip():
            self.form.values[self._area] = [data.strip()]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""

    def _see(self, name: str) -> None:
        if name not in self.form.visible:
            self.form.visible.append(name)


def form_of(page: bytes) -> Typed:
    """The main form of a page: the one inside `main`."""
    main = re.search(r"<main.*?</main>", page.decode(), re.S)
    assert main
    forms = re.findall(r"<form.*?</form>", main.group(), re.S)
    reader = _Reader()
    reader.feed(max(forms, key=len))
    return reader.form
