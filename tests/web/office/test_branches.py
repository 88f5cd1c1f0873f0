"""The tree of addresses answers like the list it was made of, and is quicker through."""

import uuid
from datetime import date
from itertools import chain

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, URLPattern, URLResolver, path, reverse
from django.urls.resolvers import RegexPattern

from hoanhap.web.office import branches, urls

ALL: list[URLPattern] = list(chain.from_iterable(room.urlpatterns for room in urls.ROOMS))
PARTS = {"uuid": uuid.UUID(int=7), "string": "2020-Q2", "int": 12, "slug": "a-b"}


def asked(patterns: list[URLPattern | URLResolver], address: str) -> tuple[str, dict[str, object], str] | None:
    try:
        found = URLResolver(RegexPattern(r"^/"), patterns).resolve(f"/{address}")
    except Resolver404:
        return None
    return found.url_name or "", found.kwargs, found.route


def tried(patterns: list[URLPattern | URLResolver], address: str) -> int:
    with pytest.raises(Resolver404) as missing:
        URLResolver(RegexPattern(r"^/"), patterns).resolve(f"/{address}")
    return len(missing.value.args[0]["tried"])


def example(pattern: URLPattern) -> str:
    parts = {name: PARTS[type(kind).__name__.removesuffix("Converter").lower()]
             for name, kind in pattern.pattern.converters.items()}  # fmt: skip
    return reverse(pattern.name or "", kwargs=parts).removeprefix("/")


def test_every_address_leads_where_the_list_led() -> None:
    assert len(ALL) > 300
    for pattern in ALL:
        address = example(pattern)
        in_the_list = asked([*ALL], address)
        assert in_the_list is not None
        assert asked(urls.urlpatterns, address) == in_the_list


def test_a_way_that_ends_early_ends_nowhere() -> None:
    for address in ("cases/", f"cases/{uuid.UUID(int=7)}/nothing/", "people", "nothing/", f"reviews/{date.min}"):
        assert asked([*ALL], address) is None
        assert asked(urls.urlpatterns, address) is None


def test_a_plain_word_is_asked_before_a_part_that_varies() -> None:
    def view(_request: HttpRequest, **_parts: str) -> HttpResponse:
        return HttpResponse()

    patterns = [path("q/<str:quarter>/", view, name="quarter"), path("q/years/", view, name="years"),
                path("q/<str:quarter>/sign/", view, {"extra": 1}, name="sign")]  # fmt: skip
    tree = branches.branched(patterns)
    assert asked(tree, "q/years/") == ("years", {}, "q/years/")
    assert asked(tree, "q/2020/") == ("quarter", {"quarter": "2020"}, "q/<str:quarter>/")
    assert asked(tree, "q/2020/sign/") == ("sign", {"quarter": "2020", "extra": 1}, "q/<str:quarter>/sign/")


def test_a_look_up_tries_few() -> None:
    missing = f"cases/{uuid.UUID(int=7)}/nothing/"
    assert tried([*ALL], missing) == len(ALL)
    assert tried(urls.urlpatterns, missing) < len(ALL) / 2
