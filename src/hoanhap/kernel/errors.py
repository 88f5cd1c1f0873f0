"""The two answers the house gives instead of a result: an explained refusal, and "nothing here for you"."""

from typing import Protocol


class Sentence(Protocol):
    """Words for a user: a text, or one that is translated when it is shown."""

    def __str__(self) -> str: ...


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """An expected refusal that carries a sentence for the user, a way out and, where law asks for it, the article."""

    def __init__(self, message: Sentence, *, code: str = "", way_out: Sentence = "", article: str = "") -> None:
        super().__init__(message)
        self._message = message
        self._way_out = way_out
        self.code = code
        self.article = article

    @property
    def message(self) -> str:
        return str(self._message)

    @property
    def way_out(self) -> str:
        return str(self._way_out)

    def __str__(self) -> str:
        return " ".join(part for part in (self.message, self.way_out) if part)


class NotHere(Exception):  # noqa: N818 - missing and forbidden are one answer
    """Missing or forbidden: the asker learns no difference (HTML, JSON, search, counts, exports alike)."""


class UnknownName(KeyError):  # noqa: N818
    """A register was asked for a name nobody registered: a programming fault, never a user's."""
