"""Taking values out of a parsed instrument: every key is asked for once, by type, and none may be left over."""

from collections.abc import Container, Hashable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import yaml

from hoanhap.law.faults import InstrumentFault

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StrictLoader(_Base):  # type: ignore[misc]
    """Plain YAML, except that a key said twice in one mapping is a fault instead of the last one winning."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = {key for key in keys if keys.count(key) > 1}
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"key said twice: {sorted(twice)}", node.start_mark)
        found: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return found


def parse(text: str) -> Any:
    return yaml.load(text, Loader=_StrictLoader)  # noqa: S506 - the loader is the safe one, made stricter


class Reader:
    """One mapping of an instrument. `done()` refuses keys nobody asked for."""

    def __init__(self, entry: Any, place: str) -> None:
        self.place = place
        if not isinstance(entry, dict):
            raise self.fault("expected keys and values")
        self._entry: dict[str, Any] = entry
        self._asked: set[str] = set()

    def fault(self, what: str) -> InstrumentFault:
        return InstrumentFault(self.place, what)

    def done(self) -> None:
        left = sorted(str(key) for key in self._entry.keys() - self._asked)
        if left:
            raise self.fault(f"unknown keys {left}")

    def has(self, key: str) -> bool:
        return key in self._entry

    def raw(self, key: str) -> Any:
        self._asked.add(key)
        if key not in self._entry:
            raise self.fault(f"{key!r} is missing")
        return self._entry[key]

    def text(self, key: str) -> str:
        value = self.raw(key)
        if not isinstance(value, str) or not value.strip():
            raise self.fault(f"{key!r} must be a text, not {value!r}")
        return value

    def text_or(self, key: str, otherwise: str = "") -> str:
        return self.text(key) if self.has(key) else otherwise

    def number(self, key: str) -> int:
        value = self.raw(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.fault(f"{key!r} must be a whole number, not {value!r}")
        return value

    def number_or_none(self, key: str) -> int | None:
        return None if self._nothing(key) else self.number(key)

    def flag(self, key: str) -> bool:
        value = self.raw(key)
        if not isinstance(value, bool):
            raise self.fault(f"{key!r} must be true or false, not {value!r}")
        return value

    def flag_or_none(self, key: str) -> bool | None:
        return None if self._nothing(key) else self.flag(key)

    def day(self, key: str) -> date:
        value = self.raw(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.fault(f"{key!r} must be a date, not {value!r}")
        return value

    def day_or_none(self, key: str) -> date | None:
        return None if self._nothing(key) else self.day(key)

    def one_of(self, key: str, allowed: Sequence[str], *, otherwise: str | None = None) -> str:
        if otherwise is not None and not self.has(key):
            return otherwise
        value = self.text(key)
        if value not in allowed:
            raise self.fault(f"{key!r} is {value!r}, expected one of {[str(word) for word in allowed]}")
        return value

    def known(self, word: str, vocabulary: Container[str]) -> None:
        if word not in vocabulary:
            raise self.fault(f"unknown word {word!r}")

    def word(self, key: str, vocabulary: Container[str]) -> str:
        value = self.text(key)
        self.known(value, vocabulary)
        return value

    def word_or_none(self, key: str, vocabulary: Container[str]) -> str | None:
        return None if self._nothing(key) else self.word(key, vocabulary)

    def words(self, key: str, vocabulary: Container[str]) -> tuple[str, ...]:
        value = self.raw(key)
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(word, str) for word in listed):
            raise self.fault(f"{key!r} must be a list of words")
        for word in listed:
            self.known(word, vocabulary)
        if len(set(listed)) != len(listed):
            raise self.fault(f"{key!r} says a word twice")
        return tuple(listed)

    def texts(self, key: str) -> Mapping[str, str]:
        inner = self.section(key)
        return {name: inner.text(name) for name in inner._entry}

    def section(self, key: str) -> "Reader":
        return Reader(self.raw(key), f"{self.place} / {key}")

    def sections(self, key: str) -> Iterator[tuple[str, "Reader"]]:
        inner = self.section(key)
        for name in inner._entry:
            yield name, inner.section(name)

    def items(self, key: str) -> Iterator["Reader"]:
        value = self.raw(key)
        if not isinstance(value, list):
            raise self.fault(f"{key!r} must be a list")
        for index, entry in enumerate(value, start=1):
            name = next((str(entry[tag]) for tag in _TAGS if tag in entry), "") if isinstance(entry, dict) else ""
            yield Reader(entry, f"{self.place} / {key} {index} {name}".rstrip())

    def _nothing(self, key: str) -> bool:
        self._asked.add(key)
        return self._entry.get(key) is None


_TAGS = ("code", "verb", "measure", "number", "who")
