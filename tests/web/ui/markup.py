"""Reads a page as a browser would: which elements, which attributes, which ids."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """Elements of a page in their order, each with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += f" {data.strip()}"

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]

    @property
    def ids(self) -> set[str | None]:
        return {attrs.get("id") for _, attrs in self.elements if "id" in attrs}

    @property
    def controls(self) -> list[dict[str, str | None]]:
        found = [*self.all("input"), *self.all("select"), *self.all("textarea")]
        return [attrs for attrs in found if attrs.get("type") not in {"hidden", "submit"}]
