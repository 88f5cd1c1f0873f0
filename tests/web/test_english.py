"""The English catalogue is whole: every text has its English, placeholders hold, and people are spoken of as people."""

import re
from string import Formatter

import pytest
from babel.messages.catalog import Catalog

from tests.web.english import entries, pairs
from workshop import catalogue

HARSH = re.compile(r"\b(addicts?|junk(?:ie|y)s?|abusers?|addicted (?:person|people|man|woman))\b", re.IGNORECASE)


def placeholders(text: str) -> list[str]:
    """%(name)s, %s, %% and {name}, sorted: an English sentence may turn them around."""
    percent = re.findall(r"%(?:\(\w+\))?[sdif%]", text)
    try:
        braces = [f"{{{name}}}" for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None]
    except ValueError:
        braces = ["broken braces"]
    return sorted(percent + braces)


def faults(catalog: Catalog) -> list[str]:
    """Everything wrong in a catalogue, in words."""
    found = []
    for message in catalog:
        if not message.id:
            continue
        if message.fuzzy:
            found.append(f"fuzzy: {message.id}")
        for source, said in pairs(message):
            if not said.strip():
                found.append(f"missing: {source}")
            elif placeholders(source) != placeholders(said):
                found.append(f"placeholders differ: {source} => {said}")
            elif source.count("%s") + source.count("%d") > 1 and re.findall(r"%[sd]", source) != re.findall(
                r"%[sd]", said
            ):
                found.append(f"unnamed placeholders turned around: {source} => {said}")
            if (source[:1].isspace(), source[-1:].isspace()) != (said[:1].isspace(), said[-1:].isspace()):
                found.append(f"spaces at the edge: {source!r} => {said!r}")
            if HARSH.search(said):
                found.append(f"harsh word: {said}")
    return found


def test_the_catalogue_is_whole() -> None:
    english = entries()
    assert len(english) > 1000
    assert faults(english) == []


def test_the_catalogue_has_every_text_and_no_other() -> None:
    """What `python -m workshop.catalogue` would write: a text that was added or changed waits for its English."""
    wanted = {message.id for message in catalogue.collected() if message.id}
    known = {message.id for message in entries() if message.id}
    assert wanted - known == set()
    assert known - wanted == set()


@pytest.mark.parametrize(
    ("source", "said", "fault"),
    [
        ("Gặp %(who)s", "Meet", "placeholders differ"),
        ("Gặp %(who)s", "Meet %(whom)s", "placeholders differ"),
        ("Gặp {subject}", "Meet {subject", "placeholders differ"),
        ("Gặp", "", "missing"),
        ("; hạn", " ; due ", "spaces at the edge"),
        ("Người nghiện", "Addicts", "harsh word"),
        (("Còn %(days)d ngày", "Còn %(days)d ngày"), ("%(days)d day left", "days left"), "placeholders differ"),
        (("Còn %(days)d ngày", "Còn %(days)d ngày"), ("%(days)d day left", ""), "missing"),
    ],
)
def test_each_fault_is_noticed(source: str | tuple[str, str], said: str | tuple[str, str], fault: str) -> None:
    broken = Catalog(locale="en")
    broken.add(source, said)
    assert [one for one in faults(broken) if one.startswith(fault)]


def test_a_fuzzy_entry_is_noticed() -> None:
    unsure = Catalog(locale="en")
    unsure.add("Gặp", "Meet", flags=["fuzzy"])
    assert faults(unsure) == ["fuzzy: Gặp"]
