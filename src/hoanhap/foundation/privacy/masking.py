"""Other people's names and numbers in a text somebody wrote: found by the names the house knows, and by their shape."""

import re
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from hoanhap.kernel.text import fold, nfc

_WORD = re.compile(r"\w+")
# Nine digits and more: a telephone or an ID number; dates and amounts are shorter or written otherwise.
_NUMBER = re.compile(r"(?<![\w/])\+?\d(?:[ .\-]?\d){8,14}(?![\w/])")
_HONORIFICS = frozenset(("ong", "ba", "anh", "chi", "co", "chu", "bac", "em", "chau", "thay", "di", "cau", "mo"))


class Masker:
    """Hides in texts what belongs to others; what is the person's own stays."""

    def __init__(self, others: Iterable[tuple[str, str]], own: Iterable[str]) -> None:
        mine = list(own)
        self._own = {tuple(fold(name).split()) for name in mine if name and not name.isdigit()}
        self._own_digits = {_digits(number)[-9:] for number in mine if len(_digits(number)) >= 9}
        self._names: dict[tuple[str, ...], str] = {}
        for name, instead in others:
            words = tuple(_folded_words(name))
            if words and words not in self._own:
                self._names.setdefault(words, instead)
        # The word after "bà", "anh" may be the given name of somebody we know.
        own_given = {words[-1] for words in self._own if words}
        self._given = {
            words[-1]: instead
            for words, instead in self._names.items()
            if len(words) > 1 and words[-1] not in own_given
        }
        self._longest = max((len(words) for words in self._names), default=0)

    def hide(self, text: str) -> str:
        """The text with others hidden, in one spelling of Unicode."""
        return self._hide_numbers(self._hide_names(nfc(text)))

    def _hide_names(self, text: str) -> str:
        words = [(match.start(), match.end(), fold(match.group())) for match in _WORD.finditer(text)]
        spans: list[tuple[int, int, str]] = []
        place = 0
        while place < len(words):
            length, instead = self._name_at(words, place)
            if length:
                spans.append((words[place][0], words[place + length - 1][1], instead))
            place += length or 1
        for start, end, instead in reversed(spans):
            text = text[:start] + instead + text[end:]
        return text

    def _name_at(self, words: Sequence[tuple[int, int, str]], place: int) -> tuple[int, str]:
        for length in range(min(self._longest, len(words) - place), 0, -1):
            found = tuple(word for _start, _end, word in words[place : place + length])
            if found in self._own:
                return 0, ""
            if found in self._names:
                return length, self._names[found]
        if place and words[place - 1][2] in _HONORIFICS and words[place][2] in self._given:
            return 1, self._given[words[place][2]]
        return 0, ""

    def _hide_numbers(self, text: str) -> str:
        def hidden(match: re.Match[str]) -> str:
            own = _digits(match.group())[-9:] in self._own_digits
            return match.group() if own else _("(số đã che)")

        return _NUMBER.sub(hidden, text)


def names_in(text: str) -> list[str]:
    """Runs of two and more words with initial capitals: what looks like a name in a short text of one's relatives."""
    runs = re.findall(r"(?:[A-ZĐÀ-Ỹ][\wà-ỹ]*)(?:\s+[A-ZĐÀ-Ỹ][\wà-ỹ]*)+", text)
    return [run for run in runs if not any(letter.isdigit() for letter in run)]


def _folded_words(name: str) -> list[str]:
    return [fold(match.group()) for match in _WORD.finditer(name)]


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())
