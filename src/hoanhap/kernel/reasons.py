"""Does a typed reason say anything? Asked wherever somebody must write why (lý do phải gõ). Pure."""

from hoanhap.kernel.text import fold, nfc

SHORTEST = 15
_FEWEST_LETTERS = 6
_FEWEST_WORDS = 3


def cleaned(text: str) -> str:
    """One line, in one form of Unicode, without spare spaces."""
    return " ".join(nfc(text).split())


def says_something(text: str, *, shortest: int = SHORTEST) -> bool:
    """False for what is too short, for one key held down, for one word again and again."""
    line = cleaned(text)
    letters = {letter for letter in fold(line) if letter.isalpha()}
    words = {word for word in fold(line).split() if any(letter.isalpha() for letter in word)}
    return len(line) >= shortest and len(letters) >= _FEWEST_LETTERS and len(words) >= _FEWEST_WORDS
