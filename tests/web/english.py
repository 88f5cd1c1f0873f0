"""The English catalogue of the sources, for tests that read it."""

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from workshop import catalogue


def entries() -> Catalog:
    with catalogue.ENGLISH.open("rb") as stream:
        return read_po(stream, locale="en", domain="django")


def pairs(message: Message) -> list[tuple[str, str]]:
    """(Vietnamese, English) of one entry, each plural form by itself."""
    sources = message.id if isinstance(message.id, tuple | list) else (message.id,)
    said = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return [(sources[min(number, len(sources) - 1)], text or "") for number, text in enumerate(said)]
