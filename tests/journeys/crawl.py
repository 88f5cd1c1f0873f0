"""Every page that can be reached by links and by lists that narrow, as one account sees it; read without a browser."""

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

SPOKEN = ("aria-label", "alt", "title", "placeholder")
SILENT = {"script", "style"}


class Reading(HTMLParser):
    """One page: where it leads, and all that it says to somebody."""

    def __init__(self, address: str, content: str) -> None:
        super().__init__()
        self.address = address
        self.said: list[str] = []
        self.leads: list[str] = []
        self._inside: list[str] = []
        self._narrows = ""
        self._choice = ""
        self.feed(content)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.said).split()).lower()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.said += [given[name] for name in SPOKEN if name in given]
        if tag in SILENT:
            self._inside.append(tag)
        elif tag == "a" and "download" not in given and "href" in given:
            self._lead(given["href"])
        elif tag == "form":
            self._narrows = given.get("action") or "?" if given.get("method", "get").lower() == "get" else ""
        elif tag == "select":
            self._choice = given.get("name", "") if self._narrows else ""
        elif tag == "option" and self._choice and given.get("value"):
            self._lead(f"{self._narrows.split('?')[0]}?{urlencode({self._choice: given['value']})}")

    def handle_endtag(self, tag: str) -> None:
        if self._inside and tag == self._inside[-1]:
            self._inside.pop()
        elif tag == "select":
            self._choice = ""
        elif tag == "form":
            self._narrows = ""

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.said.append(data)

    def _lead(self, href: str) -> None:
        whole = urldefrag(urljoin(self.address, href)).url
        if not urlsplit(whole).netloc and not urlsplit(whole).scheme:
            self.leads.append(whole)


@dataclass
class Found:
    """All pages of one account; for each door the fullest page behind it."""

    bad: list[str] = field(default_factory=list)
    sizes: dict[str, tuple[int, str]] = field(default_factory=dict)
    count: int = 0

    @property
    def fullest(self) -> dict[str, str]:
        return {door: address for door, (_size, address) in self.sizes.items()}


def _door(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).url_name or address
    except Resolver404:  # a lead to nowhere: asking it will say so
        return address


def everything(
    client: Client, banned: tuple[str, ...], *, start: tuple[str, ...] = ("/",), of_a_door: int | None = None
) -> Found:
    """Follow every lead to its end. An answer that is no page, or a banned word, is noted with its address.

    `of_a_door`: how many pages behind one door are read (the hundredth file looks like the tenth); all when None.
    """
    found, waiting, seen = Found(), list(start), set(start)
    read: Counter[str] = Counter()
    while waiting:
        address = waiting.pop()
        door = _door(address)
        read[door] += 1
        if of_a_door is not None and read[door] > of_a_door:
            continue
        answer = client.get(address)
        if answer.status_code == 302:
            leads = [urljoin(address, answer.headers["Location"])]
        elif answer.status_code == 200 and not answer.headers["Content-Type"].startswith("text/html"):
            leads = []  # a paper or a sheet: it answers, and leads nowhere
        elif answer.status_code == 200:
            reading = Reading(address, answer.content.decode())
            found.bad += [f"{address} says “{word}”" for word in banned if word in reading.text]
            found.count += 1
            found.sizes[door] = max(found.sizes.get(door, (0, "")), (len(answer.content), address))
            leads = reading.leads
        else:
            found.bad.append(f"{address}: {answer.status_code}")
            continue
        waiting += [one for one in dict.fromkeys(leads) if one not in seen]
        seen.update(leads)
    return found
