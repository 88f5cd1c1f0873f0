"""No address tells what the system is about: a phone may lie open on a table, a proxy keeps its log."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

TELLING = ("rehab", "addict", "drug", "nghien", "ma-tuy", "matuy", "sau-cai", "ost")


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for part in resolver.url_patterns:
        route = before + str(part.pattern)
        if isinstance(part, URLPattern):
            yield route
        else:
            yield from routes(part, route)


def telling(route: str) -> list[str]:
    words = route.replace("/", " ").replace("-", " ").replace("_", " ").split()
    return [word for word in TELLING if word in route.split("/") or word in words or (len(word) > 3 and word in route)]


def test_no_address_tells() -> None:
    found = list(routes(get_resolver()))
    assert len(found) > 20
    assert [(route, telling(route)) for route in found if telling(route)] == []


@pytest.mark.parametrize("bad", ["people/addicted/", "cases/<uuid:id>/rehab/", "ost/", "sau-cai/"])
def test_each_telling_word_is_noticed(bad: str) -> None:
    assert telling(bad)
